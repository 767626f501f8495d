"""What one device answered: a signed cookie that holds the answers, and nothing else.

It has no number of its own: two devices that answered the same have the same cookie. The
server keeps nothing of it. It only says from which counter a changed vote is taken.
"""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from participation.models import Consultation
from participation.models.consultation import Answer

_LETTERS = {"a": Answer.AGREE, "d": Answer.DISAGREE, "u": Answer.UNSURE}
_BY_ANSWER = {str(answer): letter for letter, answer in _LETTERS.items()}
_LONGEST = 1000


def read(request: HttpRequest, consultation: Consultation) -> dict[int, str]:
    """Return the answers by stelling; nothing of a cookie that was changed or is another's."""
    raw = request.COOKIES.get(_name(consultation), "")[:_LONGEST]
    try:
        value = _signer(consultation).unsign(raw)
        pairs = [part.partition("-") for part in value.split(".") if part]
        return {int(pk): str(_LETTERS[letter]) for pk, _dash, letter in pairs}
    except (signing.BadSignature, ValueError, KeyError):
        return {}


def write(
    response: HttpResponse, consultation: Consultation, answers: dict[int, str], now: datetime
) -> None:
    """Leave the answers on the device until the consultation closes."""
    value = ".".join(f"{pk}-{_BY_ANSWER[answer]}" for pk, answer in sorted(answers.items()))
    response.set_cookie(
        _name(consultation),
        _signer(consultation).sign(value),
        max_age=max(int((consultation.closes_at - now).total_seconds()), 1),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _name(consultation: Consultation) -> str:
    return f"stem{consultation.pk}"


def _signer(consultation: Consultation) -> signing.Signer:
    return signing.Signer(key=settings.LINK_KEY, salt=f"participation.ballot.{consultation.pk}")
