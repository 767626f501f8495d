"""A4 to print, in letters that are easy to read and that stand in the file itself."""

from datetime import datetime

import fontpkg_atkinson_hyperlegible as font
from fpdf import FPDF
from fpdf.enums import XPos, YPos

FACE = "Atkinson"  # drawn for who sees little: no letter looks like another
MARGIN = 18  # millimetres, like every length here
FOOT = 24
NEXT = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}


class Paper(FPDF):
    """A4 with one line, and the number of the page where asked, at the foot of each."""

    def __init__(self, *, title: str, now: datetime, foot: str = "", is_numbered: bool = True):
        super().__init__(format="A4")
        self.foot, self.is_numbered = foot, is_numbered
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font(FACE, style, font.ROOT / "files" / f"AtkinsonHyperlegible-{name}.ttf")
        self.set_lang("nl-NL")
        self.set_title(title)
        self.set_creation_date(now)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=FOOT + 2)

    def footer(self):
        self.set_y(-FOOT + 4)
        self.set_draw_color(0)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ln(2)
        self.set_font(FACE, "B", 18)
        self.cell(self.epw - 25, 10, self.foot)
        if self.is_numbered:
            self.set_font(FACE, "", 18)
            self.cell(25, 10, f"{self.page_no()} / {{nb}}", align="R")

    def write_lines(self, text: str, *, size: int, height: float, bold: bool = False) -> None:
        """Write text over the whole width, size in points, height of a line in millimetres."""
        self.set_font(FACE, "B" if bold else "", size)
        self.multi_cell(0, height, text, align="L", **NEXT)
