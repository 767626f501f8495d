"""Let every form hear danger: by these words in the browser, and once more on the server."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from search import wording

_AT_ONCE, _STEP = 80, 70  # words; the pieces overlap, so that no sign is cut in two
_MOST = 600


def hear(text: str) -> bool:
    """Say whether a text, also a long one, shows that somebody may be in danger."""
    signs = wording.current().signs
    said = text.split()[:_MOST]
    pieces = (said[start : start + _AT_ONCE] for start in range(0, len(said), _STEP))
    return any(signs.hear(" ".join(piece)) for piece in pieces)


def address() -> str:
    return reverse("search:urgent_words")


@require_safe
def words(request: HttpRequest) -> JsonResponse:
    """Give a browser the words that editors keep, so that what is typed stays there."""
    return JsonResponse(wording.current().signs.for_devices())
