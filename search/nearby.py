"""Where the visitor is, as far as it was told, and which venues are near."""

from common import fragments
from search.facets import WITHIN
from search.geo import kilometres
from search.query import Query
from venues.models import PostcodeArea, Venue


def origin_of(query: Query) -> tuple[float, float] | None:
    """Return the device's place or that of the postcode; None when neither is known."""
    if query.near or not query.postcode:
        return query.near
    area = PostcodeArea.objects.filter(digits=query.postcode).first()
    if area is None or area.latitude is None or area.longitude is None:
        return None
    return area.latitude, area.longitude


def venues_within(origin: tuple[float, float]) -> dict[str, tuple[str, ...]]:
    """Return for each distance to choose the venues that are no further, as the index has them.

    Both engines are asked for these venues, so what they find and count agrees to the last one.
    """
    points = fragments.keep("venue-points", (), _points)
    away = [(kilometres(origin, point), key) for key, point in points]
    return {
        value: tuple(key for distance, key in away if distance <= float(value))
        for value, _label in WITHIN.values
    }


def _points() -> list[tuple[str, tuple[float, float]]]:
    rows = Venue.objects.order_by("pk").values_list("pk", "latitude", "longitude")
    return [
        (str(pk), (latitude, longitude))
        for pk, latitude, longitude in rows
        if latitude is not None and longitude is not None
    ]
