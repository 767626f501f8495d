"""Posters that the site draws itself, until staff upload photographs.

Geometric, in the inks of a theme, with a composition for each kind of page. The
slug of the page throws the dice: each poster differs, and is always the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pictures.posters import activities, help, pages, partners
from pictures.posters.canvas import HEIGHT, WIDTH, Canvas
from pictures.posters.palettes import PALETTES, Palette, palette_of

__all__ = ["COMPOSITIONS", "HEIGHT", "PALETTES", "WIDTH", "Poster", "draw"]

Composition = Callable[[Canvas, Palette, Random], None]

# Kind of page: its compositions (the dice choose one), each with its alternative text.
COMPOSITIONS: dict[str, list[tuple[Composition, str]]] = {
    "groepssessies": [
        (activities.circles_that_meet, "Tekening: twee grote cirkels overlappen elkaar."),
    ],
    "training": [(activities.toy_blocks, "Tekening: een stad van gekleurde speelblokken.")],
    "middag": [(activities.sun_over_hills, "Tekening: een rustige zon boven zachte heuvels.")],
    "jongerenavond": [
        (activities.voices_at_night, "Tekening: grote tekstballonnen in een donkere avond."),
    ],
    "inloop": [
        (activities.cups_on_a_table, "Tekening: drie gekleurde kopjes koffie op een tafel."),
    ],
    "bijeenkomst": [
        (activities.rows_of_people, "Tekening: rijen mensen in halve kringen rond een licht."),
    ],
    "hulp": [
        (help.umbrella, "Tekening: twee mensen samen onder een grote paraplu."),
        (help.bridge, "Tekening: twee mensen lopen over een brug met bogen."),
        (help.lifebuoy, "Tekening: een reddingsboei op de golven."),
    ],
    "welzijn": [(partners.street, "Tekening: een straat met huizen waar licht brandt.")],
    "zorg": [(partners.flower, "Tekening: een bloem met bladeren die elkaar overlappen.")],
    "gemeente": [(partners.town_hall, "Tekening: gevels en een toren langs het water.")],
    "vereniging": [(partners.playing_field, "Tekening: een bal rolt over een speelveld.")],
    "geloof": [(partners.arches, "Tekening: gekleurde bogen met in het midden een deur.")],
    "school": [(partners.book_shelf, "Tekening: een plank vol boeken voor een zon.")],
    "ouders": [(partners.families, "Tekening: grote en kleine figuren dicht naast elkaar.")],
    "veiligheid": [(partners.lighthouse, "Tekening: een vuurtoren schijnt over de zee.")],
    "team": [(partners.linked_circles, "Tekening: cirkels rond een midden, met lijnen verbonden.")],
    "nieuws": [(pages.mosaic, "Tekening: een muur van tegels met vrolijke vormen.")],
    "pagina": [(pages.water, "Tekening: zeilboten op een rivier met golven.")],
}


@dataclass(frozen=True)
class Poster:
    """A drawn poster: PNG bytes of WIDTH × HEIGHT pixels, and what is to be seen in Dutch."""

    png: bytes
    alt: str


def draw(*, kind: str, slug: str, theme: str) -> Poster:
    """Draw the poster of one page; the same words always give the same bytes.

    :raises KeyError: kind is no key of COMPOSITIONS, or theme none of PALETTES.
    """
    inks = palette_of(theme)
    dice = Random(slug)  # noqa: S311 - a drawing, no secret
    composition, alt = dice.choice(COMPOSITIONS[kind])
    canvas = Canvas(inks.paper)
    composition(canvas, inks, dice)
    return Poster(png=canvas.png(), alt=alt)
