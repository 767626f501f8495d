"""Compositions for help without a date: an umbrella, a bridge, a lifebuoy."""

from random import Random

from pictures.posters.canvas import HEIGHT, WIDTH, Canvas
from pictures.posters.palettes import Palette


def umbrella(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Help: an umbrella that is wide enough for two."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    x, y, r = WIDTH / 2 + dice.choice([-220, 0, 220]), 500, 400
    for column in range(17):
        for row in range(6):
            left = column * 100 + (row % 2) * 50
            top = row * 150 + dice.randint(-20, 40)
            if not (abs(left - x) < r + 40 and top > 60):
                canvas.line([(left, top), (left - 18, top + 60)], 11, inks.accent)
    for width, ink in ((r, inks.main), (r * 0.66, inks.second), (r * 0.3, inks.main)):
        _dome(canvas, x, y, width, r, ink)
    step = 2 * r / 6
    for bow in range(6):
        canvas.pie(x - r + step * (bow + 0.5), y + 2, step / 2, 180, 360, inks.soft)
    canvas.rect(x - 9, y - r - 46, 18, 60, inks.ink, radius=9)
    canvas.rect(x - 9, y - 60, 18, 300, inks.ink, radius=9)
    for place, height, ink in ((-120, 250, inks.ink), (120, 190, inks.accent)):
        canvas.circle(x + place, 860 - height - 58, 52, ink)
        canvas.rect(x + place - 68, 860 - height, 136, height + 60, ink, radius=68)
    canvas.line([(x - 80, 690), (x, 720)], 34, inks.ink)
    canvas.rect(0, 850, WIDTH, 50, inks.main)


def _dome(canvas: Canvas, x: float, y: float, half: float, height: float, ink: str) -> None:
    parts = [step / 30 - 1 for step in range(61)]
    canvas.polygon(
        [(x + half * part, y - height * (1 - part * part) ** 0.5) for part in parts], ink
    )


def bridge(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Help: a bridge from one side to the other."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    canvas.circle(dice.choice([280, 560, 1040, 1320]), 250, 150, inks.second)
    spans = dice.choice([3, 4])
    width = WIDTH / spans
    canvas.rect(0, 420, WIDTH, 480, inks.main)
    for span in range(spans):
        middle = (span + 0.5) * width
        for inset, ink in ((34, inks.paper), (88, inks.soft)):
            half = width / 2 - inset
            top = 800 - (280 if inset == 34 else 220)
            canvas.pie(middle, top + half * 0.72, half, 180, 360, ink)
            canvas.rect(middle - half, top + half * 0.72 - 1, 2 * half, 500, ink)
    canvas.rect(0, 396, WIDTH, 34, inks.ink)
    for post in range(26):
        canvas.rect(post * 64 + 20, 330, 10, 70, inks.ink)
    canvas.rect(0, 320, WIDTH, 16, inks.ink, radius=8)
    first = dice.randint(260, 900)
    for number, ink in enumerate((inks.accent, inks.ink)):
        x = first + number * 210
        canvas.circle(x, 196, 40, ink)
        canvas.rect(x - 48, 246, 96, 150, ink, radius=48)
    canvas.wave(790, 16, 330, dice.randint(0, 300), inks.accent, 300)
    canvas.wave(840, 16, 410, dice.randint(0, 300), inks.ink, 300)


def lifebuoy(canvas: Canvas, inks: Palette, dice: Random) -> None:
    """Help: a lifebuoy on the waves."""
    canvas.rect(0, 0, WIDTH, HEIGHT, inks.soft)
    x, y = dice.choice([500, 800, 1100]), 400
    canvas.wave(330, 30, 640, dice.randint(0, 600), inks.second, 900)
    canvas.circle(x, y, 350, inks.paper)
    start = dice.choice([22, 45, 70])
    for part in range(4):
        canvas.arc(x, y, 350, 180, start + part * 90, start + part * 90 + 45, inks.main)
    canvas.ring(x, y, 350, 14, inks.ink)
    canvas.ring(x, y, 184, 14, inks.ink)
    canvas.circle(x, y, 170, inks.second)
    canvas.wave(600, 34, 540, dice.randint(0, 500), inks.accent, 500)
    canvas.wave(710, 34, 620, dice.randint(0, 500), inks.main, 500)
    canvas.wave(810, 28, 560, dice.randint(0, 500), inks.ink, 500)
