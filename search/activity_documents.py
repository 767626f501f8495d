"""What is particular to activities: their sessions, places, ages and price."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from activities import cards, labels
from activities.models import ActivityPage, Group, Session
from partners.models import PartnerPage
from search import days
from search.document import Document
from search.facets import AGE_BUCKETS
from venues.models import Neighbourhood, Venue

# Dates that a result carries, so that a late worker never shows a past one.
SHOWN = 6
# Sessions looked at to say whether a place is left.
ASKED = 12
_OLDEST = 130
_FREE = frozenset(("plek", "bijna_vol", "zonder"))


@dataclass
class Facts:
    """What the database says around one activity."""

    now: datetime
    sessions: list[Session] = field(default_factory=list)
    has_past: bool = False
    groups: list[Group] = field(default_factory=list)
    places: dict[int, Venue] = field(default_factory=dict)
    place: Venue | None = None
    area: Neighbourhood | None = None
    states: dict[int, object] = field(default_factory=dict)
    chip: cards.Chip | None = None  # of the whole, where it tells no dates
    audiences: list = field(default_factory=list)
    organiser: str = ""
    is_example: bool = False
    is_help: bool = False

    @property
    def going_on(self) -> list[Session]:
        return [session for session in self.sessions if not session.is_cancelled]

    @property
    def is_over(self) -> bool:
        """Whether it had sessions and none is to come."""
        return self.has_past and not self.sessions and not self.is_help


def load(pages: Sequence[ActivityPage], now: datetime) -> dict[int, Facts]:
    """Return the facts around these activities by page id, in a fixed number of queries."""
    found = {page.pk: Facts(now, is_help=page.is_help) for page in pages}
    by_pk = {page.pk: page for page in pages}
    venues = {
        venue.pk: venue for venue in Venue.objects.select_related("neighbourhood__municipality")
    }
    groups = {group.pk: group for group in Group.objects.filter(activity__in=by_pk)}
    for group in groups.values():
        group.activity = by_pk[group.activity_id]
        found[group.activity_id].groups.append(group)
    told = Session.objects.told()
    coming = told.coming(now).filter(group__in=groups, starts_at__lt=now + days.HORIZON)
    for session in coming.in_order():
        session.group = groups[session.group_id]
        found[session.group.activity_id].sessions.append(session)
    past = told.filter(group__in=groups, ends_at__lte=now)
    for pk in past.order_by().values_list("group__activity", flat=True).distinct():
        found[pk].has_past = True
    partners = {
        path: (title, example)
        for path, title, example in PartnerPage.objects.visible().values_list(
            "path", "title", "is_example"
        )
    }
    asked = [session for facts in found.values() for session in facts.sessions[:ASKED]]
    states = cards.places_of(asked, now)
    chips = cards.page_chips([page for page in pages if not found[page.pk].sessions], now)
    for page in pages:
        facts = found[page.pk]
        facts.states = states
        facts.chip = chips.get(page.pk)
        facts.audiences = sorted(page.audiences.all(), key=lambda audience: audience.name)
        facts.organiser, facts.is_example = partners.get(page.path[: -page.steplen], ("", False))
        _add_places(facts, page, venues)
    return found


def _add_places(facts: Facts, page: ActivityPage, venues: dict[int, Venue]) -> None:
    """Find where it is: each session's venue, or its group's, or the activity's."""
    for session in facts.going_on or facts.sessions:
        pk = session.venue_id or session.group.venue_id or page.venue_id
        if pk:
            facts.places.setdefault(pk, venues[pk])
    if not facts.places and page.venue_id:
        facts.places[page.venue_id] = venues[page.venue_id]
    facts.place = next(iter(facts.places.values()), None)
    facts.area = page.neighbourhood or (facts.place.neighbourhood if facts.place else None)


@lru_cache(64)
def kind_label(kind: str, language: str) -> str:
    """Return the name of a kind in a language that is active."""
    return str(dict(ActivityPage.Kind.choices)[kind])


def complete(document: Document, page: ActivityPage, facts: Facts) -> Document:
    """Fill in what only activities have."""
    sessions = facts.going_on
    pairs = [days.tokens(session.starts_at, session.ends_at) for session in sessions]
    areas = [page.neighbourhood] if page.neighbourhood else [
        place.neighbourhood for place in facts.places.values()
    ]  # fmt: skip
    towns = [page.municipality] if page.municipality else [area.municipality for area in areas]
    themes = list(page.themes.all())
    document.keywords |= {
        "kind": (page.kind,),
        "audience": tuple(audience.slug for audience in facts.audiences),
        "theme": tuple(theme.slug for theme in themes),
        "age": _ages(page, facts),
        "day": tuple(sorted({token for day, _date in pairs for token in day})),
        "date": tuple(sorted({token for _day, date in pairs for token in date})),
        "neighbourhood": tuple(sorted({area.slug for area in areas})),
        "municipality": tuple(sorted({town.slug for town in towns})),
        "price": _price(page),
        "places": ("vrij",) if _has_room(facts) else (),
    }
    document.labels = tuple(
        dict.fromkeys(filter(None, _labels(document, page, facts, themes, areas, towns)))
    )
    document.next_at = int(sessions[0].starts_at.timestamp()) if sessions else None
    if facts.sessions:
        last = max(session.ends_at for session in facts.sessions)
        document.until = min(document.until, int(last.timestamp()))
    document.due_at = _due(document, facts)
    if facts.place and facts.place.latitude is not None and facts.place.longitude is not None:
        document.latitude, document.longitude = facts.place.latitude, facts.place.longitude
        # Only the place whose distance a result shows.
        document.keywords["venue"] = (str(facts.place.pk),)
    first = next(iter(sessions or facts.sessions), None)
    chip = cards.chip_of(first, facts.states) if first else facts.chip
    document.payload |= {
        "price_label": str(labels.price(page.price_cents, page.price_note)),
        "chip": [chip.state, str(chip.label)] if chip else None,
        "sessions": [
            [int(session.starts_at.timestamp()), int(session.ends_at.timestamp())]
            for session in sessions[:SHOWN]
        ],
    }
    return document


def _labels(document: Document, page, facts: Facts, themes, areas, towns) -> Iterator[str]:
    """Yield the words it can be found by beside its own text, the kinds of place included."""
    yield page.kind
    yield document.payload["kind_label"]
    for audience in facts.audiences:
        yield audience.name
    for theme in themes:
        yield theme.name
    for place in facts.places.values():
        yield place.name
        yield place.kind if place.kind != Venue.Kind.OTHER else ""
    yield from map(str, areas)
    yield from map(str, towns)
    yield facts.organiser
    for beside in page.co_organisers.all():
        if beside.partner.is_visible():
            yield beside.partner.title
    for fund in page.passes.all():
        yield fund.name
    if page.Level.LOW in (page.sound, page.light, page.crowd) or _any_yes(facts, "low_stimulus"):
        yield _("low-stimulus")
    if _any_yes(facts, "step_free"):
        yield _("wheelchair step-free")


def _any_yes(facts: Facts, name: str) -> bool:
    return any(getattr(place, name) == Venue.Answer.YES for place in facts.places.values())


def _ages(page: ActivityPage, facts: Facts) -> tuple[str, ...]:
    """Return the age groups it is for; without ages of its own, those of its audiences.

    What names no age at all is for every age.
    """
    reaches = [(page.age_from, page.age_to)]
    if reaches == [(None, None)]:
        reaches = [
            (audience.age_from, audience.age_to)
            for audience in facts.audiences
            if (audience.age_from, audience.age_to) != (None, None)
        ] or reaches
    return tuple(
        name
        for name, (low, high) in AGE_BUCKETS.items()
        if any(
            (start or 0) <= high and (130 if end is None else end) >= low for start, end in reaches
        )
    )  # fmt: skip


def _price(page: ActivityPage) -> tuple[str, ...]:
    if page.price_cents is None:
        return ()
    return ("betaald",) if page.price_cents else ("gratis",)


def _has_room(facts: Facts) -> bool:
    return (facts.chip is not None and facts.chip.state in _FREE) or any(
        getattr(facts.states.get(session.pk), "state", "") in _FREE
        for session in facts.going_on[:ASKED]
    )


def _due(document: Document, facts: Facts) -> int | None:
    """Return when the document grows old without an edit, in seconds since 1970."""
    moments = [moment for group in facts.groups
               for moment in (group.signup_opens_at, group.signup_closes_at) if moment]  # fmt: skip
    for session in facts.sessions[:1]:
        moments += [session.starts_at, session.ends_at]
    ahead = [int(moment.timestamp()) for moment in moments if moment > facts.now]
    return min(ahead + ([document.due_at] if document.due_at else []), default=None)
