"""What there is to do, by neighbourhood, age and day of the week; and so what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, ExtractIsoWeekDay

from activities.models import ActivityPage, Session
from common import clock
from partners.models import EditorArea
from partners.permissions import looks_after_all, pages_of, partners_of
from search.facets import AGE, AGE_BUCKETS
from venues.models import Municipality, Neighbourhood

WEEKS = 8
DAYS = range(1, 8)  # Monday is 1, as ISO 8601 says
_OLDEST = 130

Ages = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Supply:
    """Numbers of activities in one municipality; an area None is the municipality as a whole."""

    areas: list[Neighbourhood | None]
    # By area and age group: the activities on each day of the week.
    found: dict[tuple[int | None, str], dict[int, set[int]]]

    def on(self, area: Neighbourhood | None, age: str, day: int) -> int:
        """Return how many activities there are for an age group on a day of the week."""
        return len(self._days(area, age).get(day, ()))

    def in_all(self, area: Neighbourhood | None, age: str) -> int:
        """Return how many activities there are for an age group, whatever the day."""
        return len(set().union(*self._days(area, age).values()))

    def missing(self, area: Neighbourhood | None, age: str) -> list[int]:
        """Return the days of the week without anything for an age group."""
        return [day for day in DAYS if not self.on(area, age, day)]

    def _days(self, area: Neighbourhood | None, age: str) -> dict[int, set[int]]:
        return self.found.get((area.pk if area else None, age), {})


def municipalities_of(user) -> QuerySet[Municipality]:
    """Return where the user looks: an editor's area, or where the own partners work.

    That is everywhere for who looks after the whole site, or for partners that say no area.
    """
    everywhere = Municipality.objects.order_by("name", "pk")
    if looks_after_all(user):
        return everywhere
    kept = EditorArea.objects.filter(group__in=user.groups.all()).values("municipality")
    own = everywhere.filter(neighbourhoods__partners__in=partners_of(user)).distinct()
    for mine in (everywhere.filter(pk__in=kept), own):
        if mine.exists():
            return mine
    return everywhere


def sees_all_partners(user) -> bool:
    """Say whether the user sees what all partners do, and not the own ones only: editors."""
    return looks_after_all(user) or EditorArea.objects.filter(group__in=user.groups.all()).exists()


def of(user, municipality: Municipality, now: datetime) -> Supply:
    """Return what everybody may come to within WEEKS (a fixed number of queries)."""
    sessions = _coming(user, municipality, now)
    pairs = list(sessions.values_list("group__activity", "area", "day").distinct())
    ages = _ages({activity for activity, _area, _day in pairs})
    found: dict = defaultdict(lambda: defaultdict(set))
    for activity, area, day in pairs:
        for age in ages[activity]:
            found[area, age][day].add(activity)
    areas: list = list(municipality.neighbourhoods.order_by("name", "pk"))
    if any(area is None for area, _age in found):
        areas.append(None)
    return Supply(areas, {key: dict(days) for key, days in found.items()})


def _coming(user, municipality: Municipality, now: datetime) -> QuerySet[Session]:
    way = "group__activity__"
    sessions = (
        Session.objects.of_visible_pages()
        .going_on()
        .coming(now)
        .filter(starts_at__lt=now + timedelta(weeks=WEEKS))
        .order_by()
        .annotate(
            area=Coalesce(
                f"{way}neighbourhood",
                "venue__neighbourhood",
                "group__venue__neighbourhood",
                f"{way}venue__neighbourhood",
            ),
            day=ExtractIsoWeekDay("starts_at", tzinfo=clock.LOCAL),
        )
    )
    here = sessions.filter(area__in=municipality.neighbourhoods.values("pk"))
    here |= sessions.filter(area=None, group__activity__municipality=municipality)
    if sees_all_partners(user):
        return here
    return here.filter(group__activity__in=pages_of(user).values("pk"))


def _ages(activities: set[int]) -> dict[int, list[str]]:
    """Return the age groups of each activity: its own, its audiences', or else all of them."""
    said = {pk: [] for pk in activities}
    rows = ActivityPage.objects.filter(pk__in=activities)
    for pk, *own in rows.values_list("pk", "age_from", "age_to"):
        said[pk] = [tuple(own)] if own != [None, None] else []
    unsaid = [pk for pk, ages in said.items() if not ages]
    asked = ActivityPage.audiences.through.objects.filter(activitypage__in=unsaid)
    for pk, *of_audience in asked.values_list(
        "activitypage", "audience__age_from", "audience__age_to"
    ):
        if of_audience != [None, None]:
            said[pk].append(tuple(of_audience))
    return {pk: _buckets(ages) for pk, ages in said.items()}


def _buckets(ages: Iterable[Ages]) -> list[str]:
    reaches = [(start or 0, _OLDEST if end is None else end) for start, end in ages]
    return [
        name
        for name, (low, high) in AGE_BUCKETS.items()
        if any(start <= high and end >= low for start, end in reaches or [(0, _OLDEST)])
    ]


def age_labels() -> dict[str, str]:
    """Return the age groups, youngest first, in the words of the search."""
    return {name: str(label) for name, label in AGE.values}
