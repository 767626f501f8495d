"""The columns of the spreadsheet: their Dutch heads, and how a cell becomes a value.

Heads and words in cells are part of a file format, like an API: they are Dutch in every
language of the portal, and people have files with them.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from activities.models import ActivityPage
from imports.items import fold

HEADS = [
    "code", "naam", "datum", "van", "tot", "locatie", "samenvatting", "soort", "prijs",
    "doelgroepen", "thema's", "leeftijd van", "leeftijd tot", "telefoon", "e-mail", "aanmelden",
    "link",
]  # fmt: skip
REQUIRED = ["naam", "datum", "van", "tot"]
WAYS = {"inloop": "drop_in", "telefoon": "telephone", "link": "elsewhere"}
KINDS = {value: value for value, _label in ActivityPage.Kind.choices if value != "hulp"}

_DAYS = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%y", "%d.%m.%Y")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.u](\d{2}))?(?::\d{2})?(?: ?uur)?")
_EURO = re.compile(r"€?\s*(\d{1,5}(?:[.,]\d{1,2})?)(?:,-)?\s*(?:euro)?")


class NoValue(ValueError):
    """The cell says something that this column cannot mean."""


def text(cell: Any, longest: int) -> str:
    """Return the words of a cell. A formula that was never worked out is no value."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    told = str(cell).replace("\x00", "").strip()
    if told.startswith("=") or told in ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!"):
        raise NoValue
    if len(told) > longest:
        raise NoValue
    return told


def day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    told = text(cell, 40).split(" ")[-1] if " " in text(cell, 40) else text(cell, 40)
    for pattern in _DAYS:
        try:
            return datetime.strptime(told, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise NoValue


def clock_time(cell: Any) -> time:
    if isinstance(cell, datetime):
        return cell.time().replace(microsecond=0)
    if isinstance(cell, time):
        return cell.replace(microsecond=0)
    found = _CLOCK.fullmatch(fold(text(cell, 20)))
    if found is None:
        raise NoValue
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError as error:
        raise NoValue from error


def cents(cell: Any) -> int:
    if isinstance(cell, bool):
        raise NoValue
    if isinstance(cell, int | float | Decimal):
        amount = Decimal(str(cell))
    else:
        told = fold(text(cell, 40))
        if told in ("gratis", "nee", "geen"):
            return 0
        found = _EURO.fullmatch(told)
        if found is None:
            raise NoValue
        amount = Decimal(found[1].replace(",", "."))
    try:
        whole = int((amount * 100).to_integral_value())
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise NoValue from error
    if not 0 <= whole <= 1_000_000:
        raise NoValue
    return whole


def age(cell: Any) -> int:
    told = text(cell, 10)
    if not told.isdecimal() or int(told) > 120:
        raise NoValue
    return int(told)


def email(cell: Any) -> str:
    return _valid(text(cell, 250), validate_email)


def link(cell: Any) -> str:
    return _valid(text(cell, 200), URLValidator(["http", "https"]))


def one_of(cell: Any, words: dict[str, str]) -> str:
    try:
        return words[fold(text(cell, 80))]
    except KeyError as error:
        raise NoValue from error


def _valid(told: str, validate: Callable[[str], None]) -> str:
    try:
        validate(told)
    except ValidationError as error:
        raise NoValue from error
    return told
