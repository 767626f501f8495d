"""`{% facet_options facet %}`: the choices of one facet.

Written here and not in a template: a page has some seventy of them, and the
template engine took more time for those than the search itself.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString

from search.facets import WITHIN
from search.narrowing import FacetView, Option

register = template.Library()


@register.simple_tag
def facet_options(facet: FacetView) -> SafeString:
    """Return each option with its count; of distances one can be chosen."""
    kind = "radio" if facet.name == WITHIN.name else "checkbox"
    return SafeString("".join(_option(facet.name, kind, option) for option in facet.options))


def _option(name: str, kind: str, option: Option) -> str:
    value, label = escape(option.value), escape(option.label[:1].upper() + option.label[1:])
    checked = " checked" if option.selected else ""
    count = "" if option.count is None else f"({option.count})"
    return (
        f'<label class="choice facet__option" for="f-{name}-{value}">'
        f'<input type="{kind}" id="f-{name}-{value}" name="{name}" value="{value}"{checked}>'
        f' <span>{label} <span class="muted">{count}</span></span></label>\n'
    )
