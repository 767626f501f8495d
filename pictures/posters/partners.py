"""One composition for each kind of partner, and one for teams."""

from random import Random

from pictures.posters.canvas import HEIGHT, WIDTH, Canvas, around, mix
from pictures.posters.palettes import Palette


def street(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Welfare: a street where the lights are on."""
    canvas.circle(dice.choice([300, 820, 1330]), 230, 140, inks.accent)
    x = -dice.randint(20, 160)
    colours = [inks.main, inks.ink, inks.second, inks.accent, inks.main, inks.second]
    number = dice.randint(0, 5)
    while x < WIDTH:
        width, height = dice.choice([190, 230, 270]), dice.choice([330, 400, 470])
        ink = colours[number % 6]
        _house(canvas, x, 800, width, height, ink, inks.paper, inks.soft, dice)
        x, number = x + width, number + 1
    canvas.rect(0, 800, WIDTH, 100, inks.soft)
    for dash in range(9):
        canvas.rect(dash * 190 + 40, 842, 100, 14, inks.paper)


def _house(
    canvas: Canvas,
    x: float,
    floor: float,
    width: float,
    height: float,
    ink: str,
    light: str,
    dim: str,
    dice: Random,
) -> None:
    top, middle = floor - height, x + width / 2
    canvas.rect(x, top, width, height, ink)
    roof = dice.choice(["point", "round", "steps"])
    if roof == "point":
        canvas.polygon([(x, top + 1), (middle, top - width * 0.6), (x + width, top + 1)], ink)
    elif roof == "round":
        canvas.pie(middle, top + 1, width / 2, 180, 360, ink)
    else:
        for step in range(3):
            inset = width * (0.12 + 0.13 * step)
            canvas.rect(x + inset, top - 38 * (step + 1), width - 2 * inset, 40, ink)
    pane = width * 0.2
    for row in range(int((height - 150) // 105)):
        for column in (0.24, 0.56):
            lit = light if dice.random() < 0.75 else dim
            canvas.rect(x + width * column, top + 34 + row * 105, pane, 66, lit)
    canvas.pie(middle, floor - 88, 36, 180, 360, light)
    canvas.rect(middle - 36, floor - 89, 72, 89, light)


def flower(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Care: petals that hold each other, printed over one another."""
    x, y = dice.choice([560, 800, 1040]), 450
    petals = dice.choice([6, 7, 8])
    turn = dice.randint(0, 40)
    for bud in ((110, 120), (1490, 120), (110, 780), (1490, 780)):
        for petal in range(4):
            canvas.circle(*around(*bud, 44, petal * 90), 44, inks.soft)
        canvas.circle(*bud, 26, inks.accent)
    for petal in range(petals):
        place = around(x, y, 205, turn + petal * 360 / petals)
        ink = inks.main if petal % 2 else inks.second
        canvas.circle(*place, 172, mix(ink, inks.paper, 0.45), over=True)
    canvas.circle(x, y, 112, inks.paper)
    canvas.circle(x, y, 74, inks.ink)
    for side in (-1, 1):
        stem = x + side * 560
        if 60 < stem < WIDTH - 60:
            canvas.pie(stem, 450, 210, 270 if side < 0 else 90, 450 if side < 0 else 270, inks.soft)
            canvas.circle(stem, 450, 62, inks.accent)


def town_hall(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Municipality: gables along the water, with their reflection."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    canvas.circle(dice.choice([260, 1340]), 210, 120, inks.paper)
    quay = 610
    tower = dice.choice([3, 4, 5])
    for place in range(9):
        x, width = place * 180 - 10, 180
        height = [250, 320, 280, 360][(place + dice.randint(0, 3)) % 4]
        ink = [inks.main, inks.second, inks.ink][place % 3]
        if place == tower:
            height, ink = 400, inks.accent
            canvas.polygon([(x + 40, 210), (x + 90, 60), (x + 140, 210)], inks.ink)
            canvas.circle(x + 90, 52, 15, inks.ink)
        canvas.rect(x, quay - height, width, height, ink)
        if place != tower:
            _gable(canvas, x, quay - height, width, ink, dice.randint(0, 2))
        else:
            canvas.circle(x + 90, quay - height + 74, 46, inks.paper)
            canvas.line(
                [(x + 90, quay - 356), (x + 90, quay - 326), (x + 112, quay - 326)], 8, inks.ink
            )
        for row in range(int((height - 60) // 96)):
            for column in (36, 100):
                if not (place == tower and row == 0):
                    canvas.rect(x + column, quay - height + 34 + row * 96 + 12, 44, 60, inks.paper)
    canvas.rect(0, quay, WIDTH, 22, inks.paper)
    canvas.rect(0, quay + 22, WIDTH, 300, inks.ink)
    for row in range(5):
        shift = dice.randint(0, 160)
        for dash in range(-1, 8):
            length = 70 + (dash * 53 + row * 37) % 90
            canvas.rect(shift + dash * 240, quay + 64 + row * 48, length, 14, inks.second, radius=7)


def _gable(canvas: Canvas, x: float, y: float, width: float, ink: str, shape: int) -> None:
    middle = x + width / 2
    if shape == 0:
        canvas.polygon([(x, y + 1), (middle, y - 96), (x + width, y + 1)], ink)
    elif shape == 1:
        for step in range(3):
            canvas.rect(
                x + 28 * (step + 0.4), y - 32 * (step + 1), width - 56 * (step + 0.4), 34, ink
            )
    else:
        canvas.rect(middle - 44, y - 70, 88, 72, ink)
        canvas.pie(middle, y - 70, 44, 180, 360, ink)


def playing_field(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Club: the lines of a field and a ball on its way."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.second)
    for stripe in range(0, 8, 2):
        canvas.rect(stripe * 200, 0, 200, HEIGHT, mix(inks.second, inks.ink, 0.12))
    canvas.ring(800, 450, 210, 12, inks.paper)
    canvas.rect(794, 0, 12, HEIGHT, inks.paper)
    canvas.circle(800, 450, 22, inks.paper)
    for goal in (0, 1600):
        canvas.ring(goal, 450, 330, 12, inks.paper)
        canvas.ring(goal, 450, 150, 12, inks.paper)
    x, y = dice.choice([(450, 300), (1150, 300), (1120, 590), (480, 590)])
    towards = 1 if x > 800 else -1
    for trail in range(4):
        shade = x - towards * (130 + trail * 105)
        ink = mix(inks.paper, inks.second, 0.3 + trail * 0.16)
        canvas.circle(shade, y + trail * trail * 9, 118 - trail * 26, ink)
    canvas.circle(x, y, 170, inks.main)
    canvas.pie(x, y, 170, 200, 380, inks.accent)
    canvas.ring(x, y, 170, 16, inks.ink)
    canvas.line([(x - 118, y - 118), (x + 118, y + 118)], 16, inks.ink)
    canvas.arc(x + 118, y - 118, 170, 16, 80, 190, inks.ink)
    canvas.arc(x - 118, y + 118, 170, 16, 260, 370, inks.ink)


def arches(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Church or mosque: arches within arches, and a door that stands open."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    colours = [inks.main, inks.second, inks.paper, inks.accent, inks.ink]
    middle = dice.randint(1, 3)
    for place in range(5):
        x = 160 + place * 320
        turn = dice.randint(0, 4)
        for layer in range(4):
            half = 146 - layer * 34
            top = 300 - (80 if place == middle else 0) + layer * 34
            ink = colours[(turn + layer) % 5]
            canvas.rect(x - half, top, 2 * half, HEIGHT - top, ink)
            if place % 2 == middle % 2:
                canvas.pie(x, top + 1, half, 180, 360, ink)
            else:
                _pointed(canvas, x, top + 1, half, ink)
    canvas.circle(160 + middle * 320, 640, 34, inks.paper)


def _pointed(canvas: Canvas, x: float, y: float, half: float, ink: str) -> None:
    left = [around(x + half, y, 2 * half, degrees) for degrees in range(180, 241, 4)]
    right = [(2 * x - px, py) for px, py in reversed(left)]
    canvas.polygon([*left, *right], ink)


def book_shelf(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """School or library: books, and a sun that looks over them."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.paper)
    sun = dice.choice([420, 1180])
    canvas.circle(sun, 420, 330, inks.soft)
    canvas.circle(sun, 420, 210, inks.accent)
    shelf, x = 780, dice.randint(20, 70)
    colours = [inks.main, inks.ink, inks.second, inks.accent, inks.main, inks.second]
    number = dice.randint(0, 5)
    while x < WIDTH - 110:
        width, height = dice.choice([74, 96, 124]), dice.randint(330, 560)
        ink = colours[number % 6]
        other = inks.paper if ink in (inks.ink, inks.main) else inks.ink
        canvas.rect(x, shelf - height, width, height, ink, radius=8)
        if number % 3 == 0:
            canvas.rect(x, shelf - height + 60, width, 18, other)
            canvas.rect(x, shelf - height + 92, width, 18, other)
        elif number % 3 == 1:
            canvas.circle(x + width / 2, shelf - height + 84, width * 0.26, other)
        else:
            canvas.rect(x + width / 2 - 9, shelf - height + 70, 18, height - 190, other, radius=9)
        gap = dice.choice([6, 6, 6, 70])
        x, number = x + width + gap, number + 1
    canvas.rect(0, shelf, WIDTH, 30, inks.ink)
    canvas.rect(0, shelf + 30, WIDTH, 90, inks.soft)


def families(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Parents: large and small figures, shoulder to shoulder."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    for ring in range(4):
        canvas.ring(800, 900, 960 - ring * 120, 30, inks.paper)
    colours = [inks.main, inks.accent, inks.second, inks.ink, inks.main, inks.accent, inks.second]
    turn = dice.randint(0, 3)
    sizes = dice.choice([[230, 130, 190, 120, 215], [180, 115, 235, 140, 195]])
    x = 90
    for number, size in enumerate(sizes):
        x += size
        ink = colours[number + turn] if number + turn < 7 else inks.main
        canvas.pie(x, 902, size, 180, 360, ink)
        canvas.rect(x - size, 900, 2 * size, 10, ink)
        canvas.circle(x, 900 - size - size * 0.44, size * 0.4, ink)
        canvas.pie(x, 902, size * 0.5, 180, 360, inks.paper if number % 2 else inks.soft)
        x += size * 0.62


def lighthouse(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Safety: a light that is on day and night."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.ink)
    x = dice.choice([480, 800, 1120])
    for beam in (-26, 0, 26):
        for way in (0, 180):
            end = (around(x, 230, 1700, way + beam - 7), around(x, 230, 1700, way + beam + 7))
            canvas.polygon([(x, 230), *end], inks.second if beam == 0 else inks.accent)
    canvas.polygon([(x - 70, 300), (x + 70, 300), (x + 130, 800), (x - 130, 800)], inks.paper)
    for band in (0, 2):
        top, bottom = 340 + band * 125, 465 + band * 125
        half_top, half_bottom = 70 + (top - 300) * 0.12, 70 + (bottom - 300) * 0.12
        canvas.polygon(
            [
                (x - half_top, top),
                (x + half_top, top),
                (x + half_bottom, bottom),
                (x - half_bottom, bottom),
            ],
            inks.main,
        )
    canvas.rect(x - 96, 284, 192, 26, inks.main)
    canvas.rect(x - 56, 180, 112, 106, inks.second)
    canvas.pie(x, 184, 70, 180, 360, inks.main)
    canvas.wave(770, 22, 320, dice.randint(0, 300), inks.accent, 400)
    canvas.wave(830, 22, 320, dice.randint(0, 300), inks.soft, 400)


def linked_circles(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Team: many circles, one line that joins them."""
    x, y = dice.choice([(620, 450), (980, 450), (800, 450)])
    colours = [inks.main, inks.second, inks.accent, inks.ink]
    spokes = dice.choice([6, 7, 8])
    turn = dice.randint(0, 60)
    ends = []
    for spoke in range(spokes):
        wide, high = around(0, 0, 1, turn + spoke * 360 / spokes)
        far = 400 + (spoke % 2) * 130
        ends.append((x + wide * far, y + high * 310, 74 + (spoke * 29) % 40))
    canvas.circle(x, y, 620, inks.soft)
    for end_x, end_y, _size in ends:
        canvas.line([(x, y), (end_x, end_y)], 26, inks.ink)
    for number, (end_x, end_y, size) in enumerate(ends):
        canvas.circle(end_x, end_y, size, colours[number % 3])
        canvas.circle(end_x, end_y, size * 0.42, inks.paper)
    canvas.circle(x, y, 158, inks.ink)
    canvas.circle(x, y, 104, inks.paper)
    canvas.circle(x, y, 56, inks.main)
