"""How many votes may come from one place: enough for a hall on one Wi-Fi, no more.

A network is known by a keyed fingerprint, per consultation, until the window ends.
"""

from datetime import datetime

from django.http import HttpRequest

from participation.models import Consultation
from vault import limits

LIMITS = {
    "ballot": (400, 4 * 3600),  # first votes: a school hall with a phone for each
    "ballot_change": (2000, 4 * 3600),  # votes with a cookie: every stelling, and a change or two
    "ballot_code": (60, 900),  # codes that do not exist: typing errors of a hall, no more
}


def wait_to_vote(
    request: HttpRequest, consultation: Consultation, *, is_first: bool, now: datetime
) -> int:
    """Count a vote from this network; return how many seconds to wait, 0 for none."""
    name = "ballot" if is_first else "ballot_change"
    return limits.wait({name: f"{consultation.pk}|{limits.network_of(request)}"}, now)


def wait_to_guess(request: HttpRequest, now: datetime) -> int:
    """Count a wrong code from this network; return how many seconds to wait, 0 for none."""
    return limits.wait({"ballot_code": limits.network_of(request)}, now)
