"""An activity's facts in the words a visitor reads."""

from datetime import datetime

from django.utils.translation import gettext as _

from common import clock


def price(cents: int | None, note: str = "") -> str:
    """Return "Free", "€ 2,50" or the note; empty when nothing is known."""
    if cents is None:
        return note
    if cents == 0:
        return _("Free")
    euros, rest = divmod(cents, 100)
    return f"€ {euros},{rest:02d}" if rest else f"€ {euros}"


def ages(age_from: int | None, age_to: int | None) -> str:
    """Return the ages in words, both ends included; empty without any."""
    if age_from is not None and age_to is not None:
        return _("%(from)s to %(to)s years") % {"from": age_from, "to": age_to}
    if age_from is not None:
        return _("from %(from)s years") % {"from": age_from}
    if age_to is not None:
        return _("up to %(to)s years") % {"to": age_to}
    return ""


def audience(names: list[str], age_from: int | None, age_to: int | None) -> str:
    """Return for whom it is: the audiences, then the ages."""
    return ", ".join(part for part in (", ".join(names), ages(age_from, age_to)) if part)


def where(place, neighbourhood, municipality=None) -> str:
    """Return venue and neighbourhood as far as known, for example "De Vliet, Maassluis Oost"."""
    area = str(neighbourhood or municipality or "")
    return ", ".join(part for part in (place.name if place else "", area) if part)


def moment(starts_at: datetime) -> datetime:
    """Return the start as a Dutch wall clock shows it."""
    return clock.local(starts_at)
