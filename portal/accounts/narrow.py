"""Who looks after no page gets into the hall of the admin, and no further.

Wagtail shows its choosers, its API and some lists to everybody who may enter. For a volunteer,
a data role and an account without a partner this turns that round: only what is named here.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from wagtail.admin.auth import permission_denied, user_has_any_page_permission

HALL = {
    "wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_logout", "wagtailadmin_sprite",
    "wagtailadmin_login", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles",
    "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete", "invitation",
}  # fmt: skip
# These ask themselves who belongs to which partner.
FAMILIES = ("account_", "mfa_", "socialaccount_", "openid_connect_", "signups_staff:")
FAMILIES += ("placement:", "people:")


class NarrowAdmin:
    """Refuse every other address of the admin to who has no page there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
            return None
        name = request.resolver_match.view_name or ""
        if name in HALL or name.startswith(FAMILIES) or not request.user.is_authenticated:
            return None
        if user_has_any_page_permission(request.user):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        return permission_denied(request)
