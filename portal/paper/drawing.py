"""The sheet as a PDF: A4, in letters of 18 points and more, that stand in the file itself.

18 points is what the Dutch library for who reads with difficulty calls large print.
"""

import io
from datetime import datetime

import fontpkg_atkinson_hyperlegible as font
import segno
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from portal.paper.sheet import Day, Line, Sheet

_FACE = "Atkinson"  # drawn for who sees little: no letter looks like another
_MARGIN = 18  # millimetres, like every length here
_CODE = 38
_FOOT = 24
_NEXT = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}


class _Paper(FPDF):
    """A4 with the telephone and the number of the page at the foot of each."""

    foot = ""

    def footer(self):
        self.set_y(-_FOOT + 4)
        self.set_draw_color(0)
        self.line(_MARGIN, self.get_y(), self.w - _MARGIN, self.get_y())
        self.ln(2)
        self.set_font(_FACE, "B", 18)
        self.cell(self.epw - 25, 10, self.foot)
        self.set_font(_FACE, "", 18)
        self.cell(25, 10, f"{self.page_no()} / {{nb}}", align="R")


def draw(sheet: Sheet, now: datetime) -> bytes:
    """Return the sheet as a PDF, with its fonts, its language and its title in it."""
    paper = _Paper(format="A4")
    for style, name in (("", "Regular"), ("B", "Bold")):
        paper.add_font(_FACE, style, font.ROOT / "files" / f"AtkinsonHyperlegible-{name}.ttf")
    paper.set_lang("nl-NL")
    paper.set_title(f"{sheet.venue.name}, {sheet.title}")
    paper.set_creation_date(now)
    paper.set_margins(_MARGIN, _MARGIN, _MARGIN)
    paper.set_auto_page_break(auto=True, margin=_FOOT + 2)
    if sheet.venue.telephone:
        paper.foot = _("Questions? Call %(number)s") % {"number": sheet.venue.telephone}
    paper.add_page()
    _head(paper, sheet)
    for day in sheet.days:
        _day(paper, day)
    if not sheet.days:
        paper.set_font(_FACE, "", 22)
        paper.multi_cell(0, 11, _("Nothing is planned here this week."), align="L", **_NEXT)
    return bytes(paper.output())


def _head(paper: _Paper, sheet: Sheet) -> None:
    """Write the name and the week, with the code at their right."""
    top, width = paper.get_y(), paper.epw - _CODE - 6
    code = io.BytesIO()
    segno.make(sheet.address, error="m", micro=False).save(code, kind="png", scale=10, border=2)
    paper.image(
        code, paper.w - _MARGIN - _CODE, top, _CODE, _CODE,
        alt_text=_("Code that leads to %(address)s") % {"address": sheet.address},
        link=sheet.address,
    )  # fmt: skip
    paper.set_font(_FACE, "B", 34)
    paper.multi_cell(width, 14, sheet.venue.name, align="L", **_NEXT)
    paper.set_font(_FACE, "", 20)
    paper.multi_cell(width, 9, sheet.title, align="L", **_NEXT)
    if sheet.venue.address:
        paper.multi_cell(width, 9, sheet.venue.address, align="L", **_NEXT)
    paper.set_font(_FACE, "", 18)
    paper.set_y(max(paper.get_y(), top + _CODE + 1))
    paper.cell(0, 8, _("Scan the code to see more."), align="R", **_NEXT)


def _day(paper: _Paper, day: Day) -> None:
    """Write a day; its name never stands alone at the foot of a page."""
    paper.ln(4)
    if paper.will_page_break(12 + _height(paper, day.lines[0])):
        paper.add_page()
    paper.set_font(_FACE, "B", 26)
    paper.multi_cell(0, 12, day.name, align="L", **_NEXT)
    for line in day.lines:
        if paper.will_page_break(_height(paper, line)):
            paper.add_page()
        _line(paper, line)


def _line(paper: _Paper, line: Line) -> None:
    paper.set_font(_FACE, "B", 20)
    paper.multi_cell(0, 9, f"{line.hours}  {line.title}", align="L", **_NEXT)
    paper.set_font(_FACE, "", 18)
    paper.multi_cell(0, 8, " · ".join(line.facts), align="L", **_NEXT)
    paper.ln(3)


def _height(paper: _Paper, line: Line) -> float:
    """Return how much of the page a line takes, in millimetres."""
    paper.set_font(_FACE, "B", 20)
    title = paper.multi_cell(0, 9, f"{line.hours}  {line.title}", dry_run=True, output="HEIGHT")
    paper.set_font(_FACE, "", 18)
    facts = paper.multi_cell(0, 8, " · ".join(line.facts), dry_run=True, output="HEIGHT")
    return title + facts + 3
