"""Documents that staff offer: what they hold is what their name says, and no program."""

import re
import zipfile
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm

_RUNS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
_ARCHIVES = {
    "docx": "word/document.xml", "xlsx": "xl/workbook.xml",
    "odt": "content.xml", "ods": "content.xml",
}  # fmt: skip
_MACROS = re.compile(r"vbaProject\.bin|^Basic/|^Scripts/", re.IGNORECASE)
_A_PAGE = re.compile(rb"<script|<html|<!doctype|<svg", re.IGNORECASE)


class DocumentForm(BaseDocumentForm):
    """Takes a document by what is in it."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = gettext_lazy("A document of at most 10 MB.")

    def clean_file(self) -> File:
        """Refuse what is too large, something else than its name says, or a program."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            examine(file)
        return file

    class Meta(BaseDocumentForm.Meta):
        widgets: dict[str, forms.Widget] = BaseDocumentForm.Meta.widgets


def examine(file: File) -> None:
    """Look a document over; it is left at its beginning.

    :raises ValidationError: why it is refused; `code` names the reason.
    """
    if file.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("This file is too large. A file may be %(most)d MB. Make it smaller first.")
            % {"most": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024 // 1024},
            code="too_heavy",
        )
    kind = PurePath(file.name or "").suffix.lower().lstrip(".")
    file.seek(0)
    content = file.read()
    file.seek(0)
    if kind == "pdf":
        fits, runs = content.startswith(b"%PDF-"), bool(_RUNS.search(content))
    elif kind in _ARCHIVES:
        fits, runs = _look_inside(file, _ARCHIVES[kind])
    else:
        fits = _is_text(content) and (kind != "ics" or b"BEGIN:VCALENDAR" in content[:1024])
        runs = bool(_A_PAGE.search(content))
    if not fits:
        raise ValidationError(
            _("What is in this file does not fit its name. Save it again and try once more."),
            code="other_kind",
        )
    if runs:
        raise ValidationError(
            _("This file holds a program. Save it as a plain PDF and try again."), code="program"
        )


def _look_inside(file: File, heart: str) -> tuple[bool, bool]:
    """Say whether an archive is a document, and whether it has macros; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return False, False
    finally:
        file.seek(0)
    return heart in names, any(_MACROS.search(name) for name in names)


def _is_text(content: bytes) -> bool:
    return b"\0" not in content
