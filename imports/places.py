"""From the name of a place, as somebody typed it, to a venue that the portal knows."""

from imports.items import fold
from venues.models import Venue

SHORTEST = 5  # letters of a name that may be found inside a longer text


class Places:
    """The venues by name; read once for a whole file."""

    def __init__(self):
        rows = Venue.objects.order_by("pk").values_list("pk", "name", "street")
        self._names = {fold(name): pk for pk, name, _street in rows}
        self._parts = [
            (fold(part), pk) for pk, name, street in rows for part in (name, street) if part
        ]
        # A longer name says more: "De Vliet Oost" before "De Vliet".
        self._parts.sort(key=lambda pair: (-len(pair[0]), pair[1]))

    def find(self, text: str) -> int | None:
        """Return the venue that text names, by itself or within an address; None for none."""
        told = fold(text)
        if not told:
            return None
        if told in self._names:
            return self._names[told]
        padded = f" {' '.join(told.replace(',', ' , ').split())} "
        return next(
            (pk for part, pk in self._parts if len(part) >= SHORTEST and f" {part} " in padded),
            None,
        )
