"""Where a picture is shown: what staff look at before they take one away."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, Revision

from pictures.models import Picture


def pages_with(picture: Picture) -> list[Page]:
    """Return the pages that show the picture, or would once their draft is published."""
    shown = ReferenceIndex.objects.filter(
        to_content_type=ReferenceIndex._get_base_content_type(Picture),
        to_object_id=str(picture.pk),
        base_content_type=ReferenceIndex._get_base_content_type(Page),
    )
    numbers = {int(number) for number in shown.values_list("object_id", flat=True)}
    numbers |= {int(revision.object_id) for revision in drafts_with(picture)}
    return list(Page.objects.filter(pk__in=numbers).specific().order_by("title", "pk"))


def drafts_with(picture: Picture) -> list[Revision]:
    """Return every version of a page, old ones too, in which the picture stands."""
    likely = Q(content__picture=picture.pk) | Q(content__body__icontains=f'"image": {picture.pk}')
    pages = Revision.page_revisions.filter(likely).order_by("pk")
    return [revision for revision in pages if _stands_in(revision.content, picture.pk)]


def without_in_content(content: dict[str, Any], pk: int, instead: int | None) -> dict[str, Any]:
    """Return the content of a version with another picture at its top and none in its text."""
    changed = dict(content)
    if changed.get("picture") == pk:
        changed["picture"] = instead
    if isinstance(changed.get("body"), str):
        changed["body"] = json.dumps(without_blocks(json.loads(changed["body"]), pk))
    return changed


def without_blocks(blocks: Any, pk: int) -> Any:
    """Return the raw value of a text without the blocks that hold the picture, nested ones too."""
    if isinstance(blocks, list):
        return [without_blocks(block, pk) for block in blocks if not _is_picture(block, pk)]
    if isinstance(blocks, dict):
        return {name: without_blocks(value, pk) for name, value in blocks.items()}
    return blocks


def streams_of(page: Page) -> Iterator[StreamField]:
    return (field for field in page._meta.get_fields() if isinstance(field, StreamField))


def _is_picture(block: Any, pk: int) -> bool:
    if not isinstance(block, dict) or block.get("type") != "picture":
        return False
    image = (block.get("value") or {}).get("image")
    return (image.get("image") if isinstance(image, dict) else image) == pk


def _stands_in(content: dict[str, Any], pk: int) -> bool:
    return without_in_content(content, pk, None) != without_in_content(content, 0, None)
