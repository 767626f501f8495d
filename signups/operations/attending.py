"""Keep attendance with the person it is about when a signup changes."""

from collections.abc import Sequence

from signups.models import Attendance, Signup
from signups.personal import Person


def follow_people(*, signup: Signup, before: Sequence[Person], after: Sequence[Person]) -> None:
    """Let what was noted follow people to their new position; who left takes it along.

    People are known by their name. Where as many come as before, somebody with another name at
    the same position is the same person, spelled anew. Runs in the transaction of the change.
    """
    rows = list(Attendance.objects.filter(signup=signup))
    if not rows:
        return
    places = _new_positions([one.name for one in before], [one.name for one in after])
    Attendance.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        if (position := places.get(row.position)) is not None:
            row.pk, row.position = None, position
            row.save(force_insert=True)


def _new_positions(before: list[str], after: list[str]) -> dict[int, int]:
    """Return the new position by the old one, for everybody who still comes."""
    free = set(range(len(after)))
    found: dict[int, int] = {}
    for old, name in enumerate(before):
        same = [new for new in sorted(free) if after[new] == name]
        if same:
            found[old] = old if old in same else same[0]
            free.discard(found[old])
    if len(before) == len(after):
        for old in set(range(len(before))) - set(found):
            if old in free:
                found[old] = old
                free.discard(old)
    return found
