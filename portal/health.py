"""Is the portal well? One word for strangers, the reasons for who runs it."""

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from portal import worker
from search import engines
from signups import post
from signups.models import OutboxMail

logger = logging.getLogger("wijkportaal.health")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return ""


def _index() -> str:
    engines.current().count()
    return ""


def _worker() -> str:
    seen = worker.last_beat()
    if seen is None:
        return "no worker has been seen"
    silent = clock.now() - seen
    if silent > worker.SILENT:
        return f"the worker was last seen {int(silent.total_seconds())} seconds ago"
    return ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "index": _index,
    "worker": _worker,
}


def notes() -> dict[str, str]:
    """Return what who runs the site should know, though visitors are served well."""
    found = post.state(OutboxMail.objects.all())
    late = f", the oldest since {found.oldest:%Y-%m-%d %H:%M} UTC" if found.oldest else ""
    return {"mail": f"{found.waiting} wait{late}; {found.given_up} given up"}


def state() -> dict[str, str]:
    """Return what is wrong with each part; an empty string means well."""
    found = {}
    for name, check in CHECKS.items():
        try:
            found[name] = check()
        except Exception as error:
            logger.error("the %s cannot be reached: %s", name, type(error).__name__)
            found[name] = f"it cannot be reached ({type(error).__name__})"
    return found


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when all is well and 503 when not, with reasons for who may see them."""
    found = state()
    well = not any(found.values())
    status = 200 if well else 503
    if _may_see_detail(request):
        told = {name: words or "ok" for name, words in found.items()}
        if not found["database"]:
            told["notes"] = notes()
        return JsonResponse({"ok": well, **told}, status=status)
    return HttpResponse("ok" if well else "not ok", status=status, content_type="text/plain")


def _may_see_detail(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.HEALTH_TOKEN}"
    if settings.HEALTH_TOKEN and secrets.compare_digest(given.encode(), expected.encode()):
        return True
    try:
        return bool(request.user.is_superuser)
    except DatabaseError:
        return False
