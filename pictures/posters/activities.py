"""One composition for each kind of activity."""

from random import Random

from pictures.posters.canvas import HEIGHT, WIDTH, Canvas, around
from pictures.posters.palettes import Palette


def circles_that_meet(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Group sessions: large circles that overlap, with small ones safe in the middle."""
    x, y, r = WIDTH / 2 + dice.randint(-90, 90), HEIGHT / 2, 330
    for step in range(5):
        canvas.ring(x, y, 1000 - step * 105, 14, inks.soft)
    shift = dice.choice([190, 205, 220])
    tilt = dice.choice([0, 22, -22])
    left, right = around(x, y, shift, 180 + tilt), around(x, y, shift, tilt)
    canvas.circle(*left, r, inks.main)
    canvas.circle(*right, r, inks.second, over=True)
    canvas.circle(x, y, 104, inks.paper)
    for turn in range(dice.choice([2, 3])):
        canvas.circle(*around(x, y, 46, 200 + tilt + turn * 128), 34, inks.accent)
    seats = dice.choice([9, 10, 12])
    for seat in range(seats):
        ink = inks.accent if seat % 3 else inks.ink
        canvas.circle(*around(*left, r - 62, 90 + tilt + seat * 180 / seats), 20, inks.paper)
        canvas.circle(*around(*right, r - 62, 270 + tilt + seat * 180 / seats), 20, ink)


def toy_blocks(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Training: a town built from toy blocks."""
    size, floor = 180, 800
    canvas.circle(dice.choice([330, 1270]), 250, 150, inks.accent)
    canvas.rect(0, floor, WIDTH, HEIGHT - floor, inks.soft)
    colours = [inks.main, inks.second, inks.ink, inks.accent]
    heights = dice.choice([[1, 3, 2, 4, 1, 2, 3], [2, 1, 4, 2, 3, 1, 2], [3, 1, 2, 1, 4, 3, 1]])
    for column, height in enumerate(heights):
        x = 170 + column * size
        for row in range(height):
            y = floor - (row + 1) * size
            ground, mark = dice.sample(colours, 2)
            _block(canvas, x, y, size, ground, mark, inks.paper, dice, row == height - 1)


def _block(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    ground: str,
    mark: str,
    light: str,
    dice: Random,
    is_top: bool,
) -> None:
    if is_top:
        roof = dice.choice(["triangle", "dome", "slope"])
        if roof == "triangle":
            canvas.polygon([(x, y + size), (x + size / 2, y + 24), (x + size, y + size)], ground)
        elif roof == "dome":
            canvas.pie(x + size / 2, y + size, size / 2, 180, 360, ground)
        else:
            canvas.pie(x, y + size, size, 270, 360, ground)
        return
    canvas.rect(x, y, size, size, ground)
    shape = dice.choice(["door", "window", "ring", "stripes"])
    middle = x + size / 2
    if shape == "door":
        canvas.pie(middle, y + 90, 48, 180, 360, light)
        canvas.rect(middle - 48, y + 89, 96, size - 89, light)
    elif shape == "window":
        canvas.circle(middle, y + size / 2, 50, light)
        canvas.circle(middle, y + size / 2, 24, mark)
    elif shape == "ring":
        canvas.pie(x, y, size, 0, 90, mark)
        canvas.pie(x, y, size * 0.5, 0, 90, light)
    else:
        for stripe in range(3):
            canvas.rect(x, y + 18 + stripe * 56, size, 28, mark)


def sun_over_hills(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Afternoon: a quiet sun, soft hills, much air."""
    x = dice.choice([430, 800, 1170])
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    for r, ink in ((430, inks.paper), (330, inks.second), (230, inks.accent)):
        canvas.circle(x, 450, r, ink)
    shift = dice.randint(0, 900)
    canvas.wave(560, 70, 1500, shift, inks.second, 500)
    canvas.wave(660, 60, 1250, shift + 420, inks.main, 500)
    canvas.wave(770, 46, 1700, shift + 150, inks.ink, 500)
    for number in range(dice.choice([3, 4, 5])):
        step = dice.randint(150, 210)
        tree = (180 + number * step * 1.5) if x > 700 else (WIDTH - 180 - number * step * 1.5)
        foot, crown = 700 + (number % 3) * 34, 52 + (number % 2) * 22
        canvas.rect(tree - 7, foot - 150, 14, 150, inks.ink)
        canvas.circle(tree, foot - 170, crown, inks.accent if number % 2 else inks.paper)
        canvas.pie(tree, foot - 170, crown, 90, 270, inks.main)


def voices_at_night(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Youth evening: speech bubbles in the dark, each with its own pattern."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.ink)
    for stripe in range(-4, 12, 2):
        x = stripe * 190 + dice.randint(0, 40)
        canvas.polygon([(x, 900), (x + 500, 0), (x + 590, 0), (x + 90, 900)], inks.main, over=True)
    places = dice.choice(
        [
            [(130, 110, 640, 360), (840, 60, 560, 300), (620, 460, 780, 300)],
            [(180, 380, 700, 330), (120, 70, 480, 240), (800, 150, 640, 380)],
            [(140, 90, 560, 300), (760, 120, 680, 400), (260, 470, 620, 280)],
        ]
    )
    colours = [inks.main, inks.second, inks.accent]
    dice.shuffle(colours)
    patterns = [_dots, _bars, _crosses]
    dice.shuffle(patterns)
    for (x, y, width, height), ink, pattern in zip(places, colours, patterns, strict=True):
        tail = x + width * dice.choice([0.24, 0.7])
        canvas.polygon(
            [(tail, y + height - 8), (tail + 120, y + height - 8), (tail - 8, y + height + 96)], ink
        )
        canvas.rect(x, y, width, height, ink, radius=min(height / 2, 120))
        pattern(canvas, x, y, width, height, inks.paper if ink != inks.accent else inks.ink)


def _dots(canvas: Canvas, x: float, y: float, width: float, height: float, ink: str) -> None:
    for dot in (-1, 0, 1):
        canvas.circle(x + width / 2 + dot * 120, y + height / 2, 38, ink)


def _bars(canvas: Canvas, x: float, y: float, width: float, height: float, ink: str) -> None:
    for row, part in enumerate((0.66, 0.5, 0.34)):
        canvas.rect(x + width * 0.15, y + height * (0.25 + row * 0.2), width * part, 34, ink, 17)


def _crosses(canvas: Canvas, x: float, y: float, width: float, height: float, ink: str) -> None:
    middle, centre = x + width / 2, y + height / 2
    canvas.pie(middle - 110, centre, 78, 90, 270, ink)
    canvas.pie(middle + 110, centre, 78, 270, 450, ink)
    canvas.polygon(
        [
            (middle - 60, centre),
            (middle, centre - 84),
            (middle + 60, centre),
            (middle, centre + 84),
        ],
        ink,
    )


def cups_on_a_table(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Drop-in: coffee is ready, somebody drew up a chair for you."""
    canvas.circle(dice.choice([360, 1240]), 330, 420, inks.soft)
    canvas.rect(0, 690, WIDTH, 210, inks.ink)
    canvas.rect(0, 690, WIDTH, 26, inks.accent)
    colours = [inks.main, inks.second, inks.accent]
    dice.shuffle(colours)
    sizes = dice.choice([(1.0, 1.35, 0.9), (1.3, 0.95, 1.1), (0.95, 1.1, 1.35)])
    for place, (ink, size) in enumerate(zip(colours, sizes, strict=True)):
        _cup(canvas, 330 + place * 470, 690, size, ink, inks, place + dice.randint(0, 2))


def _cup(
    canvas: Canvas, x: float, floor: float, size: float, ink: str, inks: Palette, pattern: int
) -> None:
    width, height = 250 * size, 210 * size
    top = floor - height - 14
    canvas.ring(x + width * 0.52, top + height * 0.42, 74 * size, 24 * size, ink)
    canvas.rect(x - width / 2, top, width, height * 0.5, ink)
    canvas.rect(x - width / 2, top, width, height, ink, radius=84 * size)
    canvas.rect(x - width / 2, top, width, height * 0.3, ink)
    if pattern % 3 == 0:
        for dot in range(3):
            canvas.circle(x - 66 * size + dot * 66 * size, top + 100 * size, 20 * size, inks.paper)
    elif pattern % 3 == 1:
        canvas.rect(x - width / 2, top + 66 * size, width, 24 * size, inks.paper)
        canvas.rect(x - width / 2, top + 108 * size, width, 24 * size, inks.paper)
    else:
        canvas.pie(x, top + 128 * size, 62 * size, 180, 360, inks.paper)
    canvas.rect(x - width * 0.75, floor - 16, width * 1.5, 18, inks.paper, radius=9)
    for puff in (-1, 1):
        side = x + puff * 46 * size
        canvas.arc(side, top - 62 * size, 40 * size, 15 * size, 90, 270, inks.ink)
        canvas.arc(side, top - 127 * size, 40 * size, 15 * size, 270, 450, inks.ink)


def rows_of_people(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Meeting: rows of listeners in half circles around one light."""
    x = dice.choice([520, 800, 1080])
    canvas.rect(0, 0, WIDTH, HEIGHT, dice.choice([inks.paper, inks.soft]))
    colours = [inks.main, inks.second, inks.ink, inks.accent, inks.main, inks.second]
    first = dice.randint(0, 2)
    for row in range(6, 0, -1):
        r = 160 + row * 128
        canvas.pie(x, 900, r, 180, 360, colours[(row + first) % 6])
        seats = 5 + row * 3
        for seat in range(seats):
            place = around(x, 900, r - 64, 180 + (seat + 0.5) * 180 / seats)
            ink = inks.paper if (seat * 7 + row) % 4 else inks.soft
            canvas.circle(*place, 34, ink)
    canvas.pie(x, 900, 160, 180, 360, inks.paper)
    canvas.pie(x, 900, 92, 180, 360, inks.accent if first else inks.main)
