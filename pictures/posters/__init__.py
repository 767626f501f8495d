"""Posters that the site draws itself, until staff upload photographs.

Geometric, in the inks of a theme, with a composition for each kind of page. The
slug of the page throws the dice: each poster differs, and is always the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from pictures.posters import activities, help, indoors, outdoors, pages, partners
from pictures.posters.canvas import HEIGHT, WIDTH, Canvas
from pictures.posters.palettes import PALETTES, Palette, palette_of

__all__ = ["COMPOSITIONS", "HEIGHT", "PALETTES", "PLAIN", "WIDTH", "Poster", "draw"]

PLAIN = "meedoen-en-sporten"  # the inks of a page without a theme

Composition = Callable[[Canvas, Palette, Random], None]

_KITES = (outdoors.kites, "Tekening: drie vliegers in de wind.")
_GARDEN = (outdoors.garden, "Tekening: hoge bloemen naast elkaar in een tuin.")
_FLAGS = (outdoors.flags, "Tekening: slingers met vlaggen en lampen boven de daken.")
_TABLE = (indoors.laid_table, "Tekening: ronde tafels van boven, gedekt voor veel mensen.")
_DOOR = (indoors.open_door, "Tekening: een open deur, met licht op de stoep.")
_STAIRS = (indoors.stairs, "Tekening: twee mensen lopen een gekleurde trap op.")
_QUILT = (indoors.quilt, "Tekening: een deken van lapjes met harten.")
_STREET = (partners.street, "Tekening: een straat met huizen waar licht brandt.")
_HILLS = (activities.sun_over_hills, "Tekening: een rustige zon boven zachte heuvels.")
_PEOPLE = (partners.families, "Tekening: grote en kleine figuren dicht naast elkaar.")

# Kind of page: its compositions (the dice choose one), each with its alternative text.
COMPOSITIONS: dict[str, list[tuple[Composition, str]]] = {
    "groepssessies": [
        (activities.circles_that_meet, "Tekening: twee grote cirkels overlappen elkaar."),
    ],
    "training": [
        (activities.toy_blocks, "Tekening: een stad van gekleurde speelblokken."),
        _STAIRS,
    ],
    "middag": [_HILLS, _KITES, _GARDEN],
    "jongerenavond": [
        (activities.voices_at_night, "Tekening: grote tekstballonnen in een donkere avond."),
    ],
    "inloop": [
        (activities.cups_on_a_table, "Tekening: drie gekleurde kopjes koffie op een tafel."),
        _DOOR,
        _TABLE,
    ],
    "bijeenkomst": [
        (activities.rows_of_people, "Tekening: rijen mensen in halve kringen rond een licht."),
        _FLAGS,
        _TABLE,
    ],
    "hulp": [
        (help.umbrella, "Tekening: twee mensen samen onder een grote paraplu."),
        (help.bridge, "Tekening: twee mensen lopen over een brug met bogen."),
        (help.lifebuoy, "Tekening: een reddingsboei op de golven."),
    ],
    "welzijn": [_STREET, _DOOR, _FLAGS, _PEOPLE],
    "zorg": [
        (partners.flower, "Tekening: een bloem met bladeren die elkaar overlappen."),
        _QUILT,
        _GARDEN,
    ],
    "gemeente": [(partners.town_hall, "Tekening: gevels en een toren langs het water.")],
    "vereniging": [
        (partners.playing_field, "Tekening: een bal rolt over een speelveld."),
        _KITES,
    ],
    "geloof": [(partners.arches, "Tekening: gekleurde bogen met in het midden een deur.")],
    "school": [(partners.book_shelf, "Tekening: een plank vol boeken voor een zon.")],
    "ouders": [_PEOPLE, _QUILT],
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
