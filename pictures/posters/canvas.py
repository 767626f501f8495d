"""A sheet to draw on: flat shapes with soft edges, overprinted like a screen print."""

import math
from io import BytesIO

from PIL import Image, ImageChops, ImageColor, ImageDraw

WIDTH, HEIGHT = 1600, 900
_SCALE = 2  # drawn twice as large, so that every edge comes out smooth

Colour = str
Point = tuple[float, float]


class Canvas:
    """Sizes and places are in pixels of the finished sheet, angles in degrees from the east.

    With `over=True` a shape is printed over what lies below, as a transparent ink would be.
    """

    def __init__(self, paper: Colour):
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), paper)
        self._draw = ImageDraw.Draw(self.image)

    def circle(self, x: float, y: float, r: float, colour: Colour, over: bool = False) -> None:
        self._print("ellipse", self._box(x - r, y - r, x + r, y + r), colour, over)

    def ring(self, x: float, y: float, r: float, width: float, colour: Colour) -> None:
        """Draw a ring whose outer edge lies at r."""
        box = self._box(x - r, y - r, x + r, y + r)
        self._draw.ellipse(box, outline=colour, width=round(width * _SCALE))

    def arc(
        self, x: float, y: float, r: float, width: float, start: float, end: float, colour: Colour
    ) -> None:
        """Draw a part of a ring, clockwise from start to end."""
        box = self._box(x - r, y - r, x + r, y + r)
        self._draw.arc(box, start, end, fill=colour, width=round(width * _SCALE))

    def pie(
        self,
        x: float,
        y: float,
        r: float,
        start: float,
        end: float,
        colour: Colour,
        over: bool = False,
    ) -> None:
        box = self._box(x - r, y - r, x + r, y + r)
        self._print("pieslice", box, colour, over, start=start, end=end)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        radius: float = 0,
        over: bool = False,
    ) -> None:
        box = self._box(x, y, x + width, y + height)
        self._print("rounded_rectangle", box, colour, over, radius=radius * _SCALE)

    def polygon(self, points: list[Point], colour: Colour, over: bool = False) -> None:
        self._print("polygon", [(x * _SCALE, y * _SCALE) for x, y in points], colour, over)

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        """Draw a line through points, with round ends and joints."""
        self._draw.line(
            [(x * _SCALE, y * _SCALE) for x, y in points],
            fill=colour,
            width=round(width * _SCALE),
            joint="curve",
        )
        for x, y in (points[0], points[-1]):
            self.circle(x, y, width / 2, colour)

    def wave(
        self, y: float, height: float, length: float, shift: float, colour: Colour, depth: float
    ) -> None:
        """Draw a band of water: top edge around y, waves of that height and length."""
        xs = range(-8, WIDTH + 9, 8)
        top = [(x, y + height * math.sin(2 * math.pi * (x + shift) / length)) for x in xs]
        bottom = [(x, edge + depth) for x, edge in reversed(top)]
        self.polygon([*top, *bottom], colour)

    def png(self) -> bytes:
        """Return the finished sheet as PNG."""
        out = BytesIO()
        _limited(self.image.reduce(_SCALE)).save(out, "PNG", compress_level=6)
        return out.getvalue()

    def _print(self, shape: str, where: list, colour: Colour, over: bool, **options) -> None:
        if not over:
            getattr(self._draw, shape)(where, fill=colour, **options)
            return
        mask = Image.new("L", self.image.size, 0)
        getattr(ImageDraw.Draw(mask), shape)(where, fill=255, **options)
        ink = ImageChops.multiply(self.image, Image.new("RGB", self.image.size, colour))
        self.image.paste(ink, mask=mask)

    @staticmethod
    def _box(*edges: float) -> list[float]:
        return [edge * _SCALE for edge in edges]


def _limited(sheet: Image.Image) -> Image.Image:
    """Return the sheet with a palette, which takes half the bytes.

    Looking for the best colours takes as long as drawing; flat shapes have so few that all fit.
    """
    counted = sheet.getcolors(256)
    if counted is None:
        return sheet.quantize(128, dither=Image.Dither.NONE)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in sorted(counted) for part in colour])
    return sheet.quantize(palette=palette, dither=Image.Dither.NONE)


def around(x: float, y: float, r: float, degrees: float) -> Point:
    """Return the point at distance r from (x, y) in that direction."""
    return (
        x + r * math.cos(math.radians(degrees)),
        y + r * math.sin(math.radians(degrees)),
    )


def mix(first: Colour, second: Colour, part: float) -> Colour:
    """Return the colour that lies that part (0 to 1) of the way from first to second."""
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)
