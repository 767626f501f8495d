"""An account without a second factor sees the page that asks for one, where that is demanded."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

# What somebody needs to get a second factor, or to leave.
WITHOUT = {
    "account_login", "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_add_webauthn", "wagtailadmin_login", "wagtailadmin_logout",
    "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "invitation",
}  # fmt: skip


class SecondFactor:
    """Stop every request to the admin of an account that has no second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.must_stop(request):
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                raise PermissionDenied
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def must_stop(self, request) -> bool:
        if not settings.STAFF_SECOND_FACTOR:
            return False
        if not request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
            return False
        if not request.user.is_authenticated or _name_of(request) in WITHOUT:
            return False
        return not has_one(request.user)


def has_one(user) -> bool:
    """Say whether the account has a second factor; recovery codes alone are none."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def _name_of(request) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
