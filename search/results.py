"""What a page of results shows, ready to print and without a query to the database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from common import clock
from search import geo
from search.facets import TYPES
from search.finding import Found
from search.highlight import fragment, mark

# Dates beside the next one.
MORE = 3


class Chip(NamedTuple):
    """A state in one word."""

    state: str
    label: str


@dataclass(slots=True)
class Hit:
    """One result; it has all that an activity card asks for."""

    pk: int
    title: str
    title_html: SafeString
    summary: str
    summary_html: SafeString
    url: str
    type: str
    kind: str
    kind_label: str
    sessions: list[datetime]
    where: str
    audience: str
    price_label: str
    organiser: str
    chip: Chip | None
    picture_html: SafeString
    is_example: bool
    distance_km: float | None

    @property
    def next_date(self) -> datetime | None:
        return self.sessions[0] if self.sessions else None

    date = next_date

    @property
    def more_dates(self) -> list[datetime]:
        return self.sessions[1:]

    @property
    def is_help(self) -> bool:
        return self.type == "help"

    @property
    def is_dated(self) -> bool:
        return self.type == "activity"


@dataclass(slots=True)
class Results:
    """The hits of one page and the number of all; degraded when the index could not be used."""

    count: int = 0
    hits: list[Hit] = field(default_factory=list)
    degraded: bool = False


def of_found(found: Found, now: datetime, origin: tuple[float, float] | None) -> Results:
    """Return what a page shows of an answer."""
    hits = []
    for hit in found.answer.hits:
        away = geo.kilometres(origin, hit.point) if origin and hit.point else None
        hits.append(_hit(hit.pk, hit.payload, hit.source, found.wanted, now, away))
    return Results(found.answer.count, hits)


def of_payloads(rows: Iterable[tuple[int, dict]], count: int, now: datetime) -> Results:
    """Return what a page shows of documents that came straight from the database."""
    hits = [_hit(pk, payload, None, frozenset(), now, None) for pk, payload in rows]
    return Results(count, hits, degraded=True)


def _hit(
    pk: int,
    payload: dict[str, Any],
    source: Callable[[], list] | None,
    wanted: frozenset[str],
    now: datetime,
    away: float | None,
) -> Hit:
    title_html, summary_html = mark(payload["title"], wanted), mark(payload["summary"], wanted)
    if wanted and source and "<mark>" not in title_html and "<mark>" not in summary_html:
        summary_html = fragment(source()[3], wanted) or summary_html
    coming = _coming(payload["sessions"], now)
    # The chip tells of the first date that the document knew of.
    first = len(coming) == len(payload["sessions"])
    chip = payload["chip"]
    return Hit(
        pk=pk,
        title=payload["title"],
        title_html=title_html,
        summary=payload["summary"],
        summary_html=summary_html,
        url=payload["url"],
        type=TYPES.get(payload["type"], "page"),
        kind=payload["kind"],
        kind_label=payload["kind_label"],
        sessions=coming[: MORE + 1],
        where=payload["where"],
        audience=payload["audience"],
        price_label=payload["price_label"],
        organiser=payload["organiser"],
        chip=Chip(*chip) if chip and first else None,
        picture_html=mark_safe(payload["picture"]),  # noqa: S308 – our own HTML
        is_example=payload["is_example"],
        distance_km=None if away is None else round(away, 1),
    )


def _coming(sessions: list[list[int]], now: datetime) -> list[datetime]:
    """Return the starts of sessions that have not ended, by the Dutch wall clock."""
    seconds = now.timestamp()
    return [
        clock.local(datetime.fromtimestamp(start, UTC)) for start, end in sessions if end > seconds
    ]
