"""What an item would change: the same judgement for the preview and for the import itself."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from activities.models import Group
from common.clock import local
from imports.items import Item
from imports.models import Feed, ImportedActivity, ImportedSession, Row
from partners.models import PartnerPage

Verdict = Row.Verdict
LISTS = ("audiences", "themes")
_BY_HAND = ("by_hand", "date_by_hand", "place_by_hand")


@dataclass
class Judgement:
    """What is to be done: values for the page, and a verb for the session."""

    verdict: str
    fields: dict[str, Any] = field(default_factory=dict)
    session: str = ""  # "", "add", "move", "cancel" or "restore"
    has_other_place: bool = False  # the session, besides


class Ledger:
    """What was imported before for a partner, in two queries: all of it, or what rows name."""

    def __init__(self, partner: PartnerPage, rows: Iterable[Row] | None = None):
        sessions = ImportedSession.objects.filter(partner=partner)
        activities = ImportedActivity.objects.filter(partner=partner)
        if rows is not None:
            items = [row.item for row in rows]
            named = {item.get(name) for item in items for name in ("key", "was")}
            sessions = sessions.filter(key__in=named - {None})
        self.sessions = {row.key: row for row in sessions.select_related("session__group", "feed")}
        if rows is not None:
            activities = activities.filter(
                Q(key__in={item.get("activity", "") for item in items})
                | Q(pk__in={row.activity_id for row in self.sessions.values()})
            )
        self.activities = {
            row.key: row for row in activities.select_related("page__latest_revision", "group")
        }
        by_pk = {row.pk: row for row in self.activities.values()}
        for known in self.sessions.values():
            known.activity = by_pk[known.activity_id]


def settle(items: list[Item], ledger: Ledger, feed: Feed | None, now: datetime) -> list[Item]:
    """Tie items to what is known, and add an item for each date that is gone from the feed."""
    present = {item.key for item in items}
    gone = [row for row in ledger.sessions.values() if _may_go(row, feed, present, now)]
    known_by_day = defaultdict(list)
    for row in ledger.sessions.values():
        if row.key not in present and _is_of_a_series(row, feed):
            day = local(datetime.fromisoformat(row.given["starts_at"])).date()
            known_by_day[row.activity.key, day].append(row)
    for item in items:
        if item.refused:
            continue
        known = ledger.sessions.get(item.key)
        if known is None:
            # A series that moved gives each date another name; the day tells which is which.
            others = known_by_day.get((item.activity, local(item.starts_at).date()), [])
            if len(others) == 1:
                known = others.pop()
                item.was = known.key
                gone = [row for row in gone if row is not known]
        if known is not None:
            item.activity = known.activity.key
    _share_fields([item for item in items if not item.refused], ledger)
    return items + [_farewell(row) for row in gone]


def _is_of_a_series(row: ImportedSession, feed: Feed | None) -> bool:
    """Say whether the date comes from this calendar (a file: any), by rule or exception."""
    return row.feed_id == (feed and feed.pk) and row.activity.key.startswith("s:")


def _may_go(row: ImportedSession, feed: Feed | None, present: set[str], now: datetime) -> bool:
    return (
        feed is not None
        and row.feed_id == feed.pk
        and row.key not in present
        and row.session is not None
        and row.session.starts_at > now
        and not row.session.is_cancelled
    )


def _farewell(row: ImportedSession) -> Item:
    session = row.session
    title = row.activity.page.title if row.activity.page else ""
    item = Item(0, row.key, row.activity.key, title, session.starts_at, session.ends_at)
    item.venue, item.cancelled = row.given.get("venue"), True
    return item


def _share_fields(items: list[Item], ledger: Ledger) -> None:
    """Give all items of an activity the same values: those that the file names first."""
    together: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        together[item.activity].append(item)
    for key, group in together.items():
        shared: dict[str, Any] = {}
        for item in group:
            for name, value in item.fields.items():
                shared.setdefault(name, value)
            if item.venue is not None:
                shared.setdefault("venue", item.venue)
        if key in ledger.activities and len({item.title for item in group}) > 1:
            shared.pop("title", None)  # one name among several changed: no new name for all
        for item in group:
            item.fields = shared


def judge(
    item: Item,
    activity: ImportedActivity | None,
    known: ImportedSession | None,
    *,
    is_gone: bool,
    now: datetime,
) -> Judgement:
    """Compare an item with what is there. Its notes say why in codes."""
    if item.refused or item.starts_at is None:
        return Judgement(Verdict.REFUSED)
    if activity is None:
        return _judge_new(item, now)
    if activity.page is None or activity.group is None:
        item.note("page_deleted")
        return Judgement(Verdict.KEPT)
    if activity.group.way_in == Group.WayIn.PLACEMENT:
        item.refuse("told_in_person")
        return Judgement(Verdict.REFUSED)
    found = Judgement(Verdict.SAME)
    if not is_gone:
        found.fields = _new_fields(item, activity)
        if found.fields and activity.page.locked:
            item.refuse("locked")
            return Judgement(Verdict.REFUSED)
    if known is None:
        new = _judge_new(item, now)
        new.fields = found.fields if new.verdict == Verdict.NEW else {}
        return new
    if known.session is None:
        item.note("date_deleted")
        return Judgement(Verdict.KEPT, found.fields)
    found.session, found.has_other_place = _session_change(item, known, now)
    return _sum_up(item, found, is_gone)


def _judge_new(item: Item, now: datetime) -> Judgement:
    if item.cancelled:
        item.refuse("is_cancelled")
    elif item.starts_at <= now:
        item.refuse("past")
    if item.refused:
        return Judgement(Verdict.REFUSED)
    return Judgement(Verdict.NEW, session="add")


def _sum_up(item: Item, found: Judgement, is_gone: bool) -> Judgement:
    if found.fields:
        item.note("new_words")
    told = {"move": "new_moment", "restore": "goes_on", "cancel": "is_cancelled"}
    if is_gone and found.session == "cancel":
        item.note("gone")
        found.verdict = Verdict.GONE
        return found
    if found.session in told:
        item.note(told[found.session])
    if found.has_other_place:
        item.note("new_place")
    if found.fields or found.session or found.has_other_place:
        found.verdict = Verdict.CHANGED
    elif any(code in _BY_HAND for code, _detail in item.notes):
        found.verdict = Verdict.KEPT
    return found


def current(activity: ImportedActivity) -> dict[str, Any]:
    """Return the page's values as its editor shows them: the latest draft, fit for JSON."""
    content = dict(activity.page.latest_revision.content)
    for name in LISTS:
        content[name] = sorted(content.get(name) or [])
    return content


def _new_fields(item: Item, activity: ImportedActivity) -> dict[str, Any]:
    """Return what the source changed and nobody else did."""
    given, now_there = activity.given, current(activity)
    found = {}
    for name, value in item.fields.items():
        if given.get(name) == value:
            continue
        kept = given.get("_body") if name == "body" else given.get(name)
        there = now_there.get(name)
        if _bare(there) == _bare(kept):
            found[name] = value
        elif _bare(there) != _bare(value):
            item.note("by_hand", name)
    return found


def _bare(value: Any) -> Any:
    """Empty is empty: no value, an empty line, list or text block."""
    return None if value in (None, "", [], "[]") else value


def _session_change(item: Item, known: ImportedSession, now: datetime) -> tuple[str, bool]:
    """Return the verb for a known date, and whether it gets another place."""
    session, given = known.session, known.given
    wanted = as_given(item)
    if all(given.get(name) == value for name, value in wanted.items()) or session.is_over(now):
        return "", False
    there = {
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "cancelled": session.is_cancelled,
    }
    if there != {name: given.get(name) for name in there}:
        if there != {name: wanted[name] for name in there}:
            item.note("date_by_hand")
        return "", False
    if wanted["cancelled"] and not given["cancelled"]:
        return "cancel", False
    if session.is_cancelled and wanted["cancelled"]:
        return "", False
    has_other_place = wanted["venue"] != given["venue"]
    if has_other_place and _place_by_hand(known):
        item.note("place_by_hand")
        has_other_place = False
    if session.is_cancelled:
        return "restore", has_other_place
    if any(wanted[name] != given[name] for name in ("starts_at", "ends_at")):
        if item.starts_at is not None and item.starts_at <= now:
            item.note("past")
            return "", False
        return "move", has_other_place
    return "", has_other_place


def _place_by_hand(known: ImportedSession) -> bool:
    """Say whether somebody gave the date, or the page whose place it shares, another place."""
    own = known.session.venue_id
    if "own" not in known.given:  # from before this was noted
        return own not in (None, known.given["venue"])
    if own != known.given["own"]:
        return True
    page = known.activity
    return own is None and current(page).get("venue") != page.given.get("venue")


def own_venue(item: Item, activity: ImportedActivity) -> int | None:
    """Return the venue of one date where its source gives it another than the page."""
    shared = item.fields.get("venue", activity.given.get("venue"))
    if item.venue in (None, shared):
        return None
    return item.venue


def as_given(item: Item) -> dict[str, Any]:
    """Return what the source says of a session, fit for JSON."""
    assert item.starts_at is not None and item.ends_at is not None
    return {
        "starts_at": item.starts_at.isoformat(),
        "ends_at": item.ends_at.isoformat(),
        "venue": item.venue,
        "cancelled": item.cancelled,
    }


def judge_all(
    items: Iterable[Item], ledger: Ledger, gone: set[str], now: datetime
) -> list[tuple[Item, str]]:
    """Return each item with its verdict, for a preview."""
    judged = []
    for item in items:
        activity = ledger.activities.get(item.activity)
        known = ledger.sessions.get(item.was or item.key)
        found = judge(item, activity, known, is_gone=item.key in gone, now=now)
        judged.append((item, found.verdict))
    return judged
