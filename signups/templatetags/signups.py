"""Places in templates: `{% load signups %}{% places session as p %}`."""

from collections.abc import Iterable

from django import template

from activities.models import Group, Session
from common import clock
from signups import places as state

register = template.Library()
_CACHE = "signups.places"


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


def _known(context) -> dict[int, state.Places]:
    return context.render_context.setdefault(_CACHE, {})


def _now(context):
    return context.get("now") or clock.now()
