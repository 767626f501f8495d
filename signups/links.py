"""The link instead of an account: a token by mail, then a short cookie and a clean address."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from common import addresses
from signups.models import Signup
from vault import crypto

MANAGE = "manage"
PARAMETER = "sleutel"
COOKIE = "aanmelding"
COOKIE_SECONDS = 30 * 60


def manage_link(signup: Signup) -> str:
    """Return the whole address that opens this signup; derived, never stored."""
    token = crypto.link_token(signup.key, purpose=MANAGE, version=signup.link_version)
    path = reverse("signups:link", args=[signup.key])
    return f"{addresses.whole(path)}?{PARAMETER}={token}"


def by_token(key: UUID, token: str) -> Signup:
    """Return the signup that this link opens.

    :raises Http404: for a wrong, revoked or foreign token and for an unknown key alike.
    """
    signup = Signup.objects.filter(key=key, purged_at__isnull=True).first()
    version = signup.link_version if signup else 0
    fits = crypto.token_fits(token, key, purpose=MANAGE, version=version)
    if signup is None or not fits:
        raise Http404
    return signup


def by_cookie(request: HttpRequest, key: UUID) -> Signup:
    """Return the signup that this visitor opened a short while ago.

    :raises Http404: without that cookie, after its time, or for another signup.
    """
    try:
        opened = _signer().unsign_object(request.COOKIES.get(COOKIE, ""), max_age=COOKIE_SECONDS)
        kept = Signup.objects.filter(key=key, purged_at__isnull=True)
        signup = kept.select_related("bookable").first()
        if signup is not None and opened == [str(key), signup.link_version]:
            return signup
    except (signing.BadSignature, ValueError):
        pass
    raise Http404


def remember(response: HttpResponse, signup: Signup, *, secure: bool) -> HttpResponse:
    """Let this browser manage the signup for a short while; the cookie goes to its page only."""
    response.set_cookie(
        COOKIE,
        _signer().sign_object([str(signup.key), signup.link_version]),
        max_age=COOKIE_SECONDS,
        path=reverse("signups:manage", args=[signup.key]),
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse, key: UUID) -> HttpResponse:
    """Take the cookie of a signup away."""
    response.delete_cookie(COOKIE, path=reverse("signups:manage", args=[key]), samesite="Lax")
    return response


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(key=settings.LINK_KEY, salt="signups.cookie")
