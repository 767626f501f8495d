"""Rows of an import as staff read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from common import clock
from imports.items import Item
from imports.models import Row
from imports.notes import tell


@dataclass(frozen=True)
class Line:
    """One row of the table: what it is, and why it is judged so."""

    number: str
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    verdict: str
    label: str
    notes: list[str]


def row_lines(rows: Iterable[Row]) -> list[Line]:
    """Return a line for each row, its moments on a Dutch clock."""
    return [_line(row) for row in rows]


def _line(row: Row) -> Line:
    item = Item.from_json(row.number, row.item)
    return Line(
        number=str(row.number) if row.number else "–",
        title=item.title or _("no name"),
        starts_at=item.starts_at and clock.local(item.starts_at),
        ends_at=item.ends_at and clock.local(item.ends_at),
        verdict=row.verdict,
        label=row.get_verdict_display(),
        notes=[tell(*note) for note in row.notes],
    )
