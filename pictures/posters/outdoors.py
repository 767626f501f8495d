"""Compositions under the open sky: kites, a garden, flags over the street."""

from random import Random

from pictures.posters.canvas import HEIGHT, WIDTH, Canvas, around, mix
from pictures.posters.palettes import Palette


def kites(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Three kites on a windy day."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    for cloud in range(4):
        x, y = 160 + cloud * 420 + dice.randint(-60, 60), 120 + (cloud % 2) * 330
        for puff, size in ((-90, 58), (0, 84), (96, 64)):
            canvas.circle(x + puff, y, size, inks.paper)
        canvas.rect(x - 148, y, 308, 64, inks.paper, radius=32)
    canvas.wave(820, 40, 1300, dice.randint(0, 900), inks.second, 400)
    canvas.wave(865, 24, 900, dice.randint(0, 900), inks.ink, 400)
    colours = [(inks.main, inks.accent), (inks.accent, inks.ink), (inks.ink, inks.main)]
    dice.shuffle(colours)
    places = dice.choice(
        [[(380, 300), (830, 420), (1240, 250)], [(330, 430), (790, 270), (1270, 390)]]
    )
    for (x, y), (light, dark), size in zip(places, colours, (1.0, 1.25, 0.9), strict=True):
        _kite(canvas, x, y, size, light, dark, inks.paper)


def _kite(
    canvas: Canvas, x: float, y: float, size: float, light: str, dark: str, line: str
) -> None:
    top, side, foot = 170 * size, 130 * size, 230 * size
    string = [(x - step * 9, y + foot + step * 20 + (step % 2) * 14) for step in range(12)]
    canvas.line([(x, y + foot), *string[1:]], 7, dark)
    for bow in (2, 5, 8):
        bow_x, bow_y = string[bow]
        canvas.polygon([(bow_x, bow_y), (bow_x - 34, bow_y - 22), (bow_x - 34, bow_y + 22)], light)
        canvas.polygon([(bow_x, bow_y), (bow_x + 34, bow_y - 22), (bow_x + 34, bow_y + 22)], light)
    canvas.polygon([(x, y - top), (x, y), (x - side, y)], light)
    canvas.polygon([(x, y - top), (x + side, y), (x, y)], dark)
    canvas.polygon([(x - side, y), (x, y), (x, y + foot)], dark)
    canvas.polygon([(x, y), (x + side, y), (x, y + foot)], light)
    canvas.circle(x, y, 22 * size, line)


def garden(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """A bed of tall flowers, each with its own head."""
    canvas.circle(dice.choice([300, 800, 1300]), 330, 380, inks.soft)
    heads = [_daisy, _tulip, _sunflower]
    colours = [inks.main, inks.accent, inks.second]
    turn = dice.randint(0, 2)
    for number in range(7):
        x, y = 110 + number * 230, 300 + (number * 137 + turn * 90) % 210
        canvas.rect(x - 9, y, 18, 900 - y, inks.ink)
        for leaf in range(2):
            at = 640 + leaf * 110 + (number % 2) * 40
            ink = mix(inks.second, inks.ink, 0.25)
            if leaf % 2:
                canvas.pie(x + 9, at - 100, 100, 0, 90, ink)
            else:
                canvas.pie(x - 9, at - 100, 100, 90, 180, ink)
        heads[(number + turn) % 3](canvas, x, y, colours[(number * 2 + turn) % 3], inks)
    canvas.rect(0, 830, WIDTH, 70, inks.ink)


def _daisy(canvas: Canvas, x: float, y: float, ink: str, inks: Palette) -> None:
    for petal in range(8):
        canvas.circle(*around(x, y, 62, petal * 45), 36, ink)
    canvas.circle(x, y, 42, inks.paper)


def _tulip(canvas: Canvas, x: float, y: float, ink: str, inks: Palette) -> None:
    canvas.pie(x, y - 20, 90, 0, 180, ink)
    for tooth in (-60, 0, 60):
        canvas.polygon(
            [(x + tooth - 30, y - 18), (x + tooth, y - 110), (x + tooth + 30, y - 18)], ink
        )


def _sunflower(canvas: Canvas, x: float, y: float, ink: str, inks: Palette) -> None:
    canvas.circle(x, y, 96, ink)
    canvas.circle(x, y, 62, inks.paper)
    canvas.circle(x, y, 36, inks.ink)


def flags(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Strings of flags and lamps over the roofs: there is a party in the street."""
    canvas.rect(0, 0, WIDTH, HEIGHT, dice.choice([inks.ink, inks.soft]))
    colours = [inks.main, inks.second, inks.accent, inks.paper]
    for row in range(3):
        top, deep = 40 + row * 190, 110 + dice.randint(0, 40)
        points = []
        for step in range(41):
            part = step / 40
            points.append((part * WIDTH, top + deep * 4 * part * (1 - part)))
        canvas.line(points, 8, inks.paper if row % 2 else inks.second)
        for flag in range(1, 20):
            x, y = points[flag * 2]
            ink = colours[(flag + row) % 4]
            if row == 1:
                canvas.circle(x, y + 34, 30, ink)
            else:
                canvas.polygon([(x - 34, y), (x + 34, y), (x, y + 92)], ink)
    x, number = -40, dice.randint(0, 3)
    while x < WIDTH:
        width, height = dice.choice([150, 190, 230]), dice.choice([120, 170, 210])
        ink = [inks.main, inks.accent, inks.second][number % 3]
        roof = HEIGHT - height
        canvas.rect(x, roof, width, height, ink)
        canvas.polygon([(x, roof + 1), (x + width / 2, roof - 90), (x + width, roof + 1)], ink)
        canvas.rect(x + width / 2 - 22, roof + 20, 44, 58, inks.paper)
        x, number = x + width, number + 1
