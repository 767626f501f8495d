"""Mark what was found. The engines cannot: they hold tokens that Python made."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.dutch.tokens import tokens

SIZE = 160


@lru_cache(4096)
def _places(text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Return where each word stands and by which stems it is found."""
    return tuple(
        (token.start, token.end, frozenset((token.word.stem, *token.word.parts)))
        for token in tokens(text)
    )


def _hits(text: str, wanted: frozenset[str]) -> list[tuple[int, int]]:
    return [(start, end) for start, end, stems in _places(text) if not wanted.isdisjoint(stems)]


def mark(text: str, wanted: frozenset[str]) -> SafeString:
    """Return the whole text as safe HTML, each word with a wanted stem in <mark>."""
    return _marked(text, _hits(text, wanted) if wanted else [], 0, len(text))


def fragment(text: str, wanted: frozenset[str]) -> SafeString:
    """Return the stretch of at most 160 characters with most hits, "" without any."""
    hits = _hits(text, wanted)
    if not hits:
        return mark_safe("")  # noqa: S308 – a constant
    best = max(
        hits, key=lambda hit: sum(hit[0] <= start < hit[0] + SIZE - 40 for start, _e in hits)
    )
    start = max(best[0] - 40, 0)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(start + SIZE, len(text))
    end = max(text.rfind(" ", start, end), best[1]) if end < len(text) else end
    inside = [hit for hit in hits if hit[0] >= start and hit[1] <= end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(before + _marked(text, inside, start, end) + after)  # noqa: S308 – escaped


def _marked(text: str, hits: list[tuple[int, int]], start: int, end: int) -> SafeString:
    out = []
    for left, right in hits:
        out += [escape(text[start:left]), "<mark>", escape(text[left:right]), "</mark>"]
        start = right
    out.append(escape(text[start:end]))
    return mark_safe("".join(out))  # noqa: S308 – every piece is escaped
