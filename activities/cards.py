"""Activity cards: what a list shows of an activity, built in a fixed number of queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from activities import labels
from activities.models import ActivityPage, Session
from common import clock
from partners.models import PartnerPage
from pictures import renditions

DATES = 4  # dates on a card: the next one and three more


@dataclass(frozen=True, slots=True)
class Chip:
    """The one word of state on a card."""

    state: str
    label: str


@dataclass(slots=True)
class Card:
    """What a list shows; every field is ready to print."""

    pk: int
    title: str
    url: str
    summary: str
    date: datetime | None
    more_dates: list[datetime]
    where: str
    audience: str
    price_label: str
    kind: str
    kind_label: str
    chip: Chip | None
    picture_html: SafeString | str
    organiser: str
    is_example: bool
    is_help: bool
    sessions: list[Session] = field(default_factory=list, repr=False)


# Given sessions and this instant: by session pk an object with `state` and `label`.
ChipSource = Callable[[Sequence[Session], datetime], Mapping[int, object]]
_sources: list[ChipSource] = []

# Given activities without a date to tell, and this instant: by page pk such an object.
PageChipSource = Callable[[Sequence[ActivityPage], datetime], Mapping[int, object]]
_page_sources: list[PageChipSource] = []


def register_chips(source: ChipSource) -> None:
    """Let an upper app say what state a session is in; called once, from its `ready`."""
    _sources[:] = [source]


def register_page_chips(source: PageChipSource) -> None:
    """Let an upper app say the state of an activity as a whole; called once, from its `ready`."""
    _page_sources[:] = [source]


def page_chips(pages: Iterable[ActivityPage], now: datetime) -> dict[int, Chip]:
    """Return by page pk the chip of activities that tell no date (one query at most)."""
    asked = [page for page in pages if not page.is_help]
    found = _page_sources[0](asked, now) if _page_sources and asked else {}
    return {pk: Chip(place.state, str(place.label)) for pk, place in found.items()}


def places_of(sessions: Sequence[Session], now: datetime) -> Mapping[int, object]:
    """Return by session pk the state that the upper app gives it (one query at most)."""
    return _sources[0](sessions, now) if _sources and sessions else {}


def chip_of(session: Session, places: Mapping[int, object]) -> Chip | None:
    """Return the chip of a session; cancelled wins from whatever the places say."""
    if session.is_cancelled:
        return Chip("gaat_niet_door", _("Does not go on"))
    place = places.get(session.pk)
    return Chip(place.state, str(place.label)) if place else None


def build(
    activities: QuerySet | Iterable[ActivityPage], now: datetime, *, lazy: bool = True
) -> list[Card]:
    """Return a card for each activity, in the order given.

    Runs the same number of queries for one activity as for a thousand: the
    activities, their sessions, their audiences, their partners, the chips (those
    of activities without dates apart), and the renditions of pictures that this
    process has not shown before. A list of activities must have been read with
    `for_cards()`.
    """
    if isinstance(activities, QuerySet):
        activities = activities.for_cards()
    pages = list(activities)
    if not pages:
        return []
    sessions = _next_sessions(pages, now)
    places = places_of([session for rows in sessions.values() for session in rows[:1]], now)
    chips = page_chips([page for page in pages if page.pk not in sessions], now)
    audiences = _audiences(pages)
    partners = _partners(pages)
    # The title stands beside it and is the link: for who listens the picture is decoration.
    pictures = renditions.html_for((page.picture for page in pages), "card", lazy=lazy, alt="")
    return [
        _card(page, sessions.get(page.pk, []), places, chips, audiences, partners, pictures)
        for page in pages
    ]


def _card(page, sessions, places, chips, audiences, partners, pictures) -> Card:
    first = sessions[0] if sessions else None
    place = first.place if first else page.venue
    partner = partners.get(page.path[: -page.steplen], ("", False))
    area = page.neighbourhood or (place.neighbourhood if place else None)
    return Card(
        pk=page.pk,
        title=page.title,
        url=page.url,
        summary=page.summary,
        date=clock.local(first.starts_at) if first else None,
        more_dates=[clock.local(row.starts_at) for row in sessions[1:] if not row.is_cancelled],
        where=labels.where(place, area, page.municipality),
        audience=labels.audience(audiences.get(page.pk, []), page.age_from, page.age_to),
        price_label=labels.price(page.price_cents, page.price_note),
        kind=page.kind,
        kind_label=page.get_kind_display(),
        chip=chip_of(first, places) if first else chips.get(page.pk),
        picture_html=pictures.get(page.picture_id, ""),
        organiser=partner[0],
        is_example=partner[1],
        is_help=page.is_help,
        sessions=sessions,
    )


def _next_sessions(pages: list[ActivityPage], now: datetime) -> dict[int, list[Session]]:
    """The next sessions of each activity: those that go on first, then by date."""
    cancelled = Case(When(status=Session.Status.CANCELLED, then=Value(1)), default=Value(0))
    ranked = (
        Session.objects.told()
        .coming(now)
        .filter(group__activity__in=[page.pk for page in pages])
        .annotate(
            rank=Window(
                RowNumber(),
                partition_by=F("group__activity"),
                order_by=[cancelled, "starts_at", "pk"],
            )
        )
        .filter(rank__lte=DATES)
        .select_related(
            "group__venue__neighbourhood__municipality", "venue__neighbourhood__municipality"
        )
        .order_by("rank", "pk")
    )
    by_pk = {page.pk: page for page in pages}
    found: dict[int, list[Session]] = {}
    for session in ranked:
        session.group.activity = by_pk[session.group.activity_id]
        found.setdefault(session.group.activity_id, []).append(session)
    return found


def _audiences(pages: list[ActivityPage]) -> dict[int, list[str]]:
    rows = (
        ActivityPage.audiences.through.objects.filter(activitypage__in=[page.pk for page in pages])
        .order_by("audience__name", "pk")
        .values_list("activitypage_id", "audience__name")
    )
    found: dict[int, list[str]] = {}
    for pk, name in rows:
        found.setdefault(pk, []).append(name)
    return found


def _partners(pages: list[ActivityPage]) -> dict[str, tuple[str, bool]]:
    """By tree path the name of the partner, and whether it is made up."""
    paths = {page.path[: -page.steplen] for page in pages}
    rows = (
        PartnerPage.objects.visible()
        .filter(path__in=paths)
        .values_list("path", "title", "is_example")
    )
    return {path: (title, is_example) for path, title, is_example in rows}
