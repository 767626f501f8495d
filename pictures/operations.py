"""A picture that goes: a drawn poster takes its place, and nothing of it is kept."""

import json
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from pictures import places, posters
from pictures.models import Picture

WITHDRAWN = "pictures.withdraw"


@transaction.atomic
def withdraw(*, picture: Picture, by: Any) -> int:
    """Delete a picture because somebody on it no longer agrees; return how many pages had it.

    The file, its renditions and their rows go, and the pages get a poster (art. 17 AVG).
    """
    pages = len(places.pages_with(picture))
    data = {"pages": pages, "collection": picture.collection_id}
    log(instance=picture, action=WITHDRAWN, user=by, data=data)
    picture.delete()
    return pages


def leave_posters(*, picture: Picture) -> None:
    """Take the picture from every page and draft; where it stood at the top comes a poster."""
    drafts = places.drafts_with(picture)
    at_top = {
        int(draft.object_id) for draft in drafts if draft.content.get("picture") == picture.pk
    }
    drawn: dict[int, int] = {}
    for page in places.pages_with(picture):
        if page.pk in at_top or getattr(page, "picture_id", None) == picture.pk:
            drawn[page.pk] = _poster_for(page, picture).pk
        _take_from(page, picture.pk, drawn.get(page.pk))
    for draft in drafts:
        content = places.without_in_content(
            draft.content, picture.pk, drawn.get(int(draft.object_id))
        )
        Revision.objects.filter(pk=draft.pk).update(content=content)


def _take_from(page: Page, pk: int, poster: int | None) -> None:
    if getattr(page, "picture_id", None) == pk:
        page.picture_id = poster
    for field in places.streams_of(page):
        value = getattr(page, field.name)
        raw = field.stream_block.get_prep_value(value)
        kept = places.without_blocks(raw, pk)
        if kept != raw:
            setattr(page, field.name, json.dumps(kept))
    page.save(clean=False)


def _poster_for(page: Page, gone: Picture) -> Picture:
    """Return a new poster for the page, in the collection of the picture that goes."""
    kind = getattr(page, "kind", "") or getattr(page, "poster_kind", "")
    kind = kind if kind in posters.COMPOSITIONS else "pagina"
    poster = posters.draw(kind=kind, slug=page.slug, theme=posters.PLAIN)
    return Picture.objects.create(
        title=page.title,
        description=poster.alt,
        collection=gone.collection,
        file=ContentFile(poster.png, name=f"{slugify(page.title)}.png"),
    )
