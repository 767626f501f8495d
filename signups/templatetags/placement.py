"""Series in templates: `{% load placement %}{% series_of page as shown %}`."""

from django import template

from activities.models import ActivityPage
from common import clock
from signups.placement import showing

register = template.Library()


@register.simple_tag(takes_context=True)
def series_of(context, activity: ActivityPage) -> list[showing.Shown]:
    """Return the series of an activity that take signups, without any date (one query)."""
    return showing.of_activities([activity], context.get("now") or clock.now())
