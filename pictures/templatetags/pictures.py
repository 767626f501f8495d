"""`{% responsive_picture image "card" %}`: a picture in sizes and formats to pick from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from pictures import places, renditions
from pictures.models import Picture

register = template.Library()


@register.simple_tag
def responsive_picture(
    image: Picture | None,
    profile: str = "card",
    *,
    lazy: bool = True,
    alt: str | None = None,
    css_class: str = "",
    sizes: str = "",
) -> SafeString | str:
    """Return the <picture> of an image, or nothing without one.

    `profile` is "card", "wide" or "body"; `alt=""` marks it as decoration. An
    image out of a block brings the alternative text that belongs there.
    """
    if not image:
        return ""
    if alt is None and hasattr(image, "contextual_alt_text"):
        alt = "" if getattr(image, "decorative", False) else image.contextual_alt_text
    return renditions.html_for(
        [image], profile, lazy=lazy, alt=alt, css_class=css_class, sizes=sizes
    ).get(image.pk, "")


@register.simple_tag
def picture_url(image: Picture | None, profile: str = "wide") -> str:
    """Return the address of a JPEG of the image, for previews on other sites."""
    return renditions.jpeg_url(image, profile) if image else ""


@register.simple_tag
def ready_pictures(pages: Iterable, profile: str = "card", *, alt: str | None = None) -> str:
    """Look up the pictures of a whole list at once (one query); print nothing.

    What `responsive_picture` then prints for each page of the list costs none.
    """
    renditions.html_for((page.picture for page in pages), profile, alt=alt)
    return ""


@dataclass(frozen=True)
class Uses:
    """The pages of this user that show a picture, and how many of others do."""

    pages: list[Page]
    elsewhere: int


@register.simple_tag
def uses_of(image: Picture, user: Any) -> Uses:
    """Return where a picture is used, naming only pages that the user may change."""
    pages = places.pages_with(image)
    own = [page for page in pages if page.permissions_for_user(user).can_edit()]
    return Uses(own, len(pages) - len(own))
