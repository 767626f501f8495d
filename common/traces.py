"""Leave nothing of a page on the device: others at home may use it too."""

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers


def leave_none(response: HttpResponse) -> HttpResponse:
    """Let the browser keep no copy of this answer, and tell no other site where it was."""
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "no-store, private"
    # Not "no-referrer": a browser then hides from us too where a form comes from.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
