"""Place 300 signups with 40 pairs of former partners into 12 groups, and say how long it took.

    .venv/bin/python -m benchmarks.placement

Runs on an empty database of its own (SQLite in a folder that is thrown away, or the server in
DATABASE_URL through the test settings), signups with encryption, tokens and outbox included.
"""

import os
import platform
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import combinations

SIGNUPS, PAIRS, GROUPS = 300, 40, 12
AIM = 5.0  # seconds


def main() -> int:
    """Print the figures; return 1 when the aim is missed or the rule is broken."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("TEST_VAR_DIR", folder)
        import django

        django.setup()
        from django.db import connection

        name = connection.creation.create_test_db(verbosity=0)
        try:
            return _measure(connection.vendor)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def _measure(vendor: str) -> int:
    from common import clock
    from signups import operations
    from signups.models import ApartToken, Placement
    from tests.signups.placement.builders import make_series, sign_up

    series = make_series(groups=GROUPS, capacity=30, room=SIGNUPS)
    began = time.perf_counter()
    for number in range(SIGNUPS):
        births = []
        if number < 2 * PAIRS:
            births = [date(2012, 1, 1) + timedelta(days=number // 2 * 17)]
        sign_up(series, births, mix=("vader", "moeder")[number % 2])
    signed = time.perf_counter() - began
    began = time.perf_counter()
    plan = operations.place_all(series=series, now=clock.now())
    placed = time.perf_counter() - began
    zone = dict(Placement.objects.values_list("signup", "place__zone"))
    by_token: dict[str, list[int]] = {}
    for token, signup in ApartToken.objects.values_list("token", "signup"):
        by_token.setdefault(token, []).append(signup)
    broken = sum(
        zone.get(one) is not None and zone.get(one) == zone.get(other)
        for rows in by_token.values()
        for one, other in combinations(rows, 2)
    )
    print(f"{vendor}, Python {platform.python_version()}, {os.cpu_count()} cores, load "
          f"{os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"{SIGNUPS} signups with {PAIRS} pairs, {GROUPS} groups: signing up {signed:.2f} s")
    print(f"placed {len(plan.places)}, left {len(plan.left)}, in {placed:.2f} s (aim {AIM} s)")
    print(f"pairs in one zone: {broken}")
    return int(placed > AIM or broken > 0)


if __name__ == "__main__":
    sys.exit(main())
