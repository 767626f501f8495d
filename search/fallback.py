"""A plain list from the database, for when the index cannot be used."""

from datetime import datetime

from django.db.models import Q
from wagtail.models import Page

from search import documents
from search.dutch.tokens import is_stop, words
from search.facets import FACETS
from search.query import PAGE_SIZE, Query
from search.results import Results, of_payloads

# Candidates read at most: enough for a visitor, cheap for the database.
MOST = 300


def find(query: Query, now: datetime) -> Results:
    """Return pages whose title holds a word of the text, with the filters as far as they go."""
    pages = Page.objects.live().public().order_by("-last_published_at", "-pk")
    looked_for = [word.fold for word in words(query.text) if not is_stop(word)]
    if looked_for:
        any_word = Q()
        for word in looked_for[:8]:
            any_word |= Q(title__icontains=word)
        pages = pages.filter(any_word)
    found = documents.build(pages.values_list("pk", flat=True)[:MOST], now)
    found = [document for document in found if _passes(document, query)]
    found.sort(key=lambda document: document.order)
    page = found[query.offset : query.offset + PAGE_SIZE]
    return of_payloads(((d.pk, d.payload) for d in page), len(found), now)


def _passes(document, query: Query) -> bool:
    return all(
        set(query.filters[facet.name]) & set(document.keywords.get(facet.field, ()))
        for facet in FACETS
        if query.filters.get(facet.name)
    )
