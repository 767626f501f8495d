"""The sheet as a PDF: A4, in letters of 18 points and more, that stand in the file itself.

18 points is what the Dutch library for who reads with difficulty calls large print.
"""

import io
from datetime import datetime

import segno
from django.utils.translation import gettext as _

from common.paper import FACE, MARGIN, NEXT, Paper
from portal.paper.sheet import Day, Line, Sheet

_CODE = 38  # millimetres, like every length here


def draw(sheet: Sheet, now: datetime) -> bytes:
    """Return the sheet as a PDF, with its fonts, its language and its title in it."""
    telephone = sheet.venue.telephone
    foot = _("Questions? Call %(number)s") % {"number": telephone} if telephone else ""
    paper = Paper(title=f"{sheet.venue.name}, {sheet.title}", now=now, foot=foot)
    paper.add_page()
    _head(paper, sheet)
    for day in sheet.days:
        _day(paper, day)
    if not sheet.days:
        paper.set_font(FACE, "", 22)
        paper.multi_cell(0, 11, _("Nothing is planned here this week."), align="L", **NEXT)
    return bytes(paper.output())


def _head(paper: Paper, sheet: Sheet) -> None:
    """Write the name and the week, with the code at their right."""
    top, width = paper.get_y(), paper.epw - _CODE - 6
    code = io.BytesIO()
    segno.make(sheet.address, error="m", micro=False).save(code, kind="png", scale=10, border=2)
    paper.image(
        code, paper.w - MARGIN - _CODE, top, _CODE, _CODE,
        alt_text=_("Code that leads to %(address)s") % {"address": sheet.address},
        link=sheet.address,
    )  # fmt: skip
    paper.set_font(FACE, "B", 34)
    paper.multi_cell(width, 14, sheet.venue.name, align="L", **NEXT)
    paper.set_font(FACE, "", 20)
    paper.multi_cell(width, 9, sheet.title, align="L", **NEXT)
    if sheet.venue.address:
        paper.multi_cell(width, 9, sheet.venue.address, align="L", **NEXT)
    paper.set_font(FACE, "", 18)
    paper.set_y(max(paper.get_y(), top + _CODE + 1))
    paper.cell(0, 8, _("Scan the code to see more."), align="R", **NEXT)


def _day(paper: Paper, day: Day) -> None:
    """Write a day; its name never stands alone at the foot of a page."""
    paper.ln(4)
    if paper.will_page_break(12 + _height(paper, day.lines[0])):
        paper.add_page()
    paper.set_font(FACE, "B", 26)
    paper.multi_cell(0, 12, day.name, align="L", **NEXT)
    for line in day.lines:
        if paper.will_page_break(_height(paper, line)):
            paper.add_page()
        _line(paper, line)


def _line(paper: Paper, line: Line) -> None:
    paper.set_font(FACE, "B", 20)
    paper.multi_cell(0, 9, f"{line.hours}  {line.title}", align="L", **NEXT)
    paper.set_font(FACE, "", 18)
    paper.multi_cell(0, 8, " · ".join(line.facts), align="L", **NEXT)
    paper.ln(3)


def _height(paper: Paper, line: Line) -> float:
    """Return how much of the page a line takes, in millimetres."""
    paper.set_font(FACE, "B", 20)
    title = paper.multi_cell(0, 9, f"{line.hours}  {line.title}", dry_run=True, output="HEIGHT")
    paper.set_font(FACE, "", 18)
    facts = paper.multi_cell(0, 8, " · ".join(line.facts), dry_run=True, output="HEIGHT")
    return title + facts + 3
