"""Pictures without what a camera wrote in them: where it was, when, and with which device."""

import io

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

# What Pillow reads from a file that says how to show it, and nothing about who made it.
_KEPT = ("icc_profile", "transparency", "gamma", "dpi")
_TELLS = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Raw profile type exif")
QUALITY = 92


def without_metadata(file: File) -> ContentFile | None:
    """Return the picture drawn anew, the right way up; None where there is nothing to remove.

    A moving picture stays as it is: its format holds no place.

    :raises OSError: the file is no picture, or is broken.
    """
    file.seek(0)
    with Image.open(file) as image:
        tells = bool(image.getexif()) or any(name in image.info for name in _TELLS)
        texts = set(getattr(image, "text", None) or {})
        if not (tells or texts) or getattr(image, "is_animated", False):
            file.seek(0)
            return None
        form, kept = image.format, {k: v for k, v in image.info.items() if k in _KEPT}
        drawn = ImageOps.exif_transpose(image)
        if drawn.mode not in ("RGB", "L"):
            drawn = drawn.copy()
        drawn.info = kept
        drawn.getexif().clear()
        data = io.BytesIO()
        drawn.save(data, form, quality=QUALITY, icc_profile=kept.get("icc_profile"))
    return ContentFile(data.getvalue(), name=file.name)
