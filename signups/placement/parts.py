"""The parts of the week that a series can offer."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_TIMES = ("ochtend", "middag", "avond")
CODES = tuple(f"{day}-{time}" for day in _DAYS for time in _TIMES)


def label(code: str) -> str:
    """Return a part in words, for example "maandagochtend"."""
    day, _dash, time = code.partition("-")
    words = {"ochtend": _("morning"), "middag": _("afternoon"), "avond": _("evening")}
    return _("%(day)s %(time)s") % {"day": WEEKDAYS[_DAYS.index(day)], "time": words[time]}


def choices(codes=CODES) -> list[tuple[str, str]]:
    """Return these parts as choices of a form, in the order of the week."""
    return [(code, label(code)) for code in CODES if code in codes]
