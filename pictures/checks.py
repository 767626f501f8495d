"""What is no harmless, still picture is refused, before anything of it is drawn.

Only headers are read here, so a picture of 100 million dots costs no memory.
"""

import io
import re
import zipfile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

# Pillow's names. Phones write MPO: a JPEG with a second picture behind it.
SUFFIXES = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp"}
SUFFIXES["AVIF"] = ".avif"
# Pillow reads MPO as a JPEG first.
OPENED = tuple(form for form in SUFFIXES if form != "MPO")
_ALSO_SOMETHING_ELSE = re.compile(
    rb"<script|<iframe|<!doctype|<html|<svg[\s>]|<\?php|%PDF-|javascript:", re.IGNORECASE
)
# The size of the first block, read as text, opens a comment of JavaScript.
_OPENS_A_COMMENT = re.compile(rb"\A(GIF8[79]a|\xff\xd8\xff[\xe0-\xef\xfe])/\*")
_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_PNG_END = b"IEND\xaeB`\x82"


def examine(file: File) -> str:
    """Return the format of a picture, by its content; the file is left at its beginning.

    :raises ValidationError: why the file is refused, in plain words; `code` names the reason.
    """
    if file.size is not None and file.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise ValidationError(too_heavy(file.size), code="too_heavy")
    file.seek(0)
    content = file.read()
    form, size, moves = _headers(file, content)
    if size[0] * size[1] > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_dots(size)
    if moves:
        raise ValidationError(
            _("This picture moves. That distracts people. Choose a picture that stands still."),
            code="moves",
        )
    if _holds_more(content, form):
        raise ValidationError(
            _("This file holds more than a picture. Save the picture again and try once more."),
            code="holds_more",
        )
    file.seek(0)
    return form


def too_heavy(size: int) -> str:
    """Say that a file of so many bytes is too large, and what may be."""
    return _(
        "This file is too large: %(size)s MB. A file may be %(most)s MB. Make it smaller first."
    ) % {
        "size": _megabytes(size),
        "most": _megabytes(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE),
    }


def broken() -> ValidationError:
    return ValidationError(
        _("This picture is broken or not complete. Choose another file."), code="broken"
    )


def _headers(file: File, content: bytes) -> tuple[str, tuple[int, int], bool]:
    """Return the format, the size in pixels and whether it moves; nothing is decoded."""
    file.seek(0)
    try:
        with Image.open(file, formats=OPENED) as image:
            form = image.format or ""
            moves = form not in ("JPEG", "MPO") and getattr(image, "is_animated", False)
            return form, image.size, moves
    except Image.DecompressionBombError as error:
        raise _too_many_dots() from error
    except UnidentifiedImageError as error:
        if _SVG.search(content[:65536]):
            raise ValidationError(
                _("This is an SVG file. It can hold a program. Save it as PNG and try again."),
                code="svg",
            ) from error
        raise ValidationError(
            _("This is no picture that we can show. Choose a JPEG, PNG, WebP, AVIF or GIF file."),
            code="no_picture",
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise broken() from error


def _too_many_dots(size: tuple[int, int] | None = None) -> ValidationError:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    if size is None:
        message = _("This picture has too many dots. It may have %(most)s million.")
        return ValidationError(message % {"most": most}, code="too_many_dots")
    message = _(
        "This picture is %(width)s by %(height)s dots. That is too many."
        " It may have %(most)s million. Make it smaller first."
    )
    named = {"width": size[0], "height": size[1], "most": most}
    return ValidationError(message % named, code="too_many_dots")


def _holds_more(content: bytes, form: str) -> bool:
    """Say whether the file can also be read as a page, a program or an archive."""
    if _ALSO_SOMETHING_ELSE.search(content) or _OPENS_A_COMMENT.match(content):
        return True
    if b"PK\x05\x06" in content and _is_archive(content):
        return True
    return bool(_after_the_end(content, form).strip(b"\0\r\n "))


def _is_archive(content: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(content))


def _after_the_end(content: bytes, form: str) -> bytes:
    """Return what follows the picture. Behind a JPEG, phones keep a second one or a short film."""
    if form == "PNG":
        return content.partition(_PNG_END)[2]
    if form == "WEBP":
        return content[int.from_bytes(content[4:8], "little") + 8 :]
    return b""


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f}"
