"""The order of the hits. Tantivy sorts by a score or by a field, and by nothing after it.

A page needs few hits of many. Whichever hits come first tell how far that page can reach, and
asking again within that reach leaves a small part of them. So no list of all hits is ever made,
and the order is still exact.
"""

from dataclasses import dataclass
from math import cos, inf, radians
from operator import itemgetter
from typing import Any, NamedTuple

from tantivy import FieldType, Occur, Order, Query, Schema, Searcher

from search.document import ID_BITS
from search.engines.base import BY_DATE, BY_DISTANCE, Request
from search.geo import KM_PER_DEGREE, kilometres

_ID_MASK = (1 << ID_BITS) - 1
_FIRST_WINDOW = 256
# Asking again must at least halve the reach; many hits at one place never do.
_WORTH_IT = 0.5
_NEAREST = itemgetter(0, 1)


class Row(NamedTuple):
    pk: int
    score: int
    address: Any
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Found:
    count: int
    rows: list[Row]


@dataclass(frozen=True)
class Matches:
    """Everything that a query finds in an index."""

    searcher: Searcher
    schema: Schema
    query: Query

    def page(self, request: Request) -> Found:
        """Return the wanted page of hits: by score, date or distance, then by `order`."""
        end = request.offset + request.limit
        if request.sort == BY_DISTANCE and request.origin:
            return self._by_distance(request.origin, request.offset, end)
        if request.sort == BY_DATE or request.tree is None:
            return self._by_date(request.offset, end)
        return self._by_score(request.offset, end)

    def _by_date(self, start: int, end: int) -> Found:
        found = self.searcher.search(
            self.query, max(end, 1), order_by_field="order", order=Order.Asc
        )
        page = found.hits[start:end]
        orders = self._column("order", page)
        rows = [(0, order, hit[1]) for hit, order in zip(page, orders, strict=True)]
        return Found(found.count, self._rows(rows))

    def _by_score(self, start: int, end: int) -> Found:
        """Sort equal scores by `order`.

        A tier of equal scores that the window cuts off holds any of its hits. As many of them as
        the page needs bound the order of those that belong there.
        """
        window = max(_FIRST_WINDOW, 2 * end)
        found = reach = self._search(window)
        hits = found.hits
        if len(hits) > end:
            lowest = hits[end - 1][0]
            above = [hit for hit in hits if hit[0] > lowest]
            tier = [hit for hit in hits if hit[0] == lowest]
            while len(reach.hits) < reach.count and reach.hits[-1][0] == lowest:
                last = sorted(self._column("order", tier))[end - len(above) - 1]
                reach = self._search(window, self._between("order", FieldType.Integer, None, last))
                tier = [hit for hit in reach.hits if hit[0] == lowest]
            hits = [*above, *tier]
        # An order holds the id, so no two rows are equal and no address is ever compared.
        orders = self._column("order", hits)
        rows = sorted((-int(s), order, a) for (s, a), order in zip(hits, orders, strict=True))
        return Found(found.count, self._rows([(-s, o, a) for s, o, a in rows[start:end]]))

    def _by_distance(self, origin: tuple[float, float], start: int, end: int) -> Found:
        """Sort by distance, then by `order`; what has no place comes last."""
        window = max(_FIRST_WINDOW, 2 * end)
        found = reach = self._search(window)
        away, furthest = self._away(origin, reach.hits), inf
        while len(reach.hits) < reach.count:
            needed = sorted(away)[end - 1]
            if needed <= furthest * _WORTH_IT and needed < inf:
                furthest = needed
            else:
                window = reach.count
            reach = self._search(window, *self._box(origin, furthest))
            away = self._away(origin, reach.hits)
        orders = self._column("order", reach.hits)
        rows = sorted(zip(away, orders, (a for _s, a in reach.hits), strict=True), key=_NEAREST)
        page = [(0, order, address) for _away, order, address in rows[start:end]]
        return Found(found.count, self._rows(page))

    def _search(self, window: int, *within: Query):
        """Search; what it must lie within changes no score."""
        must = [(Occur.Must, node) for node in (self.query, *within)]
        return self.searcher.search(Query.boolean_query(must) if within else self.query, window)

    def _between(self, field: str, kind: FieldType, low: Any, high: Any) -> Query:
        return Query.const_score_query(Query.range_query(self.schema, field, kind, low, high), 0.0)

    def _box(self, origin: tuple[float, float], km: float) -> tuple[Query, ...]:
        """Return a box that holds every point within so many km; none where it would be huge."""
        latitude, longitude = origin
        high = km / KM_PER_DEGREE * 1.01 + 1e-6
        if abs(latitude) + high > 80:
            return ()
        wide = high / cos(radians(abs(latitude) + high))
        if abs(longitude) + wide > 180:
            return ()
        return tuple(
            self._between(name, FieldType.Float, middle - half, middle + half)
            for name, middle, half in (
                ("latitude", latitude, high),
                ("longitude", longitude, wide),
            )
        )

    def _away(self, origin: tuple[float, float], hits: list) -> list[float]:
        known: dict[tuple, float] = {(None, None): inf}
        points = zip(self._column("latitude", hits), self._column("longitude", hits), strict=True)
        away = []
        for point in points:
            if point not in known:
                known[point] = kilometres(origin, point)
            away.append(known[point])
        return away

    def _column(self, name: str, hits: list) -> list:
        return self.searcher.fast_field_values(name, [address for _value, address in hits])

    def _rows(self, page: list[tuple]) -> list[Row]:
        hits = [(score, address) for score, _order, address in page]
        columns = (self._column(name, hits) if hits else [] for name in ("latitude", "longitude"))
        return [
            Row(order & _ID_MASK, score, address, None if point[0] is None else point)
            for (score, order, address), point in zip(page, zip(*columns, strict=True), strict=True)
        ]
