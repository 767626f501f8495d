"""The watch in a form: words of danger show whom to call, before anything is sent."""

from collections.abc import Sequence

from django import template

from common import urgency

register = template.Library()


@register.inclusion_tag("includes/urgent_watch.html")
def urgent_watch(
    heard: Sequence[urgency.HelpLine] = (), leave: bool = True, focus: bool = True
) -> dict:
    """Watch the text fields of the form around this, on the device itself.

    `heard` is what urgency.unseen returned for what was sent; then a button sends it anyway.
    `leave` adds the way to leave at once: not where the page has one already. `focus` moves
    the focus to the numbers: not where a summary of errors has it.
    """
    return {
        "heard": heard,
        "leave": leave,
        "focus": focus,
        "lines": urgency.ALL,
        "address": urgency.address(),
        "field": urgency.FIELD,
    }
