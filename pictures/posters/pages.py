"""Compositions for news and for ordinary pages."""

from random import Random

from pictures.posters.canvas import HEIGHT, WIDTH, Canvas
from pictures.posters.palettes import Palette

_TILE = 225


def mosaic(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """News: a wall of tiles, each with a shape of its own."""
    colours = [inks.main, inks.second, inks.accent, inks.ink]
    for row in range(4):
        for column in range(8):
            x, y = column * _TILE - 100, row * _TILE
            ground = dice.choice([inks.paper, inks.soft, dice.choice(colours)])
            mark = dice.choice([ink for ink in colours if ink != ground])
            canvas.rect(x, y, _TILE, _TILE, ground)
            _tile(canvas, x, y, mark, ground, dice)


def _tile(canvas: Canvas, x: float, y: float, mark: str, ground: str, dice: Random) -> None:
    half, corner = _TILE / 2, dice.choice([(0, 0, 0), (1, 0, 90), (1, 1, 180), (0, 1, 270)])
    left, top, start = x + corner[0] * _TILE, y + corner[1] * _TILE, corner[2]
    shape = dice.choice(["quarter", "quarter", "rings", "dot", "leaf", "stripes", "half"])
    if shape == "quarter":
        canvas.pie(left, top, _TILE, start, start + 90, mark)
    elif shape == "rings":
        for part in (1.0, 0.75, 0.5, 0.25):
            ink = mark if part in (1.0, 0.5) else ground
            canvas.pie(left, top, _TILE * part, start, start + 90, ink)
    elif shape == "dot":
        canvas.circle(x + half, y + half, half * 0.62, mark)
        canvas.circle(x + half, y + half, half * 0.26, ground)
    elif shape == "leaf":
        canvas.rect(x, y, _TILE, _TILE, mark)
        canvas.pie(left, top, _TILE, start, start + 90, ground)
        canvas.circle(x + half, y + half, half * 0.24, mark)
    elif shape == "stripes":
        for stripe in range(4):
            canvas.rect(x, y + stripe * _TILE / 4, _TILE, _TILE / 8, mark)
    else:
        canvas.pie(x + half, y + half, half, start, start + 180, mark)


def water(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """An ordinary page: boats on the river."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    canvas.circle(dice.choice([330, 1270]), 260, 150, inks.second)
    boats = dice.sample([260, 620, 980, 1340], 2)
    for number, (y, ink) in enumerate(
        ((470, inks.accent), (580, inks.main), (690, inks.second), (800, inks.ink))
    ):
        if number < 2:
            _boat(canvas, boats[number], y - 20, 1.25 - number * 0.25, inks)
        canvas.wave(y, 30, 480 + number * 90, dice.randint(0, 500), ink, 500)


def _boat(canvas: Canvas, x: float, y: float, size: float, inks: Palette) -> None:
    canvas.pie(x, y - 40 * size, 130 * size, 0, 180, inks.ink)
    canvas.rect(x - 6 * size, y - 330 * size, 12 * size, 300 * size, inks.ink)
    canvas.polygon(
        [(x + 14 * size, y - 320 * size), (x + 150 * size, y - 70 * size),
         (x + 14 * size, y - 70 * size)],
        inks.main,
    )  # fmt: skip
    canvas.polygon(
        [(x - 14 * size, y - 270 * size), (x - 110 * size, y - 70 * size),
         (x - 14 * size, y - 70 * size)],
        inks.paper,
    )  # fmt: skip
