"""Charts that are drawn on the server: bars, and a table of boxes that are darker for more.

Each chart is plain data for a template: `includes/chart_bars.html` draws `bars(…)`,
`includes/chart_heat.html` draws `heat(…)`, both with `chart=… only`. The picture is an SVG
with a name and a description, without inline style or script; the same numbers stand in
a table behind it. Widths are percentages and heights follow the size of the letters (em),
so that a chart fits a phone and grows with the text. Colour never tells anything alone:
every bar and box has its number, and an empty box has a dashed edge.
The page links `css/chart.css`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# In em, but for the widths, which are percentages of the chart.
LINE, BAR, SPACE = 1.4, 1.1, 0.9
LABEL_OF_BAR, LABEL_OF_ROW, LABEL_OF_COLUMN = 26, 14, 4  # letters of a line on 320 px
BOX, GAP_PERCENT = 2.4, 0.6
LABELS_PERCENT = 34.0
FAINT, STRONG = 0.1, 0.42  # how much of the text's colour: letters on it stay readable

Number = int | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at a height in em."""

    text: str
    y: str


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    text: str
    lines: list[Line]
    top: str
    width: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart; every bar lies below its label and its number."""

    title: str
    description: str
    unit: str
    bars: list[Bar]
    bar_height: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    lines: list[Line]
    middle: str


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    column: str
    is_gap: bool
    strength: str
    x: str
    middle: str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    lines: list[Line]
    cells: list[Cell]
    top: str
    box_height: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Rows of boxes with a number; darker is more, a dashed edge is nothing at all."""

    title: str
    description: str
    unit: str
    corner: str
    columns: list[Column]
    rows: list[Row]
    box_width: str
    height: str
    gaps: int


def bars(
    labels: Sequence[str],
    values: Sequence[Number],
    unit: str,
    *,
    title: str,
    texts: Sequence[str] | None = None,
    whole: float | None = None,
) -> Bars:
    """Return a bar for each label, in the order given.

    `unit` says what is counted and heads the column of numbers ("answers", "days").
    `texts` replaces the numbers shown ("12 (34%)"); a value None has no bar and, without
    a text, a dash. `whole` is the value of a full bar (100 for percentages); without it
    that is the largest value.

    :raises ValueError: labels, values and texts are not equally many, or a value is negative.
    """
    shown = list(texts) if texts is not None else [_text(value) for value in values]
    if not len(labels) == len(values) == len(shown):
        raise ValueError("a bar needs a label, a value and a text")
    full = whole or _largest(values)
    made, top = [], 0.0
    for label, value, text in zip(labels, values, shown, strict=True):
        parts = wrap(label, LABEL_OF_BAR) or [""]
        lines = [Line(part, _em(top + 1 + LINE * at)) for at, part in enumerate(parts)]
        top += LINE * len(parts)
        share = min(_positive(value) / full, 1) if full else 0
        made.append(Bar(label, text, lines, _em(top), _percent(100 * share)))
        top += BAR + SPACE
    largest = max(zip(values, labels, shown, strict=True), key=_value_first, default=None)
    return Bars(
        title=title,
        description=_most_of_bars(largest),
        unit=unit,
        bars=made,
        bar_height=_em(BAR),
        height=_em(top),
    )


def heat(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Number]],
    *,
    unit: str,
    title: str,
    corner: str = "",
) -> Heat:
    """Return a row of boxes for each of `rows`, a box for each of `columns` (eight fit a phone).

    `cells[row][column]` is a number; 0 is a gap and None is unknown. `unit` says what is
    counted, `corner` heads the column of row labels in the table.

    :raises ValueError: cells do not fit rows and columns, or a number is negative.
    """
    if len(cells) != len(rows) or any(len(row) != len(columns) for row in cells):
        raise ValueError("cells do not fit the rows and columns")
    share = (100 - LABELS_PERCENT) / max(1, len(columns))
    lefts = [LABELS_PERCENT + share * at for at in range(len(columns))]
    middles = [_percent(left + (share - GAP_PERCENT) / 2) for left in lefts]
    full = _largest([value for row in cells for value in row])
    heads = [wrap(column, LABEL_OF_COLUMN, break_long_words=False) for column in columns]
    deepest = max(map(len, heads), default=0)
    made, top = [], deepest + 0.6
    for label, values in zip(rows, cells, strict=True):
        parts = wrap(label, LABEL_OF_ROW) or [""]
        box = max(BOX, len(parts) * 1.1 + 0.6)
        first = top + box / 2 + 0.3 - (len(parts) - 1) * 0.5
        boxes = [
            _cell(value, full, column, _percent(left), middle)
            for value, column, left, middle in zip(values, columns, lefts, middles, strict=True)
        ]
        lines = [Line(part, _em(first + at)) for at, part in enumerate(parts)]
        made.append(Row(label, lines, boxes, _em(top), _em(box), _em(top + box / 2 + 0.35)))
        top += box + 0.25
    gaps = sum(value == 0 for row in cells for value in row)
    return Heat(
        title=title,
        description=" ".join(filter(None, [_most_of_heat(rows, columns, cells), _gaps(gaps)])),
        unit=unit,
        corner=corner,
        columns=[
            Column(column, _lowest_at(deepest + 0.1, head), middle)
            for column, head, middle in zip(columns, heads, middles, strict=True)
        ],
        rows=made,
        box_width=_percent(share - GAP_PERCENT),
        height=_em(top),
        gaps=gaps,
    )


def _lowest_at(y: float, parts: list[str]) -> list[Line]:
    """Return lines of which the last stands at a height."""
    return [Line(part, _em(y - len(parts) + 1 + at)) for at, part in enumerate(parts)]


def _cell(value: Number, full: float, column: str, x: str, middle: str) -> Cell:
    number = _positive(value)
    strength = FAINT + (STRONG - FAINT) * number / full if number else 0
    return Cell(_text(value), column, value == 0, f"{strength:.2f}", x, middle)


def _most_of_bars(largest: tuple[Number, str, str] | None) -> str:
    if largest is None or not largest[0]:
        return _("There is nothing to show yet.")
    return _("The longest bar is “%(label)s”: %(text)s.") % {
        "label": largest[1],
        "text": largest[2],
    }


def _most_of_heat(rows: Sequence[str], columns: Sequence[str], cells) -> str:
    found = [
        (value, row, column)
        for row, values in zip(rows, cells, strict=True)
        for column, value in zip(columns, values, strict=True)
    ]
    largest = max(found, key=_value_first, default=None)
    if largest is None or not largest[0]:
        return ""
    return _("The darkest box is %(row)s, %(column)s: %(number)s.") % {
        "row": largest[1],
        "column": largest[2],
        "number": _text(largest[0]),
    }


def _gaps(count: int) -> str:
    if not count:
        return _("No box is empty.")
    return ngettext(
        "%(count)d box is empty: its edge is dashed.",
        "%(count)d boxes are empty: their edge is dashed.",
        count,
    ) % {"count": count}


def _value_first(found: tuple) -> float:
    return found[0] or 0


def _largest(values: Sequence[Number]) -> float:
    return max((_positive(value) for value in values), default=0)


def _positive(value: Number) -> float:
    if value is not None and value < 0:
        raise ValueError("a chart shows no negative numbers")
    return value or 0


def _text(value: Number) -> str:
    return "–" if value is None else str(localize(value))


# Written here, for a template would give a Dutch reader "12,5%", which is no SVG.
def _em(size: float) -> str:
    return f"{size:.2f}em"


def _percent(size: float) -> str:
    return f"{size:.2f}%"
