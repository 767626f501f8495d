"""Pictures without what a camera wrote in them: where it was, when, and with which device."""

import io
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageOps

from pictures import checks

# What Pillow reads from a file that says how to show it, and nothing about who made it.
_KEPT = ("icc_profile", "transparency", "gamma", "dpi")
_TELLS = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Raw profile type exif")
_TELLS += ("mp", "mpoffset", "extension")
QUALITY = 92
LONGEST = 2560  # dots of the longest side; the widest rendition has 1200


def without_metadata(file: File) -> ContentFile | None:
    """Return the picture drawn anew, the right way up; None where there is nothing to remove.

    :raises OSError: the file is no picture, or is broken.
    """
    file.seek(0)
    with Image.open(file) as image:
        tells = bool(image.getexif()) or any(name in image.info for name in _TELLS)
        texts = set(getattr(image, "text", None) or {})
        if not (tells or texts or image.format == "MPO"):
            file.seek(0)
            return None
        content, _mime = _drawn(image)
    return ContentFile(content, name=file.name)


def drawn_anew(file: File) -> SimpleUploadedFile:
    """Return an uploaded picture as nothing but its dots, named after what it holds.

    It is looked over first, and made no larger than the site can use.

    :raises ValidationError: why the file is refused.
    """
    form = checks.examine(file)
    try:
        with Image.open(file, formats=checks.OPENED) as image:
            content, mime = _drawn(image, LONGEST)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise checks.broken() from error
    name = PurePath(file.name or "picture").stem + checks.SUFFIXES[form]
    return SimpleUploadedFile(name, content, content_type=mime)


def _drawn(image: Image.Image, longest: int | None = None) -> tuple[bytes, str]:
    """Return the bytes of the first frame without anything else, and their MIME type."""
    form = "JPEG" if image.format == "MPO" else image.format
    kept = {name: value for name, value in image.info.items() if name in _KEPT}
    if longest and max(image.size) > longest:
        if image.mode in ("P", "1"):
            image = image.convert("RGBA" if "transparency" in kept else "RGB")
            kept.pop("transparency", None)
        # A JPEG is shrunk while it is decoded, so a large one takes little memory.
        image.thumbnail((longest, longest))
    drawn = ImageOps.exif_transpose(image)
    if drawn.mode not in ("RGB", "L"):
        drawn = drawn.copy()
    drawn.info = kept
    drawn.getexif().clear()
    data = io.BytesIO()
    drawn.save(data, form, quality=QUALITY, icc_profile=kept.get("icc_profile"))
    return data.getvalue(), Image.MIME[form]
