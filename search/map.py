"""The results on a drawn map: where they are, without a map of somebody else's."""

import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import clock, fragments
from search import listing, nearby, telling, ways
from search.engines.base import EngineError, Hit
from search.geo import KM_PER_DEGREE, kilometres
from search.query import BadQuery, Query

WIDTH, HEIGHT, EDGE = 640, 420, 34  # units of the drawing
MOST_PLACES, MOST_AT_ONE = 60, 20
GAP_KM = 8.0
_LEAST_KM = 1.0  # across, so that one place alone is no drawing of nothing
_SCALES = (0.25, 0.5, 1, 2, 5, 10, 25, 50, 100)


@dataclass
class Place:
    """A point on the map with what is found there; x and y in units of the drawing."""

    number: int
    name: str
    latitude: float
    longitude: float
    found: list[dict[str, Any]] = field(default_factory=list)
    count: int = 0
    x: float = 0
    y: float = 0

    @property
    def more(self) -> int:
        """How many there are beyond those in the list."""
        return self.count - len(self.found)


@dataclass
class Area:
    """Places that are near one another, drawn together."""

    places: list[Place]
    scale_km: float
    scale_length: float
    you: tuple[float, float] | None
    width: int = WIDTH
    height: int = HEIGHT


@dataclass
class Drawing:
    """A map for each area, and how many results are on none."""

    areas: list[Area]
    places: list[Place]
    without_place: int


@require_safe
def results_map(request: HttpRequest) -> HttpResponse:
    """Show where the results are, with a list of them by place."""
    now = clock.now()
    try:
        query = ways.read(request)
    except BadQuery as error:
        return ways.refused(request, "search/map.html", error)
    context = ways.context(query, ways.MAP)
    origin = nearby.origin_of(query)
    context |= {"tiles": settings.MAP_TILES, "tiles_from": settings.MAP_TILES_FROM}
    context["postcode_unknown"] = bool(query.postcode and origin is None)
    try:
        drawing, cut_at, relaxed = _drawing(query, now, origin)
        context |= {"drawing": drawing, "cut_at": cut_at, "relaxed": relaxed}
    except EngineError:
        context["degraded"] = True
    return render(request, "search/map.html", context)


def _drawing(
    query: Query, now: datetime, origin: tuple[float, float] | None
) -> tuple[Drawing, int, list[str]]:
    key = fragments.key("results-map", query)
    found = caches["fragments"].get(key)
    if found is None:
        listed = listing.find(query, now)
        drawn = draw(listed.hits, origin)
        found = drawn, listed.cut_at, list(telling.sentences(listed.relaxed))
        caches["fragments"].set(key, found, timeout=fragments.LASTS)
    return found


def draw(hits: list[Hit], origin: tuple[float, float] | None) -> Drawing:
    """Return the places of these results, the first result's first, and where to draw them."""
    places: dict[tuple[float, float], Place] = {}
    nowhere = 0
    for hit in hits:
        # Points closer than ten metres are one place.
        point = hit.point and (round(hit.point[0], 4), round(hit.point[1], 4))
        if not point or (point not in places and len(places) == MOST_PLACES):
            nowhere += 1
            continue
        name = hit.payload.get("where", "")
        place = places.setdefault(point, Place(len(places) + 1, name, *point))
        place.count += 1
        if len(place.found) < MOST_AT_ONE:
            place.found.append(hit.payload)
    shown = list(places.values())
    areas = [_laid_out(near, origin) for near in _areas(shown)]
    return Drawing(areas, shown, nowhere)


def _areas(places: list[Place]) -> list[list[Place]]:
    """Part the places where there is a wide gap between them: each town is a map of its own."""
    areas: list[list[Place]] = []
    for place in places:
        near = [area for area in areas if any(_gap(place, other) < GAP_KM for other in area)]
        areas = [area for area in areas if area not in near]
        areas.append([*(other for area in near for other in area), place])
    for area in areas:
        area.sort(key=lambda place: place.number)
    return sorted(areas, key=lambda area: area[0].number)


def _gap(one: Place, other: Place) -> float:
    return kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))


def _laid_out(places: list[Place], origin: tuple[float, float] | None) -> Area:
    points = [(place.latitude, place.longitude) for place in places]
    if origin and min(kilometres(origin, point) for point in points) > GAP_KM:
        origin = None
    points += [origin] if origin else []
    middle = [(max(axis) + min(axis)) / 2 for axis in zip(*points, strict=True)]
    across = KM_PER_DEGREE * math.cos(math.radians(middle[0]))
    wide = (max(p[1] for p in points) - min(p[1] for p in points)) * across
    high = (max(p[0] for p in points) - min(p[0] for p in points)) * KM_PER_DEGREE
    per_km = min(
        (WIDTH - 2 * EDGE) / max(wide, _LEAST_KM), (HEIGHT - 2 * EDGE) / max(high, _LEAST_KM)
    )

    def put(latitude: float, longitude: float) -> tuple[float, float]:
        x = WIDTH / 2 + (longitude - middle[1]) * across * per_km
        return round(x, 1), round(HEIGHT / 2 - (latitude - middle[0]) * KM_PER_DEGREE * per_km, 1)

    for place in places:
        place.x, place.y = put(place.latitude, place.longitude)
    scale = max((s for s in _SCALES if s * per_km <= WIDTH / 3), default=_SCALES[0])
    you = put(*origin) if origin else None
    return Area(places, scale, round(scale * per_km, 1), you)
