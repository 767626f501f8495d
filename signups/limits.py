"""How often one network or address may sign up: a guard against floods, without a captcha.

Counts live in the cache that processes share, under a keyed fingerprint, for one window of
time. Two requests in the same instant may count as one: a guard, no ledger.
"""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from signups import crypto

# name: (how often, in how many seconds). settings.SIGNUP_LIMITS may change them.
DEFAULTS = {"network": (60, 3600), "email": (12, 24 * 3600)}


def allow(name: str, who: str) -> bool:
    """Count one more by `who` in the limit `name`; say whether that is still allowed."""
    most, seconds = (DEFAULTS | settings.SIGNUP_LIMITS)[name]
    if not who or not most:
        return True
    key = f"signups:{name}:{crypto.blind_index(who, purpose='limit')[:32]}"
    cache = caches["shared"]
    count = cache.get(key, 0)
    if count >= most:
        return False
    cache.set(key, count + 1, timeout=seconds)
    return True


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
