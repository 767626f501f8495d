"""The forms of staff."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from activities.models import Session, Theme
from activities.scope import activities_of, sessions_of
from common import clock
from common.pages import private_pages
from participation.models import Consultation, Conversation, Input, Panel, PanelQuestion, Statement
from participation.models.sentence import LONGEST
from participation.operations.inputs import FAIR
from partners.models import PartnerPage
from partners.permissions import partners_of
from vault.fields import TextField

MOST_STATEMENTS, LONGEST_STATEMENT = 12, 200
LONGEST_TIME = timedelta(days=92)
NO_TIME = _("Give the owner a week at least: choose a later day.")
_OF_A_PANEL = {Input.Source.PANEL, Input.Source.WISH}


def day_field(label, **options) -> forms.DateField:
    """Return a field for a date that every browser shows in the visitor's way."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=capfirst(label), widget=widget, **options)


def offer(
    form: forms.BaseForm,
    name: str,
    rows: QuerySet,
    label: Callable[[Any], str] | None = None,
) -> None:
    """Let a field of the form choose among these rows; the only one is chosen beforehand."""
    field = cast(forms.ModelChoiceField, form.fields[name])
    field.queryset = rows
    found = [row.pk for row in rows[:2]] if field.required else []
    if len(found) == 1 and not form.initial.get(name):
        form.initial[name] = found[0]
    if label:
        setattr(field, "label_from_instance", label)  # noqa: B010 - one for this form only


def _ticks(label) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=capfirst(label), queryset=Theme.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ConsultationForm(forms.ModelForm):
    closes_at = forms.DateTimeField(
        label=capfirst(_("closes by itself at")),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    themes = _ticks(_("themes"))
    statements = TextField(
        label=capfirst(_("stellingen, one on each line")),
        max_length=MOST_STATEMENTS * (LONGEST_STATEMENT + 2),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    class Meta:
        model = Consultation
        fields = [
            "partner", "title", "summary", "statements", "session", "way", "most_votes",
            "closes_at", "themes",
        ]  # fmt: skip

    def __init__(self, *args, user, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        offer(self, "partner", partners_of(user))
        soon = sessions_of(user).exclude(group__way_in="placement")
        soon = soon.filter(ends_at__gt=now, starts_at__lt=now + timedelta(days=60))
        offer(self, "session", soon.select_related("group__activity"), _moment_of)
        if self.instance.pk:
            self.initial["statements"] = "\n".join(
                self.instance.statements.values_list("text", flat=True)
            )
            self.initial["themes"] = self.instance.themes.all()
            local = clock.local(self.instance.closes_at)
            self.initial["closes_at"] = local.strftime("%Y-%m-%dT%H:%M")

    def clean_statements(self) -> list[str]:
        rows = [" ".join(row.split()) for row in self.cleaned_data["statements"].splitlines()]
        rows = list(dict.fromkeys(filter(None, rows)))
        if len(rows) > MOST_STATEMENTS:
            raise ValidationError(
                _("Ask at most %(most)d stellingen."), params={"most": MOST_STATEMENTS}
            )
        if any(len(row) > LONGEST_STATEMENT for row in rows):
            raise ValidationError(_("Keep a stelling short: at most 200 letters."))
        return rows

    def clean_closes_at(self) -> datetime:
        moment = self.cleaned_data["closes_at"]
        if not self.now < moment <= self.now + LONGEST_TIME:
            raise ValidationError(_("Choose a moment within the coming three months."))
        return moment


def _moment_of(session: Session) -> str:
    return f"{session.group} – {clock.local(session.starts_at):%d-%m-%Y %H:%M}"


class ConversationForm(forms.ModelForm):
    held_on = day_field(_("held on"))

    class Meta:
        model = Conversation
        fields = ["statement", "held_on", "agree", "disagree", "unsure", "summary"]

    def __init__(self, *args, consultation: Consultation, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "statement", consultation.statements.all())

    def clean_held_on(self):
        return _not_to_come(self.cleaned_data["held_on"])


class SentenceForm(forms.Form):
    text = forms.CharField(max_length=LONGEST + 100)

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class InputForm(forms.ModelForm):
    said_on = day_field(_("said on"))
    due_on = day_field(_("answer before or on"))
    themes = _ticks(_("themes"))

    class Meta:
        model = Input
        fields = [
            "partner", "source", "title", "said", "said_on", "activity", "statement", "panel",
            "themes", "owner", "department", "due_on",
        ]  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = partners_of(user)
        offer(self, "partner", mine)
        offer(self, "owner", PartnerPage.objects.visible().order_by("title", "pk"))
        offer(self, "activity", activities_of(user))
        asked = Statement.objects.filter(consultation__partner__in=mine.values("pk"))
        offer(self, "statement", asked.exclude(consultation__state="draft"))
        offer(self, "panel", Panel.objects.filter(partner__in=mine.values("pk")))
        if self.instance.pk:
            self.initial["themes"] = self.instance.themes.all()

    def clean_said_on(self):
        return _not_to_come(self.cleaned_data["said_on"])

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < clock.local(clock.now()).date() + FAIR:
            raise ValidationError(NO_TIME)
        return day

    def clean(self) -> dict:
        super().clean()
        found = self.cleaned_data
        if found.get("source") in _OF_A_PANEL and not found.get("panel"):
            self.add_error("panel", _("Choose the panel that said this."))
        return found


class WordsForm(forms.ModelForm):
    class Meta:
        model = Input
        fields = ["title", "said"]


class AnswerForm(forms.ModelForm):
    class Meta:
        model = Input
        fields = ["answer", "changes", "outcome"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["outcome"].widget = AdminPageChooser()
        # Only what everybody may see: a line must not lead to a hidden page, nor name it.
        offer(self, "outcome", Page.objects.live().exclude(private_pages()))


class PanelQuestionForm(forms.ModelForm):
    wanted_on = day_field(_("answer wanted before or on"))

    class Meta:
        model = PanelQuestion
        fields = ["panel", "asked_by", "department", "question", "why", "wanted_on"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        shown = PartnerPage.objects.visible().values("pk")
        offer(self, "panel", Panel.objects.filter(partner__in=shown))
        offer(self, "asked_by", partners_of(user))

    def clean_wanted_on(self):
        day = self.cleaned_data["wanted_on"]
        if day < clock.local(clock.now()).date():
            raise ValidationError(_("Choose a day that is still to come."))
        return day


class PanelAnswerForm(forms.ModelForm):
    met_on = day_field(_("meeting held on"))

    class Meta:
        model = PanelQuestion
        fields = ["met_on", "answer"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True

    def clean_met_on(self):
        return _not_to_come(self.cleaned_data["met_on"])


class PanelForm(forms.ModelForm):
    class Meta:
        model = Panel
        fields = ["partner", "name", "slug", "summary", "about", "subject", "meeting"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "partner", partners_of(user))
        offer(self, "meeting", activities_of(user))


def _not_to_come(day):
    if day > clock.local(clock.now()).date():
        raise ValidationError(_("This day is still to come."))
    return day
