"""Places in templates: `{% load signups %}{% places session as p %}`."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil

from django import template
from django.template import defaultfilters
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Group, Session
from common import clock
from signups import places as state

register = template.Library()
_CACHE = "signups.places"
_HOURS_FROM = 90 * 60  # seconds


@register.simple_tag(takes_context=True)
def prefetch_places(context, sessions: Iterable[Session]) -> str:
    """Read the places of many sessions at once (one query), for the tags that follow."""
    _known(context).update(state.for_sessions(sessions, _now(context)))
    return ""


@register.simple_tag(takes_context=True)
def places(context, session: Session) -> state.Places:
    """Return the places of a session; read at once for all coming sessions of its group."""
    known = _known(context)
    if session.pk not in known:
        now = _now(context)
        siblings = list(session.group.sessions.coming(now))
        for sibling in siblings:
            sibling.group = session.group
        known.update(state.for_sessions([*siblings, session], now))
    return known[session.pk]


@register.simple_tag(takes_context=True)
def group_places(context, group: Group) -> state.Places:
    """Return the places of a whole group (two queries)."""
    return state.for_groups([group], _now(context))[group.pk]


@register.filter
def in_words(seconds: int) -> str:
    """Return a time to wait in words, such as "35 minutes"; at least one minute."""
    if seconds <= _HOURS_FROM:
        minutes = max(ceil(seconds / 60), 1)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = ceil(seconds / 3600)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def _known(context) -> dict[int, state.Places]:
    return context.render_context.setdefault(_CACHE, {})


def _now(context):
    return context.get("now") or clock.now()


@register.filter(expects_localtime=False)
def moment(value: datetime, style: str) -> str:
    """Return a moment on the Dutch clock in words, and which of the two it is where the clock
    shows it twice, in the night that summer time ends."""
    local = clock.local(value)
    words = defaultfilters.date(local, style)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return words
    which = _("winter time") if local.fold else _("summer time")
    return f"{words} ({which})"
