"""Which sizes a picture is kept in, and the HTML that offers them.

Renditions are made by the worker or by `warm`, never during a visitor's
request: drawing one there doubles a process's memory. Until they exist, a
visitor gets the original.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.db.models import Count, Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.models import ReferenceIndex

from common import version
from pictures.models import Picture, Rendition

logger = logging.getLogger("wijkportaal.pictures")

_MODERN = ("avif", "webp")
_RUN_AT_MOST = 1  # picture a run: it takes seconds, and the worker indexes and mails as well
_unreadable: set[int] = set()  # pictures whose file this process could not read


@dataclass(frozen=True)
class Profile:
    """One way to show a picture: its shape, its widths in pixels, and how wide it stands."""

    name: str
    shape: str  # "fill" cuts to 16:9 around the focal point, "width" leaves it whole
    widths: tuple[int, ...]
    sizes: str

    def resize(self, width: int) -> str:
        return f"fill-{width}x{width * 9 // 16}" if self.shape == "fill" else f"width-{width}"

    def spec(self, width: int, file_format: str) -> str:
        quality = "|jpegquality-75" if file_format == "jpeg" else ""
        return f"{self.resize(width)}|format-{file_format}{quality}"

    @property
    def fallback(self) -> str:
        """The JPEG that every browser knows: the middle width."""
        return self.spec(self.widths[len(self.widths) // 2], "jpeg")

    @property
    def specs(self) -> tuple[str, ...]:
        modern = (self.spec(width, kind) for kind in _MODERN for width in self.widths)
        return (*modern, self.fallback)


# Card and wide share their renditions: only the width they stand at differs.
CUT = (400, 800, 1200)
PROFILES = {
    profile.name: profile
    for profile in (
        Profile("card", "fill", CUT, "(min-width: 64em) 22rem, (min-width: 40em) 50vw, 100vw"),
        Profile("wide", "fill", CUT, "(min-width: 64em) 60rem, 100vw"),
        Profile("body", "width", (480, 960), "(min-width: 48em) 42rem, 100vw"),
    )
}


def html_for(
    images: Iterable[Picture | None],
    profile: str = "card",
    *,
    lazy: bool = True,
    alt: str | None = None,
    css_class: str = "",
    sizes: str = "",
) -> dict[int, SafeString]:
    """Return the <picture> of each image by its id; one query for those not known yet."""
    wanted = {image.pk: image for image in images if image is not None}
    keys = {
        pk: _cache_key(image, profile, lazy, alt, css_class, sizes) for pk, image in wanted.items()
    }
    known = caches["default"].get_many(keys.values()) if keys else {}
    found = {pk: mark_safe(known[key]) for pk, key in keys.items() if key in known}  # noqa: S308
    missing = {pk: image for pk, image in wanted.items() if pk not in found}
    if not missing:
        return found
    form = PROFILES[profile]
    by_image = _existing(missing, form)
    for pk, image in missing.items():
        renditions = by_image.get(pk, {})
        html = _draw(image, form, renditions, lazy, alt, css_class, sizes)
        complete = len(renditions) == len(set(form.specs))
        # Incomplete HTML is kept for seconds only, so that new renditions show soon.
        caches["default"].set(keys[pk], str(html), timeout=86400 if complete else 5)
        found[pk] = html
    return found


def jpeg_url(image: Picture, profile: str = "wide") -> str:
    """Return the address of the JPEG rendition, or of the original (one query)."""
    form = PROFILES[profile]
    rendition = _existing({image.pk: image}, form).get(image.pk, {}).get(form.fallback)
    return rendition.url if rendition else image.file.url


def warm(image: Picture, profiles: Iterable[str] = ("card",)) -> int:
    """Make the renditions that are missing; return how many specs the image now has.

    :raises SourceImageIOError: the file of the image is gone.
    """
    specs = sorted({spec for name in profiles for spec in PROFILES[name].specs})
    made = image.get_renditions(*specs)
    return len(made)


def run(now: datetime) -> int:
    """Make renditions of pictures that miss some; return the number of pictures done."""
    done = 0
    for profile, images in (("card", _without("card")), ("body", _in_text())):
        for image in images[: _RUN_AT_MOST - done]:
            try:
                warm(image, [profile])
            except (SourceImageIOError, OSError) as error:
                _unreadable.add(image.pk)
                logger.warning("picture %s cannot be read: %s", image.pk, type(error).__name__)
                continue
            done += 1
    if done:
        version.bump()
    return done


def _without(profile: str):
    """Pictures that miss a rendition of a profile, newest first."""
    specs = set(PROFILES[profile].specs)
    return (
        Picture.objects.annotate(
            made=Count(
                "renditions__filter_spec",
                filter=Q(renditions__filter_spec__in=specs),
                distinct=True,
            )
        )
        .filter(made__lt=len(specs))
        .exclude(pk__in=_unreadable)
        .order_by("-pk")
    )


def _in_text():
    """Pictures that a page shows between its paragraphs and that miss their renditions."""
    shown = ReferenceIndex.objects.filter(
        to_content_type=ReferenceIndex._get_base_content_type(Picture),
        model_path__startswith="body.",
    ).values_list("to_object_id", flat=True)
    return _without("body").filter(pk__in=[int(pk) for pk in set(shown)])


def _existing(images: dict[int, Picture], form: Profile) -> dict[int, dict[str, Rendition]]:
    keys = {spec: Filter(spec) for spec in form.specs}
    by_image: dict[int, dict[str, Rendition]] = {}
    for rendition in Rendition.objects.filter(image_id__in=images, filter_spec__in=keys):
        image = images[rendition.image_id]
        if rendition.focal_point_key == keys[rendition.filter_spec].get_cache_key(image):
            by_image.setdefault(rendition.image_id, {})[rendition.filter_spec] = rendition
    return by_image


def _draw(image, form: Profile, renditions, lazy, alt, css_class, sizes) -> SafeString:
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        (
            (kind, srcset, sizes or form.sizes)
            for kind in _MODERN
            if (srcset := _srcset(form, kind, renditions))
        ),
    )
    plain = renditions.get(form.fallback)
    shown = plain or image
    return format_html(
        '<picture>{}<img src="{}" width="{}" height="{}" alt="{}"{}{} decoding="async"></picture>',
        sources,
        plain.url if plain else image.file.url,
        shown.width,
        shown.height,
        image.description if alt is None else alt,
        format_html(' class="{}"', css_class) if css_class else "",
        mark_safe(' loading="lazy"') if lazy else mark_safe(' fetchpriority="high"'),
    )


def _srcset(form: Profile, kind: str, renditions) -> str:
    """The widths that exist; a small original gives one width more than once."""
    by_width = {}
    for width in form.widths:
        rendition = renditions.get(form.spec(width, kind))
        if rendition:
            by_width[rendition.width] = rendition.url
    return ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items()))


def _cache_key(image: Picture, *form) -> str:
    focal = (image.focal_point_x, image.focal_point_y, image.focal_point_width)
    return f"picture:{hash((image.pk, image.file_hash, image.description, focal, *form)):x}"
