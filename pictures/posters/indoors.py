"""Compositions under a roof: a laid table, an open door, stairs, a quilt."""

from random import Random

from pictures.posters.canvas import HEIGHT, WIDTH, Canvas, around, mix
from pictures.posters.palettes import Palette


def laid_table(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """A round table seen from above, with a chair for everybody."""
    tile = 100
    for row in range(9):
        for column in range(16):
            if (row + column) % 2:
                canvas.rect(column * tile, row * tile, tile, tile, inks.soft)
    for x, y, r in dice.choice(
        [[(560, 450, 330), (1290, 430, 220)], [(1040, 450, 330), (310, 470, 220)]]
    ):
        seats = 7 if r > 300 else 5
        turn = dice.randint(0, 50)
        for seat in range(seats):
            chair = around(x, y, r + 26, turn + seat * 360 / seats)
            canvas.circle(*chair, 64, inks.ink if seat % 2 else inks.second)
        canvas.circle(x, y, r, inks.main)
        canvas.circle(x, y, r - 24, mix(inks.main, inks.paper, 0.12))
        for seat in range(seats):
            plate = around(x, y, r - 92, turn + seat * 360 / seats)
            canvas.circle(*plate, 54, inks.paper)
            canvas.circle(*plate, 32, inks.accent if seat % 2 else inks.second)
        canvas.circle(x, y, r * 0.28, inks.ink)
        canvas.circle(x, y, r * 0.2, inks.accent)


def open_door(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """A door that stands open, with light on the pavement."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.main)
    for row in range(8):
        for brick in range(9):
            if (row * 5 + brick * 3) % 4 == 0:
                x = brick * 200 + (row % 2) * 100 - 60
                canvas.rect(x, row * 92 + 20, 130, 40, mix(inks.main, inks.ink, 0.14), radius=6)
    door = dice.choice([420, 800, 1180])
    canvas.rect(0, 740, WIDTH, 160, inks.ink)
    canvas.polygon(
        [(door - 150, 740), (door + 150, 740), (door + 330, 900), (door - 330, 900)], inks.accent
    )
    for half, ink in ((200, inks.paper), (150, inks.accent)):
        canvas.pie(door, 330, half, 180, 360, ink)
        canvas.rect(door - half, 329, 2 * half, 411, ink)
    canvas.polygon(
        [(door + 150, 240), (door + 290, 190), (door + 290, 800), (door + 150, 740)], inks.ink
    )
    canvas.circle(door + 180, 500, 13, inks.accent)
    for place in (door - 520, door + 560):
        canvas.rect(place - 120, 250, 240, 270, inks.paper, radius=12)
        canvas.rect(place - 98, 272, 196, 226, inks.second)
        canvas.rect(place - 8, 272, 16, 226, inks.paper)
        canvas.rect(place - 98, 377, 196, 16, inks.paper)
    for side in (-262, 370):
        x = door + side
        for leaf in (-40, 0, 40):
            canvas.circle(x + leaf, 620 - abs(40 - abs(leaf)), 48, inks.second)
        canvas.polygon([(x - 62, 650), (x + 62, 650), (x + 44, 760), (x - 44, 760)], inks.paper)


def stairs(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Step by step to the sun, with somebody on the way."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    upwards = dice.choice([1, -1])
    sun = WIDTH / 2 + upwards * 560
    for r, ink in ((300, mix(inks.soft, inks.accent, 0.35)), (190, inks.accent)):
        canvas.circle(sun, 190, r, ink)
    colours = [inks.main, inks.second, inks.ink]
    steps = 8
    for step in range(steps):
        number = step if upwards > 0 else steps - 1 - step
        height = 120 + number * 74
        ink = colours[step % 3]
        canvas.rect(step * 200, HEIGHT - height, 201, height, ink)
        canvas.rect(step * 200, HEIGHT - height, 201, 18, mix(ink, inks.paper, 0.35))
    for place, size, ink in ((2, 1.0, inks.ink), (4, 0.8, inks.accent)):
        step = place if upwards > 0 else steps - 1 - place
        x, floor = step * 200 + 100, HEIGHT - (120 + place * 74)
        canvas.rect(x - 46 * size, floor - 150 * size, 92 * size, 150 * size, ink, radius=40 * size)
        canvas.circle(x, floor - 198 * size, 42 * size, ink)


def quilt(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """A quilt with hearts, sewn by many hands."""
    colours = [inks.main, inks.second, inks.accent, inks.ink]
    light = [inks.paper, inks.soft]
    for row in range(3):
        for column in range(6):
            x, y = column * 300 - 100, row * 300
            canvas.rect(x, y, 300, 300, light[(row + column) % 2])
            ink = colours[(row * 3 + column * 2 + dice.randint(0, 1)) % 4]
            if (row + column) % 2:
                _heart(canvas, x + 150, y + 142, 62, ink)
            else:
                canvas.pie(x, y, 150, 0, 90, ink)
                canvas.pie(x + 300, y + 300, 150, 180, 270, ink)
                canvas.circle(x + 150, y + 150, 44, colours[(row + column) % 4])
            for stitch in range(7):
                canvas.rect(x + 20 + stitch * 42, y - 3, 20, 6, mix(inks.soft, inks.ink, 0.35))
                canvas.rect(x - 3, y + 20 + stitch * 42, 6, 20, mix(inks.soft, inks.ink, 0.35))


def _heart(canvas: Canvas, x: float, y: float, r: float, ink: str) -> None:
    canvas.circle(x - r * 0.92, y - r * 0.4, r, ink)
    canvas.circle(x + r * 0.92, y - r * 0.4, r, ink)
    canvas.polygon(
        [(x - r * 1.68, y + r * 0.24), (x + r * 1.68, y + r * 0.24), (x, y + r * 2.05)], ink
    )
    canvas.polygon([(x - r, y - r * 0.4), (x + r, y - r * 0.4), (x, y + r * 1.2)], ink)
