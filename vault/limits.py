"""How often one network, address or activity may be used: a guard against floods, no captcha.

Counts live in a table that processes share, under a keyed fingerprint, for one window of
time. One statement counts and answers, so that no count is lost between two processes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from vault import crypto
from vault.models import Tally

_DEFAULTS = {
    "form": (2, 24 * 3600),  # no count: seconds that a form is open, at least and at most
}
# One statement, on SQLite 3.35+ and PostgreSQL alike. A window that is over begins anew.
_COUNT = """
INSERT INTO vault_tally ("key", "count", "ends_at") VALUES {rows}
ON CONFLICT ("key") DO UPDATE SET
  "count" = CASE WHEN vault_tally."ends_at" <= %s THEN 1 ELSE vault_tally."count" + 1 END,
  "ends_at" = CASE WHEN vault_tally."ends_at" <= %s
                   THEN excluded."ends_at" ELSE vault_tally."ends_at" END
RETURNING "key", "count"
"""


def register(limits: dict[str, tuple[int, int]]) -> None:
    """Add limits, as name: (how often, in how many seconds). settings.LIMITS may change them.

    How often 0 is no limit.
    """
    _DEFAULTS.update(limits)


def of(name: str) -> tuple[int, int]:
    """Return the limit as (how often, in how many seconds)."""
    most, seconds = (_DEFAULTS | settings.LIMITS)[name]
    return most, seconds


def wait(claims: Mapping[str, str | Iterable[str]], now: datetime) -> int:
    """Count one more in each limit, for whom it says; return how many seconds to wait.

    0 means that everything is allowed. Whoever is "" is not counted; a name may have several.
    One query, two when refused.
    """
    rows = {}
    for name, several in claims.items():
        most, seconds = of(name)
        for who in [several] if isinstance(several, str) else several:
            if who and most:
                rows[_key(name, who)] = (most, now + timedelta(seconds=seconds))
    if not rows:
        return 0
    over = [key for key, count in _count(rows, now) if count > rows[key][0]]
    if not over:
        return 0
    ends = max(Tally.objects.filter(pk__in=over).values_list("ends_at", flat=True), default=now)
    return max(int((ends - now).total_seconds()) + 1, 1)


def sweep(now: datetime) -> int:
    """Forget the windows that are over; return how many. A job of the worker."""
    return Tally.objects.filter(ends_at__lte=now).delete()[0]


def network_of(request: HttpRequest) -> str:
    """Return where a request comes from: an IPv4 address, or the /64 of an IPv6 address.

    X-Forwarded-For counts only as far as our own proxies wrote it: settings.PROXY_COUNT
    says how many there are (0 by default, and then the header is not read).
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        address = forwarded[-proxies]
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def _count(rows: dict[str, tuple[int, datetime]], now: datetime) -> list[tuple[str, int]]:
    adapt = connection.ops.adapt_datetimefield_value
    values: list = []
    for key in sorted(rows):  # one order everywhere, or two requests could wait for each other
        values += [key, adapt(rows[key][1])]
    marks = ", ".join(["(%s, 1, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(rows=marks), [*values, adapt(now), adapt(now)])
        return cursor.fetchall()


def _key(name: str, who: str) -> str:
    return crypto.blind_index(f"{name}|{who}", purpose="limit")
