"""Where the visitor is, as far as it was told."""

from search.query import Query
from venues.models import PostcodeArea


def origin_of(query: Query) -> tuple[float, float] | None:
    """Return the device's place or that of the postcode; None when neither is known."""
    if query.near or not query.postcode:
        return query.near
    area = PostcodeArea.objects.filter(
        digits=query.postcode, latitude__isnull=False, longitude__isnull=False
    ).first()
    return (area.latitude, area.longitude) if area else None
