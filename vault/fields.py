"""Form fields for what people type: one line or more, without signs that deceive or break."""

import unicodedata
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from common import clock

# Joiners belong to Arabic and Persian spelling and to emoji; other format signs do not.
_JOINERS = "\u200c\u200d"
_NOT_ALLOWED = _("This contains a sign that we can't use. Please type it again.")
OLDEST = date(1900, 1, 1)
_TOO_LONG = _("This is too long: use at most %(limit_value)d characters.")

telephone_number = RegexValidator(
    r"^\+?[0-9][0-9 ()/-]{6,22}$", _("This is not a telephone number. Example: 06 12345678.")
)


def refuse_hidden_signs(value: str, *, allowed: str = "") -> None:
    """Refuse control signs and those that turn the direction of text (Unicode Cc, Cf, Co, Cs).

    :raises ValidationError: there is one.
    """
    for sign in value:
        if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") and sign not in allowed:
            raise ValidationError(_NOT_ALLOWED, code="hidden_signs")


class LineField(forms.CharField):
    """One line of text, in Unicode's composed form."""

    allowed = _JOINERS

    def __init__(self, *, max_length: int = 120, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["max_length"] = _TOO_LONG
        self.validators = [
            row
            for row in self.validators
            if type(row).__name__ != "ProhibitNullCharactersValidator"
        ]

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value))

    def validate(self, value):
        super().validate(value)
        refuse_hidden_signs(value, allowed=self.allowed)


class TextField(LineField):
    """Several lines of text."""

    allowed = f"{_JOINERS}\n\t"

    def __init__(self, *, max_length: int = 1000, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class AddressField(forms.EmailField):
    """An e-mail address; whatever deceives or breaks a header is refused."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("This is not an e-mail address. Example: naam@post.nl.")
        self.error_messages["max_length"] = _TOO_LONG

    def run_validators(self, value):
        if value not in self.empty_values:
            try:
                refuse_hidden_signs(value)
            except ValidationError as error:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        super().run_validators(value)


class BirthDateField(forms.DateField):
    """The birth date of somebody who lives: not to come, and not before OLDEST."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget", forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric"})
        )
        super().__init__(**kwargs)
        self.error_messages["invalid"] = _("Fill in a date like 31-12-2015.")

    def validate(self, value):
        super().validate(value)
        if value and not OLDEST <= value <= clock.local(clock.now()).date():
            raise ValidationError(_("This can't be a date of birth. Check the year."))
