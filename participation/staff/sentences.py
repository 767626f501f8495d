"""Judge sentences: release, shorten or delete them. Members of the partner only."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from participation import masking, operations
from participation.models import Consultation, Sentence
from participation.operations import Change
from participation.scope import judged_by
from participation.staff.forms import SentenceForm
from participation.staff.pages import show

_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def queue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what waits; carry out one judgement."""
    consultation = get_object_or_404(judged_by(request.user), pk=pk)
    rows = Sentence.objects.filter(statement__consultation=consultation)
    if request.method == "POST":
        chosen = request.POST.get("sentence", "")
        one = get_object_or_404(rows, pk=int(chosen[:19]) if chosen.isdecimal() else 0)
        _judge(request, consultation, one)
        return redirect("participation_staff:sentences", pk)
    waiting = rows.filter(is_released=False).select_related("statement").order_by("statement", "pk")
    return show(
        request,
        "sentences",
        _("Sentences"),
        (consultation.title, reverse("participation_staff:consultation", args=[pk])),
        consultation=consultation,
        waiting=waiting[:_SHOWN],
        released=rows.filter(is_released=True).select_related("statement"),
        left=max(waiting.count() - _SHOWN, 0),
    )


def _judge(request: HttpRequest, consultation: Consultation, one: Sentence) -> None:
    if request.POST.get("do") == "delete":
        with transaction.atomic():
            operations.refuse(sentence=one)
            operations.note(change=Change.REFUSED, about=consultation, by=request.user)
        messages.success(request, _("The sentence is deleted."))
        return
    form = SentenceForm(request.POST)
    if form.is_valid():
        # What the moderator typed is masked as well.
        text = masking.mask(form.cleaned_data["text"])
        change = Change.RELEASED if text == one.text else Change.REWORDED
        with transaction.atomic():
            operations.release(sentence=one, text=text)
            operations.note(change=change, about=consultation, by=request.user)
        messages.success(request, _("The sentence is released. It shows with the result."))
    else:
        messages.error(request, _("A sentence has words, and not too many."))
