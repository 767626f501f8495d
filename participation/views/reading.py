"""What is asked now, what came of it, and the panels."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from activities.models import ActivityPage
from common import clock
from participation import charts, counting, lines
from participation.models import Consultation, Conversation, Input, Panel, Sentence
from partners.models import PartnerPage

CLOSED, LINES = 6, 6


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what one can vote on, results, panels, and what was done last."""
    now = clock.now()
    rows = Consultation.objects.visible().select_related("partner", "session__group__activity")
    said = Input.objects.visible().for_lines()
    context = {
        "open_now": rows.open().filter(closes_at__gt=now).order_by("closes_at", "pk"),
        "closed": rows.closed().order_by("-closed_at", "-pk")[:CLOSED],
        "panels": Panel.objects.filter(partner__in=PartnerPage.objects.visible()),
        "evenings": _evenings(),
        "lines": lines.build(said[:LINES], clock.local(now).date()),
    }
    return render(request, "participation/index.html", context)


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stellingen while it is open; results and sentences once it closed."""
    rows = Consultation.objects.visible()
    related = rows.select_related("partner", "session__group__activity")
    found = get_object_or_404(related.prefetch_related("themes"), slug=slug)
    now = clock.now()
    context = {
        "consultation": found,
        "takes_votes": found.takes_votes(now),
        "statements": found.statements.all(),
        "answers": _answers(found) if found.is_closed else [],
        "lines": lines.build(
            Input.objects.visible().filter(statement__consultation=found).for_lines(),
            clock.local(now).date(),
        ),
        "threshold": counting.THRESHOLD,
    }
    return render(request, "participation/consultation.html", context)


@require_safe
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a panel: its questions and answers, and its wishes with what became of them."""
    found = Panel.objects.select_related("partner", "meeting").filter(slug=slug).first()
    if found is None or not found.partner.is_visible():
        raise Http404
    today = clock.local(clock.now()).date()
    said = lines.build(Input.objects.visible().filter(panel=found).for_lines(), today)
    shown = PartnerPage.objects.visible().values("pk")
    questions = found.questions.filter(asked_by__in=shown).select_related("asked_by")
    rows = list(questions.order_by("-asked_on", "-pk"))
    answers = {row.put_id for row in rows}
    answered = {line.input.pk: line for line in said}
    meeting = found.meeting if found.meeting and found.meeting.is_visible() else None
    context = {
        "panel": found,
        "meeting": meeting,
        "questions": [(row, answered.get(row.put_id)) for row in rows],
        "wishes": [line for line in said if line.input.pk not in answers],
    }
    return render(request, "participation/panel.html", context)


def _evenings():
    """Return the activities at which stellingen were or will be talked over."""
    asked = Consultation.objects.visible().filter(session__isnull=False)
    ids = asked.values("session__group__activity")
    return ActivityPage.objects.visible().filter(pk__in=ids).order_by("title", "pk")


def _answers(found: Consultation) -> list[dict]:
    """Return each stelling with its chart, its sentences and its conversations."""
    results = counting.results(found)
    statements = [row.statement.pk for row in results]
    shown = [row.statement.pk for row in results if row.is_shown]
    sentences = Sentence.objects.filter(statement__in=shown, is_released=True)
    talks = Conversation.objects.filter(statement__in=statements)
    return [
        {
            "statement": row.statement,
            "chart": charts.of_result(row),
            "sentences": [one for one in sentences if one.statement_id == row.statement.pk],
            "talks": [
                (one, charts.of_talk(one)) for one in talks if one.statement_id == row.statement.pk
            ],
        }
        for row in results
    ]
