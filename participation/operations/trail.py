"""Who did what with a consultation, with what was said or with a panel: lines for the logbook.

A line stands with a partner and names one thing. It holds no vote, no sentence and no answer;
the title of what was said follows its corrections, so that a name taken out is out here too.
"""

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from participation.models import Consultation, Input, Panel
from partners.models import PartnerPage


class Change(models.TextChoices):
    """What was done; the value is the action in Wagtail's log."""

    SAVED = "participation.consultation.save", gettext_lazy("Draft of a consultation saved")
    OPENED = "participation.consultation.open", gettext_lazy("Consultation opened")
    CLOSED = "participation.consultation.close", gettext_lazy("Consultation closed")
    DELETED = "participation.consultation.delete", gettext_lazy("Draft of a consultation deleted")
    NEW_CODE = "participation.consultation.code", gettext_lazy("New code made")
    TALK_KEPT = "participation.talk.create", gettext_lazy("Conversation written down")
    TALK_DELETED = "participation.talk.delete", gettext_lazy("Conversation deleted")
    RELEASED = "participation.sentence.release", gettext_lazy("Sentence released")
    REWORDED = "participation.sentence.reword", gettext_lazy("Sentence changed and released")
    REFUSED = "participation.sentence.refuse", gettext_lazy("Sentence deleted")
    SAID = "participation.input.save", gettext_lazy("What was said is written down")
    PUT = "participation.input.put", gettext_lazy("Put to who must answer")
    ANSWERED = "participation.input.answer", gettext_lazy("Answer published")
    CORRECTED = "participation.input.correct", gettext_lazy("Words corrected")
    TAKEN_OFF = "participation.input.delete", gettext_lazy("Draft of what was said deleted")
    PANEL = "participation.panel.save", gettext_lazy("Panel saved")
    ASKED = "participation.panel.ask", gettext_lazy("Question put to a panel")
    PANEL_SAID = "participation.panel.answer", gettext_lazy("Answer of a panel published")
    UNASKED = "participation.panel.refuse", gettext_lazy("Question to a panel deleted")


def note(
    *,
    change: Change,
    about: Consultation | Input | Panel,
    by: User | None,
    partner: PartnerPage | None = None,
) -> None:
    """Keep a line with a partner: its own if none is given; by nobody if it went by itself."""
    data, title = {}, str(about)
    if isinstance(about, Input):
        data, title = {"input": about.pk}, _title_of(about.pk)
    log(instance=partner or about.partner, action=change.value, user=by, title=title, data=data)


def rename(*, input_pk: int) -> None:
    """Let the lines about what was said hold the title that it has now, or none."""
    lines = PageLogEntry.objects.filter(
        action__startswith="participation.input.", data__input=input_pk
    )
    lines.update(label=_title_of(input_pk))


def _title_of(input_pk: int) -> str:
    title = Input.objects.filter(pk=input_pk).values_list("title", flat=True).first()
    return title or _("something that was said")
