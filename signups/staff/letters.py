"""Letters to print, for who gave no e-mail address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from common import clock
from signups import access
from signups import letters as writing
from signups.models import AccessLog


@require_POST
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the letters as one PDF; it is kept as a look, and the file nowhere."""
    bookable = access.open_bookable(request, pk)
    now = clock.now()
    found = writing.of(bookable, now)
    if not found:
        messages.info(request, _("Nobody needs a letter."))
        return redirect("signups_staff:people", pk)
    access.note(request, AccessLog.Action.LETTERS, bookable, len(found))
    response = HttpResponse(writing.draw(found, now), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="brieven-{pk}.pdf"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
