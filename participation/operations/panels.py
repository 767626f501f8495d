"""Put a question to a panel, and write down what it said."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common import clock, version
from participation.models import Input, Panel, PanelQuestion
from participation.operations.inputs import put
from partners.models import PartnerPage

TO_ANSWER = timedelta(weeks=6)  # what who asked gets to say what it does with the answer


def ask(
    *,
    panel: Panel,
    asked_by: PartnerPage,
    department: str,
    question: str,
    why: str,
    wanted_on: date,
    now: datetime,
) -> PanelQuestion:
    """Put a question to the panel; everybody sees that it was put."""
    version.bump()
    return PanelQuestion.objects.create(
        panel=panel,
        asked_by=asked_by,
        department=department,
        question=question,
        why=why,
        wanted_on=wanted_on,
        asked_on=clock.local(now).date(),
    )


def refuse_question(*, question: PanelQuestion) -> None:
    """Delete a question that was not answered: the panel will not talk about it."""
    PanelQuestion.objects.filter(pk=question.pk, met_on=None).delete()
    version.bump()


def answer_question(
    *, question: PanelQuestion, answer: str, met_on: date, now: datetime
) -> Input | None:
    """Write down what the panel said at its meeting, and ask who asked what they do with it.

    Return what was put to who asked; None if it was answered before, and only the words change.
    """
    with transaction.atomic():
        row = PanelQuestion.objects.select_for_update().get(pk=question.pk)
        is_first = not row.answer
        row.answer, row.met_on = answer, met_on
        row.save(update_fields=["answer", "met_on"])
        version.bump()
        if not is_first:
            return None
        made = Input.objects.create(
            partner=row.panel.partner,
            source=Input.Source.PANEL,
            title=row.question[:120],
            said=_("%(panel)s: %(answer)s")[:1000] % {"panel": row.panel, "answer": answer[:900]},
            said_on=met_on,
            panel=row.panel,
            owner=row.asked_by,
            department=row.department,
            due_on=clock.local(now).date() + TO_ANSWER,
        )
        put(input=made, now=now)
        row.put = made
        row.save(update_fields=["put"])
    return made
