"""A plain list from the database, for when the index cannot be used.

It looks at titles only, and keeps to every filter and date of the address.
"""

from datetime import datetime

from wagtail.models import Page

from common import clock
from search import documents, nearby
from search.asking import Asker
from search.document import Document
from search.dutch.folding import fold
from search.dutch.tokens import is_stop, words
from search.query import DATE, PAGE_SIZE, Query
from search.results import Results, of_payloads
from search.tree import Node, Terms

# Titles looked at, the newest first, and pages read at most: enough for a visitor, and cheap.
TITLES, MOST = 20_000, 300
_WORDS = 8


def find(query: Query, now: datetime) -> Results:
    """Return pages whose title holds words of the text: most words first, then by date."""
    matches = _matches(query.text)
    asker = Asker(query, now, clock.local(now).date(), nearby.origin_of(query))
    asked = asker.request(None, ()).filters.values()
    found = [
        document
        for document in documents.build(list(matches)[:MOST], now)
        if _passes(document, list(asked))
    ]
    by_date = query.sort == DATE
    found.sort(key=lambda document: (0 if by_date else -matches[document.pk], document.order))
    page = found[query.offset : query.offset + PAGE_SIZE]
    return of_payloads(((d.pk, d.payload) for d in page), len(found), now)


def _matches(text: str) -> dict[int, int]:
    """Return how many words of the text each title holds, the most first; all without a word."""
    looked_for = {word.fold for word in words(text) if not is_stop(word)}
    wanted = sorted(looked_for, key=len, reverse=True)[:_WORDS]
    pages = Page.objects.live().public().order_by("-last_published_at", "-pk")
    if not wanted:
        return dict.fromkeys(pages.values_list("pk", flat=True)[:MOST], 0)
    found = {}
    for pk, title in pages.values_list("pk", "title")[:TITLES]:
        folded = fold(title)
        number = sum(word in folded for word in wanted)
        if number:
            found[pk] = number
    return dict(sorted(found.items(), key=lambda match: -match[1]))


def _passes(document: Document, asked: list[Node]) -> bool:
    return all(
        not isinstance(node, Terms) or set(node.tokens) & set(document.keywords.get(node.field, ()))
        for node in asked
    )
