"""Do what rows say, once: pages, groups, sessions and ledger, in one transaction of the caller."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from imports import dates, pages
from imports.comparing import Ledger, judge
from imports.items import Item
from imports.models import ImportedActivity, Row, Run
from venues.models import Venue

# What stood beside a row in the preview and holds whatever has changed since.
_LASTING = ("like", "all_day", "no_end", "unknown_place", "unknown_word")


def apply(run: Run, rows: Iterable[Row], *, now: datetime) -> int:
    """Bring what rows say into the portal and tick them off, inside the caller's transaction.

    Return how many new activities were handed in for review.

    :raises Exception: anything a row can cause; do the rows one by one then.
    """
    rows = list(rows)
    before = {row.pk: (row.verdict, row.notes) for row in rows}
    _forget_lost_venues(rows)
    together = defaultdict(list)
    for row in rows:
        together[row.item.get("activity", "")].append(row)
    ledger = Ledger(run.partner, rows)
    handed_in = sum(_activity(run, group, ledger, now) for group in together.values())
    # Most became what was foreseen: those are ticked off together.
    for row in rows:
        if before[row.pk] != (row.verdict, row.notes):
            row.save(update_fields=["verdict", "notes"])
    Row.objects.filter(pk__in=list(before)).update(is_done=True)
    return handed_in


def _forget_lost_venues(rows: list[Row]) -> None:
    """Take out of the rows what was deleted since the preview."""
    fields = [told for row in rows for told in (row.item, row.item.get("fields", {}))]
    named = {told["venue"] for told in fields if told.get("venue")}
    lost = named - set(Venue.objects.filter(pk__in=named).values_list("pk", flat=True))
    for told in fields:
        if told.get("venue") in lost:
            del told["venue"]


def _activity(run: Run, rows: list[Row], ledger: Ledger, now: datetime) -> int:
    """Do the rows of one activity; return 1 if it is new and was handed in, else 0."""
    found: list[tuple[Row, Item, str]] = []
    new: list[Item] = []
    changes: list[dates.Change] = []
    made: ImportedActivity | None = None
    for row in rows:
        item = Item.from_json(row.number, row.item)
        item.notes = [note for note in row.notes if note[0] in _LASTING]
        is_gone = row.verdict == Row.Verdict.GONE
        activity = ledger.activities.get(item.activity)
        known = ledger.sessions.get(item.was) or ledger.sessions.get(item.key)
        judged = judge(item, activity, known, is_gone=is_gone, now=now)
        found.append((row, item, judged.verdict))
        if judged.verdict == Row.Verdict.REFUSED:
            continue
        if activity is None:
            activity = made = ledger.activities[item.activity] = pages.add(run, item)
        if judged.fields:
            pages.change(run, activity, judged.fields)
        if judged.session == "add":
            new.append(item)
        elif known is not None and known.session is not None:
            changes.append(dates.Change(item, known, judged, is_gone))
    dates.change_all(run, changes, now)
    if new:
        dates.add_all(run, ledger.activities[new[0].activity], new)
    handed_in = made is not None and pages.bring_on(run, made)
    for row, item, verdict in found:
        row.verdict, row.notes = Row.Verdict.REFUSED if item.refused else verdict, item.notes
    return int(handed_in)
