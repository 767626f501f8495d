"""JSON-LD: facts for search engines, safe to stand inside a page."""

import json

from django.utils.safestring import SafeString, mark_safe

# As django.utils.html.json_script does: nothing in a value can end the element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_json(facts: dict) -> SafeString:
    """Return facts as JSON in which no value can close a script element."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308


def as_script(facts: dict) -> SafeString:
    """Return the whole element. It is data: a browser runs nothing of it."""
    return mark_safe(f'<script type="application/ld+json">{as_json(facts)}</script>')  # noqa: S308


def known(**facts) -> dict:
    """Leave out what is not known."""
    return {key: value for key, value in facts.items() if value not in (None, "", [], {})}
