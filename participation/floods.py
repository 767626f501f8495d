"""How many votes may come from one place: enough for a hall on one Wi-Fi, no more.

A network is known by a keyed fingerprint, per stelling, until the window ends.
"""

from datetime import datetime

from django.http import HttpRequest

from vault import limits

LIMITS = {
    # Of one stelling: a school hall with a phone for each, and all may change their mind once.
    "ballot": (400, 4 * 3600),
    "ballot_change": (400, 4 * 3600),
    "ballot_code": (60, 900),  # codes that do not exist: typing errors of a hall, no more
}


def wait_to_vote(
    request: HttpRequest,
    answers: dict[int, str],
    before: dict[int, str],
    sentences: dict[int, str],
    now: datetime,
) -> int:
    """Count votes from this network, by stelling; return how many seconds to wait, 0 for none.

    Each stelling has its own count: a copied cookie that answered one of them gives the
    others no more votes than a fresh browser would.
    """
    network = limits.network_of(request)
    added = [f"{pk}|{network}" for pk in answers if pk not in before]
    changed = [
        f"{pk}|{network}"
        for pk, new in answers.items()
        if pk in before and (before[pk] != new or pk in sentences)
    ]
    return limits.wait({"ballot": added, "ballot_change": changed}, now)


def wait_to_guess(request: HttpRequest, now: datetime) -> int:
    """Count a wrong code from this network; return how many seconds to wait, 0 for none."""
    return limits.wait({"ballot_code": limits.network_of(request)}, now)
