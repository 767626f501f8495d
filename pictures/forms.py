"""What staff tell of a picture, wherever they upload it; Wagtail builds its forms on this one."""

import re
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from common import clock
from pictures import checks, cleaning
from pictures.models import Picture

_A_FILE_NAME = re.compile(r"\.(jpe?g|png|webp|avif|gif|heic)$|^(img|dsc|pxl)[_-]?\d+$", re.I)


class UploadField(WagtailImageField):
    """Takes a picture by its content, and keeps nothing of it but the picture."""

    default_validators: ClassVar[list] = []  # the name is no proof of what is inside

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help_text = gettext_lazy(
            "A photo of at most 10 MB. We remove where and when it was taken."
        )
        self.error_messages["invalid_image_extension"] = _(
            "This is no picture that we can show. Choose a JPEG, PNG, WebP, AVIF or GIF file."
        )
        self.error_messages["file_too_large_unknown_size"] = _(
            "This file is too large. A picture may be 10 MB. Make it smaller first."
        )

    def to_python(self, data: Any) -> Any:
        """Return the picture drawn anew.

        :raises ValidationError: why the file is refused.
        """
        if not data or not hasattr(data, "seek"):
            return super().to_python(data)
        if data.size == 0:
            raise checks.broken()
        return super().to_python(cleaning.drawn_anew(data))


class PictureForm(BaseImageForm):
    """Asks for an alternative text, and who may be recognised."""

    agreed = forms.BooleanField(
        label=gettext_lazy("Everybody who is recognisable agrees"),
        required=False,
        help_text=gettext_lazy("They know on which site the photo comes."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            old = self.fields["file"]
            self.fields["file"] = UploadField(
                label=old.label, required=old.required, widget=old.widget
            )
        self.fields["description"].required = True
        self.fields["description"].label = _("What is to be seen?")
        self.fields["description"].help_text = _("Say it in one sentence. Blind people hear it.")
        self.fields["people"].required = True
        self.fields["people"].choices = list(Picture.People.choices)
        self.fields["people"].initial = None
        if self.instance.pk is None:
            self.initial.pop("people", None)
        self.fields["agreed"].initial = bool(self.instance.consent_on)
        self.order_fields(
            ["title", "file", "description", "people", "agreed", "consent_on", "collection"]
        )

    def clean_description(self) -> str:
        """Refuse the name of a file: it tells nothing to who cannot see the picture."""
        description = self.cleaned_data["description"].strip()
        if _A_FILE_NAME.search(description):
            raise ValidationError(_("This is the name of a file. Say what is to be seen."))
        return description

    def clean_consent_on(self) -> Any:
        day = self.cleaned_data["consent_on"]
        if day and day > clock.local(clock.now()).date():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        people = self.cleaned_data.get("people")
        if people == Picture.People.NOBODY:
            self.cleaned_data["consent_on"] = None
            return cleaned
        if people == Picture.People.CHILDREN and not settings.PICTURES_OF_CHILDREN:
            self.add_error(
                "people", _("We show no children who can be recognised. Choose another photo.")
            )
        elif people:
            if not self.cleaned_data.get("agreed"):
                self.add_error(
                    "agreed", _("Ask first whether they agree. Or choose another photo.")
                )
            if "consent_on" not in self.errors and not self.cleaned_data.get("consent_on"):
                self.add_error("consent_on", _("Fill in on which day they agreed."))
        return cleaned

    class Meta(BaseImageForm.Meta):
        widgets = BaseImageForm.Meta.widgets | {
            "people": forms.RadioSelect,
            "consent_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
