"""One date of one activity as a source tells of it, whatever the source is."""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

MAX_BYTES = 2 * 1024 * 1024  # of an uploaded file
MAX_ROWS = 5_000
LONGEST = timedelta(days=31)  # of one session


class Unreadable(Exception):
    """The file as a whole cannot be taken; `code` says why (imports.notes)."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass
class Item:
    """What one row says. Moments are aware; `fields` holds values of the page, fit for JSON.

    A field that is not in `fields` is not given: it is filled in by nobody.
    """

    number: int
    key: str = ""
    activity: str = ""  # key of the activity it belongs to
    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue: int | None = None
    cancelled: bool = False
    way_in: str = "drop_in"
    elsewhere_url: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[list[str]] = field(default_factory=list)
    refused: bool = False
    was: str = ""  # the key under which the same date was known before

    def note(self, code: str, detail: str = "") -> None:
        if [code, detail] not in self.notes:
            self.notes.append([code, detail[:120]])

    def refuse(self, code: str, detail: str = "") -> None:
        self.refused = True
        self.note(code, detail)

    def as_json(self) -> dict:
        """Return it for a JSONField; notes have a column of their own."""
        kept = asdict(self)
        del kept["notes"], kept["number"], kept["refused"]
        for name in ("starts_at", "ends_at"):
            kept[name] = kept[name] and kept[name].isoformat()
        return {name: value for name, value in kept.items() if value not in (None, "", {})}

    @classmethod
    def from_json(cls, number: int, kept: dict) -> "Item":
        moments = {
            name: datetime.fromisoformat(kept[name])
            for name in ("starts_at", "ends_at")
            if name in kept
        }
        return cls(number=number, **{**kept, **moments})


def digest(kind: str, *parts: str) -> str:
    """Return a key of at most 80 characters for what a source calls something."""
    told = "\x1f".join(parts)
    return f"{kind}:{hashlib.sha256(told.encode()).hexdigest()[:48]}"


def fold(text: str) -> str:
    """Return text as it is compared: no capitals, single spaces."""
    return " ".join(text.casefold().split())


def check_moments(item: Item) -> None:
    """Refuse a date that no session can have."""
    if item.starts_at is None or item.ends_at is None:
        return
    if item.ends_at <= item.starts_at:
        item.refuse("end_before_start")
    elif item.ends_at - item.starts_at > LONGEST:
        item.refuse("too_long")


def refuse_doubles(items: list[Item], same_key: str = "double") -> None:
    """Of two rows with the same key or moment in one activity, only the first is taken.

    `same_key` is the note for a row that only has the key of an earlier one.
    """
    keys: set[str] = set()
    moments: set[tuple[str, datetime | None]] = set()
    for item in items:
        if item.refused:
            continue
        moment = (item.activity, item.starts_at)
        if moment in moments:
            item.refuse("double")
        elif item.key in keys:
            item.refuse(same_key)
        keys.add(item.key)
        moments.add(moment)
