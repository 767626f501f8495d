"""The search page, the list of activities, and the same answers as JSON."""

import logging
import math
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.cache import caches
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from common import clock, fragments
from search import fallback, finding, narrowing, results
from search.engines.base import EngineError
from search.facets import TYPE
from search.query import DATE, DISTANCE, PAGE_SIZE, WINDOW, BadQuery, Query, parse
from search.results import Results
from venues.models import PostcodeArea

logger = logging.getLogger("wijkportaal.search")


@dataclass
class _Outcome:
    results: Results
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    corrected: str = ""
    postcode_unknown: bool = False


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
    found = _results(request, query, now)
    if getattr(request, "htmx", None) and not request.htmx.history_restore_request:
        response = HttpResponse(found)
    else:
        context = {"query": query, "found": found, "is_activity_list": bool(query.hidden)}
        response = render(request, "search/results.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _results(request: HttpRequest, query: Query, now: datetime) -> SafeString:
    """Return the filters and the results, kept until anything public changes."""
    key = fragments.key("results", request.get_host(), request.path, query)
    kept = caches["fragments"].get(key)
    if kept is not None:
        return kept
    outcome = _find(query, now)
    context = {
        "query": query,
        "results": outcome.results,
        "facets": narrowing.facet_views(query, outcome.counts),
        "chips": narrowing.chips(query),
        "did_you_mean": _did_you_mean(query, outcome.corrected),
        "postcode_unknown": outcome.postcode_unknown,
        "pages": _pages(query, outcome.results.count),
        "sort_options": narrowing.sort_options(query),
    }
    html = render_to_string("search/_results.html", context, request)
    if not outcome.results.degraded:
        caches["fragments"].set(key, html, timeout=fragments.LASTS)
    return html


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """Answer as JSON, with the same filter names as the page."""
    try:
        query = parse(request.GET)
    except BadQuery as error:
        problem = {"type": "about:blank", "title": "Bad Request", "status": 400}
        return JsonResponse(
            {**problem, "detail": str(error)}, status=400, content_type="application/problem+json"
        )
    key = fragments.key("search-api", request.get_host(), request.scheme, query)
    content = caches["fragments"].get(key)
    if content is None:
        answer = _answer(request, query)
        content = DjangoJSONEncoder(ensure_ascii=False).encode(answer)
        if not answer["degraded"]:
            caches["fragments"].set(key, content, timeout=fragments.LASTS)
    return HttpResponse(content, content_type="application/json")


def _answer(request: HttpRequest, query: Query) -> dict:
    outcome = _find(query, clock.now())
    return {
        "count": outcome.results.count,
        "page": query.page,
        "results": [_as_json(request, hit) for hit in outcome.results.hits],
        "facets": {
            facet.name: [
                {"value": option.value, "label": option.label, "count": option.count}
                for option in facet.options
            ]
            for facet in narrowing.facet_views(query, outcome.counts)
        },
        "did_you_mean": outcome.corrected or None,
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
    origin = _origin(query)
    if query.sort == DISTANCE and origin is None:
        query = replace(query, sort="")
    unknown = bool(query.postcode and origin is None)
    try:
        found = finding.find(query, now, origin)
    except EngineError as error:
        # The text of a question is never logged.
        logger.error("the search index cannot be used: %s", type(error.__cause__ or error).__name__)
        return _Outcome(fallback.find(query, now), postcode_unknown=unknown)
    return _Outcome(
        results.of_found(found, now, origin), found.answer.facets, found.corrected, unknown
    )


def _origin(query: Query) -> tuple[float, float] | None:
    if not query.postcode:
        return None
    area = PostcodeArea.objects.filter(
        digits=query.postcode, latitude__isnull=False, longitude__isnull=False
    ).first()
    return (area.latitude, area.longitude) if area else None


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
