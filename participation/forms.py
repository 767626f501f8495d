"""What visitors fill in: a code, and the answers to stellingen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participation import codes
from participation.models import Consultation
from participation.models.consultation import Answer
from participation.models.sentence import LONGEST
from vault.fields import LineField


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on the screen"),
        max_length=20,
        error_messages={"required": _("Fill in the code that is on the screen.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = codes.tidy(self.cleaned_data["code"])
        if len(code) != codes.LENGTH or not set(code) <= set(codes.SIGNS):
            raise forms.ValidationError(
                _("This is no code of ours. It has six letters and numbers."), code="no_code"
            )
        return code


class BallotForm(forms.Form):
    """One choice for each stelling, and a sentence that may stay empty."""

    def __init__(self, *args, consultation: Consultation, before: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = []
        for statement in consultation.statements.all():
            answer, why = f"answer-{statement.pk}", f"why-{statement.pk}"
            self.fields[answer] = forms.ChoiceField(
                label=statement.text,
                choices=[(value, label.capitalize()) for value, label in Answer.choices],
                required=False,
                initial=before.get(statement.pk),
                widget=forms.RadioSelect,
            )
            self.fields[why] = LineField(
                label=_("Why? In one sentence"),
                max_length=LONGEST,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST}),
            )
            self.rows.append((statement, self[answer], self[why]))

    def clean(self) -> dict:
        super().clean()
        found = self.cleaned_data
        if not self.errors and not self.answers:
            raise forms.ValidationError(_("Choose an answer first."), code="nothing")
        for _statement, answer, why in self.rows:
            if found.get(why.name) and not found.get(answer.name):
                self.add_error(answer.name, _("Choose an answer as well as a reason."))
        return found

    @property
    def answers(self) -> dict[int, str]:
        return {row.pk: value for row, field, _why in self.rows if (value := self._of(field))}

    @property
    def sentences(self) -> dict[int, str]:
        return {row.pk: value for row, _answer, field in self.rows if (value := self._of(field))}

    def _of(self, field) -> str:
        return self.cleaned_data.get(field.name) or ""
