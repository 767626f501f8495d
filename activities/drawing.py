"""Small drawings for a page: a map of the surroundings and a QR code."""

import math
from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

from venues.models import Venue

WIDTH, HEIGHT = 320, 200  # units of the drawing
REACH = 1.5  # km from the middle to the left and right edge
_KM_PER_DEGREE = 111.32  # of latitude; of longitude times the cosine of the latitude


def map_of(venue: Venue) -> dict | None:
    """Return a drawing of a venue between its neighbours (one query); None without coordinates.

    Keys: `width`, `height`, `x`, `y` of the venue, `others` (each `x`, `y`,
    `name`), `scale` (`length` in units, `label`), `name`, `address`, `route`
    and `url` (a map elsewhere, to be followed by choice).
    """
    if venue.latitude is None or venue.longitude is None:
        return None
    per_km = WIDTH / (2 * REACH)
    across = _KM_PER_DEGREE * math.cos(math.radians(venue.latitude))
    reach_up = REACH * HEIGHT / WIDTH / _KM_PER_DEGREE
    nearby = Venue.objects.filter(
        latitude__range=(venue.latitude - reach_up, venue.latitude + reach_up),
        longitude__range=(venue.longitude - REACH / across, venue.longitude + REACH / across),
    ).exclude(pk=venue.pk)
    others = [
        {
            "x": round(WIDTH / 2 + (longitude - venue.longitude) * across * per_km, 1),
            "y": round(HEIGHT / 2 - (latitude - venue.latitude) * _KM_PER_DEGREE * per_km, 1),
            "name": name,
        }
        for name, latitude, longitude in nearby.order_by("name", "pk").values_list(
            "name", "latitude", "longitude"
        )[:8]
    ]
    point = f"{venue.latitude:.5f}/{venue.longitude:.5f}"
    marker = f"mlat={venue.latitude:.5f}&mlon={venue.longitude:.5f}"
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "x": WIDTH / 2,
        "y": HEIGHT / 2,
        "others": others,
        "scale": {"length": round(per_km / 2), "label": "500 m"},
        "name": venue.name,
        "address": venue.address,
        "route": venue.route,
        "url": f"https://www.openstreetmap.org/?{marker}#map=17/{point}",
    }


@lru_cache(maxsize=512)
def qr(url: str) -> SafeString:
    """Return a QR code of an address as SVG without any style, sized by its class."""
    code = segno.make(url, error="m", micro=False)
    svg = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308
