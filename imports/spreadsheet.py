"""From a spreadsheet to items: one row is one date; rows with one name are one activity."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from activities.models import Audience, Theme
from activities.recurrence import moment
from imports import columns, tables
from imports.items import Item, Unreadable, check_moments, digest, fold, refuse_doubles
from imports.places import Places

TITLE, SUMMARY = 120, 300  # characters


def read(content: bytes) -> list[Item]:
    """Return an item for each row that says something, refused ones included.

    :raises Unreadable: the file is no table, or lacks a column that is needed.
    """
    rows = tables.read(content)
    reader = _Reader([fold(str(cell or "")) for cell in rows[0]])
    items = [
        reader.item(number, row)
        for number, row in enumerate(rows[1:], start=2)
        if any(cell is not None for cell in row)
    ]
    if not items:
        raise Unreadable("empty")
    refuse_doubles(items, same_key="same_code")
    return items


class _Reader:
    """What is the same for all rows: which column is where, and the words that are known."""

    def __init__(self, heads: list[str]):
        self.places, self.columns = Places(), {}
        for index, head in enumerate(heads):
            if head in columns.HEADS:
                self.columns.setdefault(head, index)
        if any(head not in self.columns for head in columns.REQUIRED):
            raise Unreadable("no_columns")
        self.audiences = _by_name(Audience)
        self.themes = _by_name(Theme)

    def item(self, number: int, row: list[Any]) -> Item:
        item = Item(number)

        def cell(head: str, parse: Callable, *args, needed: bool = False) -> Any:
            index = self.columns.get(head, len(row))
            value = row[index] if index < len(row) else None
            if value is None or (isinstance(value, str) and not value.strip()):
                if needed:
                    item.refuse("missing", head)
                return None
            try:
                return parse(value, *args)
            except columns.NoValue:
                item.refuse("no_value", head)
                return None

        item.title = cell("naam", columns.text, TITLE, needed=True) or ""
        day = cell("datum", columns.day, needed=True)
        starts = cell("van", columns.clock_time, needed=True)
        ends = cell("tot", columns.clock_time, needed=True)
        self._when(item, day, starts, ends)
        code = cell("code", columns.text, 80)
        item.activity = digest("t", fold(item.title))
        when = item.starts_at.isoformat() if item.starts_at else ""
        item.key = digest("c", code) if code else digest("r", fold(item.title), when)
        self._where(item, cell("locatie", columns.text, 200))
        item.way_in = cell("aanmelden", columns.one_of, columns.WAYS) or "drop_in"
        item.elsewhere_url = cell("link", columns.link) or ""
        if item.way_in == "elsewhere" and not item.elsewhere_url:
            item.refuse("missing", "link")
        given = {
            "summary": cell("samenvatting", columns.text, SUMMARY),
            "kind": cell("soort", columns.one_of, columns.KINDS),
            "price_cents": cell("prijs", columns.cents),
            "age_from": cell("leeftijd van", columns.age),
            "age_to": cell("leeftijd tot", columns.age),
            "contact_telephone": cell("telefoon", columns.text, 20),
            "contact_email": cell("e-mail", columns.email),
            "audiences": _words(item, cell("doelgroepen", columns.text, 400), self.audiences),
            "themes": _words(item, cell("thema's", columns.text, 400), self.themes),
        }
        if None not in (given["age_from"], given["age_to"]) and given["age_to"] < given["age_from"]:
            item.refuse("no_value", "leeftijd tot")
        item.fields = {name: value for name, value in given.items() if value is not None}
        item.fields["title"] = item.title
        return item

    def _when(self, item: Item, day: date | None, starts: time | None, ends: time | None) -> None:
        if day is None or starts is None or ends is None:
            return
        if not 2000 <= day.year <= 2100:
            item.refuse("no_value", "datum")
        elif ends <= starts:
            item.refuse("end_before_start")
        else:
            found = moment(day, starts, ends)
            item.starts_at, item.ends_at = found.starts_at, found.ends_at
            check_moments(item)

    def _where(self, item: Item, told: str | None) -> None:
        if not told:
            return
        item.venue = self.places.find(told)
        if item.venue is None:
            item.note("unknown_place", told)


def _by_name(model: type[Audience] | type[Theme]) -> dict[str, int]:
    rows = model.objects.filter(locale__language_code="nl").order_by("-pk")
    return {fold(name): pk for pk, name in rows.values_list("pk", "name")}


def _words(item: Item, told: str | None, known: dict[str, int]) -> list[int] | None:
    """Return the pks of what a cell lists; a word that is not known is told, not refused."""
    if not told:
        return None
    found = []
    for word in told.replace(";", ",").split(","):
        pk = known.get(fold(word))
        if pk is not None:
            found.append(pk)
        elif word.strip():
            item.note("unknown_word", word.strip())
    return sorted(set(found)) or None
