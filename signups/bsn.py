"""The citizen service number (BSN), which no form may ask for (Wabb article 10, UAVG 46)."""

import re

_WORDS = re.compile(
    r"\b(bsn|burger\s*-?\s*service|sofi\s*-?\s*num|persoonsnummer|citizen service num)", re.I
)
_NINE_DIGITS = re.compile(r"(?<![\d+])(?:\d[ .-]?){8}\d(?!\d)")


def is_asked_in(text: str) -> bool:
    """Say whether a question asks for the number."""
    return bool(_WORDS.search(text))


def is_in(text: str) -> bool:
    """Say whether a text holds nine digits that pass the eleven-test of the number."""
    return any(_passes(re.sub(r"\D", "", found)) for found in _NINE_DIGITS.findall(text))


def _passes(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0
