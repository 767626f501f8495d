"""What every response carries: its policy, how long it may be kept, and whether it is small."""

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import Http404
from django.middleware.gzip import GZipMiddleware

from common import version

# Wagtail's admin does not work without inline scripts and styles.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"
# A new picture has a new name; a photo whose people withdrew is gone from browsers in an hour.
KEPT_MEDIA = "public, max-age=3600, must-revalidate"


class ResponseHeaders:
    """Give the admin a policy of its own, and every response its lasting headers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            # No page has it in its address, and PostgreSQL refuses to look for it.
            raise Http404
        with version.pinned():
            response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        is_admin = request.path.startswith(f"/{settings.ADMIN_PATH}")
        if is_admin:
            response._csp_replace = _admin_policy()
        response.setdefault("Cache-Control", _cache_control(request, response, is_admin))
        return response


class CompressPublic(GZipMiddleware):
    """Compress what is the same for everybody, and nothing that carries a secret.

    A page with a token in it and something of the visitor's own beside it gives
    the token away by its compressed length (BREACH). Such a page sets a cookie
    or belongs to somebody who has one.
    """

    def process_response(self, request, response):
        return response if is_personal(request, response) else super().process_response(
            request, response
        )  # fmt: skip


def is_personal(request, response) -> bool:
    """Say whether a response is for one visitor: a form with a token, or a session."""
    return bool(
        response.cookies
        or request.method not in ("GET", "HEAD")
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or "no-store" in response.get("Cache-Control", "")
    )


def _admin_policy() -> dict:
    """A form of ours may end at the provider that staff log in with: browsers look at that too."""
    if not settings.OIDC_LOGIN_ORIGIN:
        return ADMIN_POLICY
    return ADMIN_POLICY | {"form-action": [SELF, settings.OIDC_LOGIN_ORIGIN]}


def _cache_control(request, response, is_admin: bool) -> str:
    """A public page may be kept, and is asked for again each time: its ETag answers."""
    if is_admin:
        return "no-store, private"
    if is_personal(request, response):
        return "private, no-cache"
    if request.path.startswith(settings.MEDIA_URL) and response.status_code in (200, 304):
        return KEPT_MEDIA
    return "no-cache"
