"""Days of the calendar in words: "morgen", "dit weekend", "24 december", "komende woensdag"."""

from datetime import date, timedelta
from typing import NamedTuple

from search import days
from search.dutch.tokens import Token
from search.sentences.lexicon import Lexicon, months

_DAY = timedelta(days=1)
_COMING = frozenset(("komende", "aanstaande", "eerstvolgende", "deze", "volgende"))
_DATE_MARKS = ("-", "/")


class Moment(NamedTuple):
    """From the first day up to the last one, with a part of the day or none; `used` words."""

    first: date
    last: date
    part: str
    used: int


def counted(rule: str, today: date) -> tuple[date, date, str]:
    """Return the first day, the last day and the part of the day of a rule in moments.tsv."""
    pieces = rule.split()
    part = pieces.pop() if pieces[-1] in days.PARTS else ""
    name, _plus, ahead = pieces[0].partition("+")
    if name.isdecimal():
        first = today + int(name) * _DAY
        last = today + int(pieces[1]) * _DAY if len(pieces) > 1 else first
        return first, last, part
    return (*_stretch(name, int(ahead or 0), today), part)


def _stretch(name: str, ahead: int, today: date) -> tuple[date, date]:
    if name == "month":
        month = today.year * 12 + today.month - 1 + ahead
        first = date(month // 12, month % 12 + 1, 1)
        last = date((month + 1) // 12, (month + 1) % 12 + 1, 1) - _DAY
    else:
        first = today - today.weekday() * _DAY + 7 * ahead * _DAY
        last = first + 6 * _DAY
        if name == "weekend":
            first += 5 * _DAY
    return max(first, today), last


def read(text: str, found: list[Token], at: int, lexicon: Lexicon, today: date) -> Moment | None:
    """Return the moment that the words from here on name, the longest reading first."""
    return (
        _written(text, found, at, today)
        or _coming(found, at, lexicon, today)
        or _listed(found, at, lexicon, today)
        or _month(found, at, today)
    )


def _listed(found: list[Token], at: int, lexicon: Lexicon, today: date) -> Moment | None:
    for length in range(min(lexicon.longest, len(found) - at), 0, -1):
        rule = lexicon.moment(found[at : at + length])
        if rule is not None:
            first, last, part = counted(rule, today)
            return Moment(first, last, part, length)
    return None


def _coming(found: list[Token], at: int, lexicon: Lexicon, today: date) -> Moment | None:
    """Understand "komende woensdag", with a part of the day written against it or not."""
    if at + 1 >= len(found) or found[at].word.fold not in _COMING:
        return None
    meaning = lexicon.fixed(found[at + 1 : at + 2])
    if meaning is None or len(meaning.values) != 1:
        return None
    weekday, _dash, part = meaning.values[0].partition("-")
    if weekday not in days.WEEKDAYS:
        return None
    which = found[at].word.fold
    ahead = (days.WEEKDAYS.index(weekday) - today.weekday()) % 7
    if which == "volgende":
        day = today - today.weekday() * _DAY + (7 + days.WEEKDAYS.index(weekday)) * _DAY
    else:
        day = today + (ahead or (0 if which == "deze" else 7)) * _DAY
    return Moment(day, day, part, 2)


def _written(text: str, found: list[Token], at: int, today: date) -> Moment | None:
    """Understand "24 december", "24 dec 2026", "24-12" and "24/12/2026"."""
    number = found[at].word.fold
    if not (_is_number(number, 2) and at + 1 < len(found)):
        return None
    following = found[at + 1].word.fold
    month, used = months().get(following), 2
    marked = text[found[at].end : found[at + 1].start] in _DATE_MARKS
    year = None
    if at + 2 < len(found) and _is_number(found[at + 2].word.fold, 4):
        candidate = int(found[at + 2].word.fold)
        if today.year - 1 <= candidate <= today.year + 3:
            year, used = candidate, 3
    if month is None and marked and _is_number(following, 2):
        asked = at > 0 and found[at - 1].word.fold == "op"
        if year or asked or int(number) > 12:
            month = int(following)
    if month is None:
        return None
    day = _date(year, month, int(number), today)
    return Moment(day, day, "", used) if day else None


def _date(year: int | None, month: int, day: int, today: date) -> date | None:
    try:
        found = date(year or today.year, month, day)
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None


def _month(found: list[Token], at: int, today: date) -> Moment | None:
    """Understand a month; one with a short name needs "in" before it."""
    word = found[at].word.fold
    month = months().get(word)
    asked = at > 0 and found[at - 1].word.fold == "in"
    if month is None or (len(word) < 4 and not asked):
        return None
    year = today.year + (month < today.month)
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - _DAY
    return Moment(max(first, today), last, "", 1)


def _is_number(word: str, most: int) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= most
