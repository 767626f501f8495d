"""How each kind of page becomes a search document: the one list of what is indexed.

Only pages that everybody may see become documents. Upper apps add their own page types with
`register`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from activities import labels
from activities.models import ActivityPage
from common import clock
from news.models import NewsPage
from partners.models import PartnerPage, TeamPage
from pictures import renditions
from search import activity_documents
from search.document import NEVER, Document

CHUNK = 250
# The language that word lists and pages are in.
LANGUAGE = "nl"

Builder = Callable[[Sequence, datetime], Iterable[Document]]


@dataclass(frozen=True)
class Source:
    """A page type, what to load with it, and how it becomes documents."""

    model: type[Page]
    builder: Builder
    related: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()

    def pages(self):
        """Return the pages of this type that everybody may see."""
        pages = self.model.objects.live().public()
        return pages.select_related(*self.related).prefetch_related(*self.prefetched).order_by("pk")


_sources: dict[type[Page], Source] = {}


def register(
    model: type[Page],
    builder: Builder,
    related: tuple[str, ...] = (),
    prefetched: tuple[str, ...] = (),
) -> None:
    """Let pages of this type be found; builder turns loaded pages into documents at a moment."""
    _sources[model] = Source(model, builder, related, prefetched)


def is_indexed(model: type) -> bool:
    """Say whether pages of this type are in the index."""
    return model in _sources


def pictured() -> list[type[Page]]:
    """Return the indexed page types that carry a picture."""
    return [model for model, source in _sources.items() if "picture" in source.related]


def total() -> int:
    """Return how many pages may become documents."""
    return sum(source.pages().count() for source in _sources.values())


def build(pks: Iterable[int], now: datetime) -> list[Document]:
    """Return a document for each of these pages that is to be found at this moment."""
    pks = list(pks)
    with translation.override(LANGUAGE):
        return [
            document
            for source in _sources.values()
            for document in source.builder(list(source.pages().filter(pk__in=pks)), now)
        ]


def everything(now: datetime) -> Iterator[Document]:
    """Yield the document of every page, reading the database in chunks."""
    for source in list(_sources.values()):
        last = 0
        while pages := list(source.pages().filter(pk__gt=last)[:CHUNK]):
            last = pages[-1].pk
            with translation.override(LANGUAGE):
                documents = list(source.builder(pages, now))
            yield from documents


def body_text(body) -> str:
    """Return the words of a stream of blocks."""
    return " ".join(body.stream_block.get_searchable_content(body)) if body else ""


def of_page(
    page, type_: str, pictures, *, where="", audience="", organiser="", **fields
) -> Document:
    """Return a document for any page with a title, a summary and a body; fields fill the rest."""
    keywords = {"type": (type_,), **fields.pop("keywords", {})}
    expires = int(page.expire_at.timestamp()) if page.expire_at else None
    return Document(
        pk=page.pk,
        title=page.title,
        summary=page.summary,
        text=fields.pop("text", None) or body_text(getattr(page, "body", None)),
        keywords=keywords,
        until=expires or NEVER,
        due_at=expires,
        payload={
            "title": page.title,
            "summary": page.summary,
            "url": page.url,
            "type": type_,
            "kind": fields.pop("kind", type_),
            "kind_label": fields.pop("kind_label", ""),
            "where": where,
            "audience": audience,
            "organiser": organiser,
            "price_label": "",
            "sessions": [],
            "chip": None,
            "picture": pictures.get(getattr(page, "picture_id", None), ""),
            "is_example": fields.pop("is_example", False),
        },
        **fields,
    )


def pictures_of(pages: Iterable[Page]) -> dict[int, str]:
    """Return the HTML of each page's picture, as decoration beside a title."""
    found = renditions.html_for((getattr(page, "picture", None) for page in pages), "card", alt="")
    return {pk: str(html) for pk, html in found.items()}


def _areas(page) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Return the slugs of neighbourhoods and municipalities of a page, and their names."""
    areas = list(page.neighbourhoods.all())
    towns = {area.municipality.slug: area.municipality.name for area in areas}
    own = getattr(page, "municipality", None)
    if own:
        towns[own.slug] = own.name
    return tuple(area.slug for area in areas), tuple(towns), [*map(str, areas), *towns.values()]


def _partners(pages: Sequence[PartnerPage], now: datetime) -> Iterator[Document]:
    pictures = pictures_of(pages)
    for page in pages:
        neighbourhoods, towns, names = _areas(page)
        venues = list(page.venues.all())
        agreements = [signature.agreement.name for signature in page.signatures.all()]
        point = next((venue for venue in venues if venue.latitude is not None), None)
        yield of_page(
            page,
            "partner",
            pictures,
            where=", ".join(names[:2]),
            audience=page.for_whom,
            kind_label=_("organisation"),
            is_example=page.is_example,
            labels=(
                page.kind, str(page.get_kind_display()), page.for_whom, page.role, *names,
                *(venue.name for venue in venues), *agreements,
            ),
            keywords={
                "neighbourhood": neighbourhoods,
                "municipality": towns,
                "venue": (str(point.pk),) if point else (),
            },
            latitude=point.latitude if point else None,
            longitude=point.longitude if point else None,
        )  # fmt: skip


def _teams(pages: Sequence[TeamPage], now: datetime) -> Iterator[Document]:
    pictures = pictures_of(pages)
    for page in pages:
        neighbourhoods, towns, names = _areas(page)
        partners = [member.partner for member in page.members.all()]
        members = [partner.title for partner in partners if partner.is_visible()]
        yield of_page(
            page,
            "team",
            pictures,
            where=", ".join(names[:2]),
            kind_label=_("team"),
            labels=("team", page.way_in, *names, *members),
            keywords={"neighbourhood": neighbourhoods, "municipality": towns},
        )


def _news(pages: Sequence[NewsPage], now: datetime) -> Iterator[Document]:
    pictures = pictures_of(pages)
    for page in pages:
        themes = list(page.themes.all())
        partner = page.shown_partner()
        published = datetime.combine(page.date, time(), clock.LOCAL).astimezone(UTC)
        yield of_page(
            page,
            "nieuws",
            pictures,
            organiser=partner.title if partner else "",
            kind_label=_("news"),
            labels=(*(theme.name for theme in themes), partner.title if partner else ""),
            keywords={"theme": tuple(theme.slug for theme in themes)},
            published_at=int(published.timestamp()),
        )


def ordinary(pages: Sequence[Page], now: datetime) -> Iterator[Document]:
    """Turn pages with a title, a summary and a body into documents."""
    pictures = pictures_of(pages)
    for page in pages:
        yield of_page(page, "pagina", pictures, kind_label=_("information"))


def _activities(pages: Sequence[ActivityPage], now: datetime) -> Iterator[Document]:
    pictures = pictures_of(pages)
    known = activity_documents.load(pages, now)
    for page in pages:
        facts = known[page.pk]
        if facts.is_over:
            continue
        document = of_page(
            page,
            "hulp" if page.is_help else "activiteit",
            pictures,
            kind=page.kind,
            kind_label=activity_documents.kind_label(page.kind, LANGUAGE),
            where=labels.where(facts.place, facts.area, page.municipality),
            audience=labels.audience([a.name for a in facts.audiences], page.age_from, page.age_to),
            organiser=facts.organiser,
            is_example=facts.is_example,
            text=" ".join(
                part
                for part in (body_text(page.body), page.first_time_who, page.first_time_place,
                             page.first_time_company, page.price_note)
                if part
            ),
        )  # fmt: skip
        yield activity_documents.complete(document, page, facts)


register(
    ActivityPage,
    _activities,
    related=("picture", "municipality", "neighbourhood__municipality"),
    prefetched=("audiences", "themes", "passes", "co_organisers__partner"),
)
register(
    PartnerPage,
    _partners,
    related=("picture",),
    prefetched=("neighbourhoods__municipality", "venues", "signatures__agreement"),
)
register(
    TeamPage,
    _teams,
    related=("picture", "municipality"),
    prefetched=("neighbourhoods__municipality", "members__partner"),
)
register(NewsPage, _news, related=("picture", "partner"), prefetched=("themes",))
