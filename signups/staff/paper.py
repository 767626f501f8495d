"""The list on paper and as a file: each is kept as a look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common import clock
from signups import access, exports, roll, sheet
from signups.models import AccessLog

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WRITERS = {"csv": exports.as_csv, "xlsx": exports.as_xlsx}


@require_safe
@never_cache
def print_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the attendance sheet of a session for an A4 page."""
    session = access.open_session(request, pk)
    found = sheet.of(session)
    access.note_session(request, AccessLog.Action.PRINTED, session, len(found.lines))
    context = {"session": session, "sheet": found, "printed_at": clock.now()}
    return render(request, "signups/admin/print.html", context)


@require_POST
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give the list as a file."""
    bookable = access.open_bookable(request, pk)
    rows = roll.of(bookable)
    access.note(request, AccessLog.Action.EXPORTED, bookable, len(rows))
    response = HttpResponse(_WRITERS[kind](rows), content_type=_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="aanmeldingen-{pk}.{kind}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
