"""`{% fragment "home" page.pk %} … {% endfragment %}`: a piece of a page, kept by this process.

What stands inside must be the same for every visitor: no form token, no name.
A preview in the editor is never kept.
"""

from django import template
from django.core.cache import caches
from django.template.base import Parser, Token

from common import fragments

register = template.Library()


class FragmentNode(template.Node):
    def __init__(self, nodelist, name, parts):
        self.nodelist = nodelist
        self.name = name
        self.parts = parts

    def render(self, context):
        request = context.get("request")
        if request is None or getattr(request, "is_preview", False):
            return self.nodelist.render(context)
        parts = [str(part.resolve(context)) for part in self.parts]
        name = self.name.resolve(context)
        address = fragments.key(name, request.get_host(), *parts)
        html = caches["fragments"].get(address)
        if html is None:
            html = self.nodelist.render(context)
            caches["fragments"].set(address, html, timeout=fragments.LASTS)
        return html


@register.tag
def fragment(parser: Parser, token: Token) -> FragmentNode:
    """Keep what stands inside under a name and parts that tell it from others."""
    _, *words = token.split_contents()
    if not words:
        raise template.TemplateSyntaxError("fragment needs a name")
    name, *parts = [parser.compile_filter(word) for word in words]
    nodelist = parser.parse(("endfragment",))
    parser.delete_first_token()
    return FragmentNode(nodelist, name, parts)
