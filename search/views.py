"""The search page, the list of activities, and the same answers as JSON."""

import logging
import math
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.cache import caches
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import clock, fragments
from search import fallback, finding, narrowing, nearby, results, tally, telling, ways
from search.engines.base import Answer, EngineError
from search.facets import TYPE, WITHIN
from search.finding import Found
from search.query import DATE, DISTANCE, PAGE_SIZE, WINDOW, BadQuery, Query, parse
from search.results import Results

logger = logging.getLogger("wijkportaal.search")
# Filters that are tried without, where nothing is left.
MOST_WAYS = 4


@dataclass
class _Outcome:
    results: Results
    found: Found
    postcode_unknown: bool = False

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return self.found.answer.facets


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show everything that answers a question."""
    return _page(request, parse)


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Show what there is to do, by date; the same filters hold."""
    return _page(request, _parse_activities)


def _parse_activities(parameters) -> Query:
    query = parse(parameters)
    return replace(
        query,
        filters={**query.filters, TYPE.name: ("activiteit",)},
        sort=query.sort or ("" if query.text else DATE),
        hidden=frozenset((TYPE.name,)),
    )


def _page(request: HttpRequest, read) -> HttpResponse:
    now = clock.now()
    try:
        query = read(request.GET)
    except BadQuery as error:
        context = {"query": Query(), "results": Results(), "error": str(error), "facets": []}
        return render(request, "search/results.html", context, status=400)
    urgent = finding.urgent(query)
    found, count = _results(request, query, now)
    if getattr(request, "htmx", None) and not request.htmx.history_restore_request:
        response = HttpResponse(found)
    else:
        if query.text and query.page == 1 and count is not None:
            tally.searched(query.text, count, now)
        context = {"query": query, "found": found, "is_activity_list": bool(query.hidden)}
        response = render(request, "search/results.html", {**context, "urgent": urgent.lines})
    patch_vary_headers(response, ["HX-Request"])
    if urgent:
        # Nothing of it stays behind on a device that others may use.
        add_never_cache_headers(response)
    return response


def _results(request: HttpRequest, query: Query, now: datetime) -> tuple[SafeString, int | None]:
    """Return the filters and the results, kept until anything public changes.

    With them comes how many fit all that was asked; None where the index could not be used.
    """
    key = fragments.key("results", request.get_host(), request.path, query)
    kept = caches["fragments"].get(key)
    if kept is not None:
        return kept
    outcome = _find(query, now)
    found = outcome.found
    today = clock.local(now).date()
    understood = [] if found.urgent else list(telling.chips(query, found, today))
    context = {
        "query": query,
        "results": outcome.results,
        "facets": narrowing.facet_views(query, outcome.counts),
        "chips": narrowing.chips(query, with_text=not understood),
        "understood": understood,
        "relaxed": list(telling.sentences(found.relaxed)),
        "is_urgent": bool(found.urgent),
        "first_place": query.offset + 1,
        "ways_out": [] if outcome.results.count else _ways_out(query, now),
        "did_you_mean": _did_you_mean(query, found.corrected),
        "postcode_unknown": outcome.postcode_unknown,
        "place_needed": WITHIN.name in query.filters and not (query.postcode or query.near),
        "pages": _pages(query, outcome.results.count),
        "sort_options": narrowing.sort_options(query),
        "ways": ways.of(query, ways.LIST),
        "subscriptions": ways.subscriptions(query),
    }
    html = render_to_string("search/_results.html", context, request)
    if outcome.results.degraded:
        return html, None
    caches["fragments"].set(key, (html, found.exact), timeout=fragments.LASTS)
    return html, found.exact


def _ways_out(query: Query, now: datetime) -> list[narrowing.WayOut]:
    """Return what each ticked filter hides, for when nothing is left."""
    try:
        counts = {
            name: finding.find(query.without(name), now).answer.count
            for name in list(query.filters)[:MOST_WAYS]
            if name not in query.hidden
        }
    except EngineError:
        return []
    return [narrowing.way_out(query, name, count) for name, count in counts.items() if count]


def api(request: HttpRequest) -> HttpResponse:
    """Answer as JSON, with the same filter names as the page."""
    if request.method not in ("GET", "HEAD"):
        response = _problem(405, "Method Not Allowed", _("Ask with GET."))
        response["Allow"] = "GET, HEAD"
        return response
    try:
        query = parse(request.GET)
    except BadQuery as error:
        return _problem(400, "Bad Request", str(error))
    key = fragments.key("search-api", request.get_host(), request.scheme, query)
    content = caches["fragments"].get(key)
    if content is None:
        answer = _answer(request, query)
        content = DjangoJSONEncoder(ensure_ascii=False).encode(answer)
        if not answer["degraded"]:
            caches["fragments"].set(key, content, timeout=fragments.LASTS)
    return HttpResponse(content, content_type="application/json")


def _problem(status: int, title: str, detail: str) -> JsonResponse:
    """Return a refusal as RFC 9457 has it."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _answer(request: HttpRequest, query: Query) -> dict:
    outcome = _find(query, clock.now())
    found = outcome.found
    return {
        "count": outcome.results.count,
        "page": query.page,
        "results": [_as_json(request, hit) for hit in outcome.results.hits],
        "facets": {
            facet.name: [
                {"value": option.value, "label": option.label, "count": option.count}
                for option in facet.options
                if option.value
            ]
            for facet in narrowing.facet_views(query, outcome.counts)
        },
        "did_you_mean": found.corrected or None,
        "understood": [
            {"field": wish.field, "value": wish.value, "words": wish.words}
            for wish in found.understood
        ],
        "relaxed": [
            {"field": gone.field, "value": gone.value, "words": gone.words}
            for gone in found.relaxed
        ],
        "urgent": [
            {"name": line.name, "telephone": line.telephone, "why": line.why, "hours": line.hours}
            for line in found.urgent.lines
        ],
        "degraded": outcome.results.degraded,
    }


def _as_json(request: HttpRequest, hit: results.Hit) -> dict:
    return {
        "title": hit.title,
        "url": request.build_absolute_uri(hit.url),
        "kind": hit.kind,
        "type": hit.type,
        "next_date": hit.next_date.isoformat() if hit.next_date else None,
        "highlight": {"title": hit.title_html, "text": hit.summary_html},
    }


def _find(query: Query, now: datetime) -> _Outcome:
    """Ask the index, or the database where the index cannot be used."""
    origin = nearby.origin_of(query)
    if query.sort == DISTANCE and origin is None:
        query = replace(query, sort="")
    unknown = bool(query.postcode and origin is None)
    try:
        found = finding.find(query, now, origin)
    except EngineError as error:
        # The text of a question is never logged.
        logger.error("the search index cannot be used: %s", type(error.__cause__ or error).__name__)
        nothing = Found(Answer(0, [], {}), urgent=finding.urgent(query))
        return _Outcome(fallback.find(query, now), nothing, unknown)
    return _Outcome(results.of_found(found, now, origin), found, unknown)


def _did_you_mean(query: Query, corrected: str) -> dict[str, str] | None:
    if not corrected:
        return None
    return {"text": corrected, "url": narrowing.address(replace(query, text=corrected, page=1))}


def _pages(query: Query, count: int) -> dict:
    last = max(math.ceil(min(count, WINDOW // PAGE_SIZE * PAGE_SIZE) / PAGE_SIZE), 1)
    previous, following = query.page - 1, query.page + 1
    return {
        "number": query.page,
        "last": last,
        "previous": narrowing.address(replace(query, page=previous)) if previous >= 1 else None,
        "next": narrowing.address(replace(query, page=following)) if following <= last else None,
    }
