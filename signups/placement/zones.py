"""Zones: the groups of a series in which two people could meet.

Two groups lie in one zone when they meet at one venue around one time; a zone is a connected
component of such groups. What is not known counts as near: a group without a venue may be
at any, a group without dates may meet at any time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Who leaves one group must be gone before the other arrives: parking, coffee, a child to fetch.
AROUND = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session of a group: where (None: not known), from when and until when."""

    venue: int | None
    starts_at: datetime
    ends_at: datetime


def components(meetings: Mapping[int, Sequence[Meeting]]) -> list[set[int]]:
    """Return the zones as sets of group ids, in the order of their lowest id."""
    zones: list[set[int]] = []
    for group in sorted(meetings):
        near = [
            zone
            for zone in zones
            if any(_may_meet(meetings[group], meetings[other]) for other in zone)
        ]
        merged = {group}.union(*near)
        zones = [zone for zone in zones if zone not in near] + [merged]
    return sorted(zones, key=min)


def _may_meet(one: Sequence[Meeting], other: Sequence[Meeting]) -> bool:
    if not one or not other:
        return True
    return any(_is_near(first, second) for first, second in _around_one_time(one, other))


def _is_near(one: Meeting, other: Meeting) -> bool:
    return one.venue is None or other.venue is None or one.venue == other.venue


def _around_one_time(
    one: Iterable[Meeting], other: Iterable[Meeting]
) -> Iterable[tuple[Meeting, Meeting]]:
    later = sorted(other, key=lambda meeting: meeting.starts_at)
    for first in one:
        for second in later:
            if second.starts_at >= first.ends_at + AROUND:
                break
            if first.starts_at < second.ends_at + AROUND:
                yield first, second
