"""What Wagtail leaves open in the admin, closed: every address here is an allow.

Wagtail shows its choosers, its API, its reports and some windows to everybody who may enter.
Who looks after no page (a volunteer, a data role, an account without a partner) gets into the
hall and no further. Reports and workflows are for who looks after the whole site. A page, a
picture or a document that is named in an address must be one that the user works with.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from wagtail.admin.auth import permission_denied, user_has_any_page_permission
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy

from partners.permissions import looks_after_all, pages_of

HALL = {
    "wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_logout", "wagtailadmin_sprite",
    "wagtailadmin_login", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles",
    "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete", "invitation",
    "handbook",
}  # fmt: skip
# These ask themselves who belongs to which partner.
FAMILIES = ("account_", "mfa_", "socialaccount_", "openid_connect_", "signups_staff:")
FAMILIES += ("concerns_staff:", "placement:", "people:")


OF_THE_WHOLE_SITE = (
    "wagtailadmin_reports:", "wagtailadmin_workflows:", "wagtailforms:", "wagtailadmin_pages:type",
)  # fmt: skip
_BULK = {
    "page": "wagtailadmin_pages:bulk", "picture": "wagtailimages:bulk",
    "image": "wagtailimages:bulk", "document": "wagtaildocs:bulk",
}  # fmt: skip
_KEYS = ("page_id", "page_to_move_id", "pk", "image_id", "document_id", "doc_id")
_POLICIES = (
    ("wagtailimages", image_policy), ("pictures:", image_policy), ("wagtaildocs", document_policy),
)  # fmt: skip
_WAYS = ["add", "change", "delete", "choose"]


class NarrowAdmin:
    """Refuse what no rule of ours allows; Wagtail's own permissions come after it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
            return None
        user, name = request.user, request.resolver_match.view_name or ""
        if name == "wagtail_bulk_action":
            # Its window names whatever is asked for.
            name = _BULK.get(kwargs["model_name"], name)
            kwargs = {"numbers": [pk for pk in request.GET.getlist("id") if pk.isdecimal()]}
        if not user.is_authenticated or user.is_superuser or is_allowed(user, name, kwargs):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        return permission_denied(request)


def is_allowed(user, name: str, named: dict) -> bool:
    """Say whether the account may come to the address `name`, with what is named in it."""
    if name in HALL or name.startswith(FAMILIES):
        return True
    if not user_has_any_page_permission(user):
        return False
    if name.startswith(OF_THE_WHOLE_SITE):
        return looks_after_all(user)
    if name.startswith("wagtailadmin_pages:"):
        return _has_all(pages_of(user), named)
    for prefix, policy in _POLICIES:
        if name.startswith(prefix):
            mine = policy.instances_user_has_any_permission_for(user, _WAYS)
            return _has_all(mine, named)
    return True


def _has_all(mine, named: dict) -> bool:
    numbers = {int(named[key]) for key in _KEYS if key in named}
    numbers |= set(map(int, named.get("numbers", ())))
    return not numbers or mine.filter(pk__in=numbers).distinct().count() == len(numbers)
