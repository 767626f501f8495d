"""What the page asks for while somebody searches: suggestions, and which result was opened."""

import logging

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from common import clock, fragments
from search import suggesting, tally
from search.engines.base import EngineError
from search.query import LONGEST_TEXT

logger = logging.getLogger("wijkportaal.search")


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with what a half-typed question may lead to."""
    text = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_TEXT]
    key = fragments.key("suggest", text)
    found = caches["fragments"].get(key)
    if found is None:
        try:
            found = [one._asdict() for one in suggesting.suggest(text, clock.now())]
        except EngineError as error:
            logger.error("no suggestions: %s", type(error.__cause__ or error).__name__)
            return JsonResponse({"suggestions": []})
        caches["fragments"].set(key, found, timeout=fragments.LASTS)
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})


@csrf_exempt  # A beacon carries no token; it changes a count and nothing else.
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Count at which place the result stood that was opened."""
    text, place = request.POST.get("q", "")[:LONGEST_TEXT], request.POST.get("plaats", "")
    if text and place.isascii() and place.isdecimal() and len(place) <= 3:
        try:
            tally.opened(text, int(place), clock.now())
        except EngineError:
            logger.warning("a click was not counted: the index cannot be used")
    return HttpResponse(status=204)
