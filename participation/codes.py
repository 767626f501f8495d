"""The short code on the screen: easy to read aloud and to type, hard to guess."""

import io
import re
import secrets

import segno
from django.urls import reverse

from common import addresses
from participation.models import Consultation

# No vowels, so that no word comes of it; nothing that looks like something else.
SIGNS = "BCDFGHJKMNPQRTVWXZ2346789"
LENGTH = 6


def fresh() -> str:
    """Return a code that no consultation has: one of 244 million."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if not Consultation.objects.filter(code=code).exists():
            return code


def tidy(typed: str) -> str:
    """Return what somebody typed as a code: capitals, without spaces and dashes."""
    return re.sub(r"[\s.\-–]+", "", typed[:40]).upper()


def address(consultation: Consultation) -> str:
    """Return the whole address that a QR code leads to."""
    path = reverse("participation:ballot", args=[consultation.code])
    return addresses.whole(path)


def qr_svg(text: str) -> str:
    """Return a QR code as an SVG for inside a page; the words beside it say the same."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, svgclass="qr",
        lineclass=None, dark="#000", light="#fff",
    )  # fmt: skip
    return drawn.getvalue().decode()
