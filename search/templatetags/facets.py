"""`{% facet_options facet %}`: the choices of one facet.

Written here and not in a template: a page has some seventy of them, and the
template engine took more time for those than the search itself.
"""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from search.facets import WITHIN
from search.narrowing import FacetView

register = template.Library()

_OPTION = (
    '<label class="choice facet__option" for="f-{0}-{1}">'
    '<input type="{5}" id="f-{0}-{1}" name="{0}" value="{1}"{2}>'
    ' <span>{3} <span class="muted">{4}</span></span></label>\n'
)


@register.simple_tag
def facet_options(facet: FacetView) -> SafeString:
    """Return each option with its count; of distances one can be chosen."""
    checked = SafeString(" checked")
    return format_html_join(
        "",
        _OPTION,
        (
            (
                facet.name,
                option.value,
                checked if option.selected else "",
                capfirst(option.label),
                "" if option.count is None else f"({option.count})",
                "radio" if facet.name == WITHIN.name else "checkbox",
            )
            for option in facet.options
        ),
    )
