"""What was said and done, as a file for a policy department: no person, no small number."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime

import fontpkg_atkinson_hyperlegible as font
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from common import clock
from participation.charts import percent
from participation.counting import THRESHOLD
from participation.lines import Line

_FACE = "Atkinson"
_MARGIN = 18  # millimetres
_NEXT = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP: how a cell becomes a formula


def as_csv(lines: Sequence[Line], now: datetime) -> bytes:
    """Return a row for each thing that was said; the columns are those of the PDF."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        [
            _("Said on"), _("Where"), _("Collected by"), _("What was said"), _("In full"),
            _("Stelling"), _("Agree"), _("Disagree"), _("Don't know"), _("Who answers"),
            _("Answer before"), _("State"), _("Answered on"), _("Answer"), _("What changes"),
            _("What came of it"),
        ]
    )  # fmt: skip
    for line in lines:
        said = line.input
        row = [
            said.said_on.isoformat(), said.get_source_display(), said.partner.title, said.title,
            said.said, said.statement.text if said.statement else "", *_counts(line),
            said.owner_name, said.due_on.isoformat(), state(line),
            said.answered_on.isoformat() if said.answered_on else "", said.answer, said.changes,
            line.outcome.title if line.outcome else "",
        ]  # fmt: skip
        writer.writerow([_plain(str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")  # so that a spreadsheet reads the accents


def as_pdf(lines: Sequence[Line], now: datetime) -> bytes:
    """Return the same on paper, A4, with the fonts, the language and a title in the file."""
    paper = _Paper(format="A4")
    for style, name in (("", "Regular"), ("B", "Bold")):
        paper.add_font(_FACE, style, font.ROOT / "files" / f"AtkinsonHyperlegible-{name}.ttf")
    paper.set_lang("nl-NL")
    paper.set_title(_("What was done with it"))
    paper.set_creation_date(now)
    paper.set_margins(_MARGIN, _MARGIN, _MARGIN)
    paper.set_auto_page_break(auto=True, margin=_MARGIN)
    paper.add_page()
    _write(paper, _("What was done with it"), 26, bold=True)
    day = date_format(clock.local(now).date(), "j F Y")
    _write(paper, _("Made on %(day)s. It names no person.") % {"day": day}, 12)
    _write(paper, in_short(lines), 12)
    for line in lines:
        _one(paper, told(line))
    return bytes(paper.output())


class _Paper(FPDF):
    """Paper with the number of each page below it."""

    def footer(self) -> None:
        self.set_y(-_MARGIN + 4)
        self.set_font(_FACE, "", 10)
        words = _("Page %(number)d of %(total)s")
        self.cell(0, 5, words % {"number": self.page_no(), "total": "{nb}"}, align="R")


def state(line: Line) -> str:
    """Return in words how far the answer is."""
    if line.input.is_answered:
        return _("answered")
    return _("no answer yet") if line.is_overdue else _("waits for an answer")


def in_short(lines: Sequence[Line]) -> str:
    """Return how many were put, how many were answered and how many are late."""
    if not lines:
        return _("Nothing was put to anybody yet.")
    numbers = {
        "put": len(lines),
        "answered": sum(line.input.is_answered for line in lines),
        "late": sum(line.is_overdue for line in lines),
    }
    return _("Put to somebody: %(put)d. Answered: %(answered)d. Late: %(late)d.") % numbers


def told(line: Line) -> list[tuple[str, str]]:
    """Return what stands on paper of one line, in order: what each piece is, and its words."""
    said = line.input
    rows = [
        ("", f"{capfirst(said.get_source_display())}, {_day(said.said_on)}. {said.partner.title}"),
        ("", said.said),
    ]
    if said.statement:
        rows.append((_("Stelling"), f"{said.statement.text} {_votes(line)}"))
    rows.append((_("Who answers"), f"{said.owner_name}, {_('before')} {_day(said.due_on)}"))
    if said.is_answered and said.answered_on:
        rows.append((f"{_('Answer')}, {_day(said.answered_on)}", said.answer))
        if said.changes:
            rows.append((_("What changes"), said.changes))
        if line.outcome:
            rows.append((_("What came of it"), line.outcome.title))
    else:
        rows.append((_("State"), state(line)))
    return [(said.title, ""), *rows]


def _one(paper: FPDF, rows: list[tuple[str, str]]) -> None:
    paper.ln(5)
    if paper.will_page_break(40):
        paper.add_page()
    (title, _nothing), (_none, where), *others = rows
    _write(paper, title, 16, bold=True)
    _write(paper, where, 11)
    for name, words in others:
        if name:
            _write(paper, name, 11, bold=True)
        _write(paper, words, 12)
        paper.ln(1)


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _votes(line: Line) -> str:
    if not line.result or not line.result.is_shown:
        return _("Fewer than %(number)d votes: not shown.") % {"number": THRESHOLD}
    result = line.result
    counts = ((_("Agree"), result.agree), (_("Disagree"), result.disagree),
              (_("Don't know"), result.unsure))  # fmt: skip
    return ", ".join(f"{name} {n} ({percent(n, result.total)}%)" for name, n in counts)


def _counts(line: Line) -> tuple[str, str, str]:
    result = line.result
    if not result or not result.is_shown:
        return ("", "", "")
    return (str(result.agree), str(result.disagree), str(result.unsure))


def _write(paper: FPDF, text: str, size: int, *, bold: bool = False) -> None:
    paper.set_font(_FACE, "B" if bold else "", size)
    known = paper.current_font.cmap
    text = "".join(sign if sign == "\n" or ord(sign) in known else "?" for sign in text)
    paper.multi_cell(0, size * 0.5, text, align="L", **_NEXT)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


Writer = Callable[[Sequence[Line], datetime], bytes]
KINDS: dict[str, tuple[Writer, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "pdf": (as_pdf, "application/pdf"),
}
