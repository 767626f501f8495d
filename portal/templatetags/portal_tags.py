"""What templates of every app use: the frame, the way back up, and small helpers."""

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.template.defaultfilters import capfirst
from django.template.defaultfilters import date as format_date
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from activities import labels
from activities.models import ActivityPage
from common import clock
from partners.entrance import Entrance
from partners.models import OpeningHours
from portal import home, navigation

register = template.Library()


def _request(context):
    """The request, also inside `{% include … only %}`; None in an error page."""
    return getattr(context, "request", None) or context.get("request")


@register.simple_tag(takes_context=True)
def site_frame(context) -> navigation.Frame | None:
    """Return menu and foot; None where there is no request (an error page)."""
    request = _request(context)
    return navigation.frame(request) if request else None


@register.simple_tag(takes_context=True)
def first_entrance(context) -> Entrance | None:
    """Return whom a visitor can reach first, open or closed now; None where none is set."""
    request = _request(context)
    return home.first_entrance(request, clock.now()) if request else None


@register.simple_tag(takes_context=True)
def trail(context, page: Page | None = None) -> list[navigation.Link]:
    """Return the pages above a page, home first; only home without a page."""
    request = _request(context)
    if request is None:
        return []
    if not page:
        return [navigation.Link(_("Home"), "/")]
    return navigation.trail(request, page)


@register.simple_tag(takes_context=True)
def current(context, url: str) -> str:
    """Return the value of aria-current for a link in the menu; empty elsewhere."""
    request = _request(context)
    if request is None or not url:
        return ""
    if request.path == url:
        return "page"
    return "true" if url != "/" and request.path.startswith(url) else ""


@register.filter
def tel(number: str) -> str:
    """Return a telephone number as a tel: address has it, digits and a plus only."""
    return "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")


@register.filter
def breakable(address: str) -> SafeString:
    """Return an e-mail address that a narrow screen may break after the @."""
    return format_html_join(mark_safe("@<wbr>"), "{}", ((part,) for part in address.split("@")))


@register.simple_tag
def near_word(moment: datetime) -> str:
    """Return "today" or "tomorrow" as a Dutch wall clock has it; empty for any other day."""
    days = (clock.local(moment).date() - clock.local(clock.now()).date()).days
    return {0: _("today"), 1: _("tomorrow")}.get(days, "")


@register.filter
def near_day(moment: datetime) -> str:
    """Return "Today", "Tomorrow" or the day in full."""
    return capfirst(near_word(moment) or format_date(clock.local(moment), "l j F"))


@register.filter
def weekday_rows(hours: Iterable[OpeningHours]) -> list[dict]:
    """Return opening hours by day, each with `day`, `label`, `times` and `is_today`."""
    today = clock.local(clock.now()).weekday()
    days: dict[int, dict] = {}
    for row in hours:
        day = days.setdefault(
            row.weekday,
            {
                "day": row.weekday,
                "label": row.get_weekday_display(),
                "times": [],
                "is_today": row.weekday == today,
            },
        )
        day["times"].append(f"{format_date(row.opens, 'G.i')}–{format_date(row.closes, 'G.i')}")
    return [days[day] for day in sorted(days)]


@register.simple_tag(takes_context=True)
def with_page_number(context, number: int) -> str:
    """Return the query string of this page of a list, with the rest of the question kept."""
    request = _request(context)
    values = request.GET.copy() if request else None
    if values is None:
        return f"?pagina={number}"
    values["pagina"] = str(number)
    return f"?{values.urlencode()}"


@register.filter
def price_words(activity: ActivityPage) -> str:
    """Return what an activity costs, and the note with it."""
    words = labels.price(activity.price_cents, activity.price_note)
    note = activity.price_note
    return f"{words}. {note}" if note and note != words else words
