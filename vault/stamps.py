"""When a form was opened, signed: who sends it at once is a machine, and old ones are renewed."""

from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.core import signing

from vault import limits

FIELD = "begun"
_AHEAD = 60  # seconds that clocks of two machines may differ


class Age(StrEnum):
    FINE = "fine"
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"


def made(now: datetime) -> str:
    """Return the stamp of a form that is opened now."""
    return _signer().sign(str(int(now.timestamp())))


def age_of(stamp: str, now: datetime) -> Age:
    """Say whether a form with this stamp is sent too soon, or too late; forged is too late."""
    least, most = limits.of("form")
    try:
        seconds = int(now.timestamp()) - int(_signer().unsign(stamp))
    except (signing.BadSignature, ValueError):
        return Age.TOO_OLD
    if not -_AHEAD <= seconds <= most:
        return Age.TOO_OLD
    return Age.TOO_FAST if seconds < least else Age.FINE


def _signer() -> signing.Signer:
    return signing.Signer(key=settings.LINK_KEY, salt="signups.form")
