"""Suggestions while somebody types: pages by their titles, themes and neighbourhoods.

Nothing is suggested for a question about danger.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from search import engines, finding, narrowing
from search.dutch.tokens import Word, is_stop, words
from search.engines.base import Request
from search.facets import NEIGHBOURHOOD, THEME
from search.tree import All, Best, Node, Range, Term

SHORTEST = 2
MOST = 8
MOST_NAMES = 3
# Words that a beginning may grow into, the most used ones.
MOST_WORDS = 12
_LONGEST = 100


class Suggestion(NamedTuple):
    """Something to go to at once."""

    kind: str
    label: str
    url: str
    note: str


def suggest(text: str, now: datetime) -> list[Suggestion]:
    """Return what a half-typed question may lead to.

    :raises EngineError: the index cannot be used.
    """
    typed = words(text[:_LONGEST])
    if not typed or len(typed[-1].fold) < SHORTEST or finding.heard(text):
        return []
    names = list(_names(typed))[:MOST_NAMES]
    return [*names, *_pages(typed, now)][:MOST]


def _names(typed: list[Word]) -> Iterator[Suggestion]:
    labels = narrowing.labels()
    for facet, note in ((THEME, _("Theme")), (NEIGHBOURHOOD, _("Neighbourhood"))):
        for slug, label in labels[facet.name].items():
            if _begins(words(label), typed):
                url = "/zoeken/?" + urlencode({facet.name: slug})
                kind = "theme" if facet is THEME else "neighbourhood"
                yield Suggestion(kind, label, url, note)


def _begins(there: list[Word], typed: list[Word]) -> bool:
    """Say whether each word typed begins a word of a name."""
    return all(any(word.fold.startswith(part.fold) for word in there) for part in typed)


def _pages(typed: list[Word], now: datetime) -> Iterator[Suggestion]:
    engine = engines.current()
    vocabulary = engine.vocabulary()
    grown = vocabulary.beginning(typed[-1].fold, MOST_WORDS)
    ends = dict.fromkeys(stem for word in grown for stem in (word.stem, *word.parts[:1]))
    if not ends:
        return
    wishes: list[Node] = [Best(tuple(Term("title_s", stem, 10) for stem in ends))]
    for word in typed[:-1]:
        if not is_stop(word):
            wishes.append(Best((Term("title_s", word.stem, 10), Term("lead_s", word.stem, 3))))
    first = Term("name", "".join(word.fold for word in typed if not is_stop(word)), 20)
    request = Request(
        tree=All(tuple(wishes), (first,)),
        always=(Range("until", int(now.timestamp()) // 60 * 60, None),),
        limit=2 * MOST,
        total=False,
    )
    for hit in engine.search(request).hits:
        title = hit.payload["title"]
        if any(word.fold.startswith(typed[-1].fold) for word in words(title)):
            yield Suggestion("page", title, hit.payload["url"], hit.payload["kind_label"])
