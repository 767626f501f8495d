"""Every address of the admin and the API, and whether somebody is let in there."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver

ADMIN = f"/{settings.ADMIN_PATH}"
ROOMS = (ADMIN, "/api/")
SITE_WIDE = {
    "agreement": "agreement", "audience": "audience", "municipality": "municipality",
    "neighbourhood": "neighbourhood", "pass": "pass_", "postcodearea": "postcodearea",
    "schoolholiday": "schoolholiday", "search_bestbet": "bestbet", "search_synonym": "synonym",
    "search_urgentterm": "urgentterm", "theme": "theme", "venue": "venue",
    "venue_chooser": "venue", "paper": "venue", "wagtailsites": "site",
    "wagtailusers_users": "user", "wagtailusers_groups": "usergroup",
    "wagtailadmin_collections": "collection", "wagtailadmin_workflows": "workflow",
    "wagtailsettings": "site", "desks": "desk",
}  # fmt: skip
OF_A_PARTNER = {
    "groups": "group", "placement": "series", "signups_staff": "bookable", "people": "partner",
    "imports": "partner", "new_activity": "partner", "freshness": "page",
    "participation_staff": "consultation",
    "concerns_staff": "concern",
    "wagtailimages": "image", "pictures": "image",
    "wagtailimages_chooser": "image", "wagtaildocs": "document", "wagtaildocs_chooser": "document",
    "wagtailadmin_pages": "page", "wagtailadmin_api:pages": "page",
    "wagtailadmin_api:images": "image", "wagtailadmin_api:documents": "document",
}  # fmt: skip
BY_NAME = {
    "membership_pk": "member", "invitation_pk": "invitation", "signup_pk": "signup",
    "page_id": "page", "page_to_move_id": "page", "parent_page_id": "partner", "page_pk": "page",
    "destination_id": "partner", "revision_id": "revision", "workflow_state_id": "state",
    "image_id": "image", "document_id": "document", "doc_id": "document",
    "session_id": "editing", "collection_id": "collection", "task_state_id": "task",
    "run_pk": "import_run", "feed_pk": "feed", "input_pk": "input", "panel_pk": "panel",
    "question_pk": "panel_question", "talk_pk": "talk",
}  # fmt: skip
# These take the session, not the bookable that it has.
OF_A_SESSION = {
    "groups:cancel_session", "groups:delete_session", "groups:move_session",
    "groups:change_dates", "groups:restore_session", "signups_staff:door", "signups_staff:tick",
    "signups_staff:walk_in", "signups_staff:undo_walk_in", "signups_staff:print",
}  # fmt: skip
OF_A_LIVE_PAGE = {
    "wagtailadmin_pages:unpublish", "wagtailadmin_api:pages:action", "wagtailadmin_pages:lock",
    "wagtailadmin_pages:unlock",
}  # fmt: skip
WORDS = {
    "content_type_app_name": "activities", "content_type_model_name": "activitypage",
    "app_label": "wagtailcore", "app_name": "portal", "model_name": "page",
    "action": "delete", "action_name": "unpublish", "filter_spec": "width-100",
    "uidb64": "x", "token": "x", "provider_id": "oidc", "kind": "csv", "way": "blad",
    "key": "2f3c1f6e-0d6b-4f0e-9a55-7b0f1d1c2a11", "step": "wat",
    "week": "2026-W48",
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    name: str
    pattern: str  # as a path, with <parameter> where something is filled in
    parameters: tuple[str, ...]

    @property
    def is_of_a_partner(self) -> bool:
        """Say whether it names something that belongs to a partner."""
        if self.name == "wagtail_bulk_action":
            return True
        mine = (OF_A_PARTNER.get(self.namespace),) if "pk" in self.parameters else ()
        named = [BY_NAME[name] for name in self.parameters if name in BY_NAME]
        return any([*mine, *named]) and self.namespace not in SITE_WIDE

    @property
    def namespace(self) -> str:
        return self.name.rpartition(":")[0]


class Unknown(LookupError):
    """Nobody said what a <parameter> of the address names."""


def addresses() -> list[Address]:
    """Return every address of the admin and the API, by name; a name may have more than one.

    What has no name is called by its pattern.
    """
    found = _walk(get_resolver(), "", "/")
    return sorted(
        {row for row in found if row.pattern.startswith(ROOMS)}, key=lambda r: (r.name, r.pattern)
    )


def _walk(resolver, namespace, prefix):
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, path)
        else:
            path = path.replace("^", "").rstrip("$")
            path = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", path)
            names = tuple(re.findall(r"<(?:\w+:)?(\w+)>", path))
            yield Address(namespace + (entry.name or path), path, names)


def path_of(address: Address, world, side) -> str:
    """Return the address with the things of that partner (or of the whole site) filled in.

    :raises Unknown: what a parameter names is not said above.
    """
    path = address.pattern.replace(".*", "nergens")
    for name in address.parameters:
        try:
            value = _value(address, name, world, side)
        except KeyError:
            raise Unknown(name) from None
        path = re.sub(rf"<(?:\w+:)?{name}>", str(value), path)
    if "revisions/compare" in path:
        return f"{ADMIN}pages/{side.page.pk}/revisions/compare/earliest...latest/"
    return f"{path}?id={side.page.pk}" if address.name == "wagtail_bulk_action" else path


def _value(address: Address, name: str, world, side):
    if address.name.startswith("wagtail_bulk_action"):
        return {"app_label": "wagtailcore", "model_name": "page", "action": "delete"}[name]
    if address.name.startswith("wagtailadmin_editing_sessions") and name != "session_id":
        return {"app_label": "wagtailcore", "model_name": "page", "object_id": side.page.pk}[name]
    if address.name.endswith("workflow_action") or "workflow_action_data" in address.name:
        words = {"action_name": "approve", "task_state_id": side.task.pk, "page_id": side.page.pk}
        return words[name]
    if address.namespace == "wagtailsettings" and name != "pk":
        return {"app_name": "portal", "model_name": "sitesettings"}[name]
    if address.name.startswith("wagtailadmin_workflows") and name != "page_pk":
        return _of_workflow(address, name, world)
    if name == "uploaded_file_id":
        upload = side.upload_image if address.namespace == "wagtailimages" else side.upload_document
        return upload.pk
    if name == "pk" and address.name in OF_A_SESSION or name == "session_pk":
        return side.session.pk
    if address.name in ("signups_staff:settings", "groups:copy_season"):
        return side.course.pk
    if address.name in ("concerns_staff:seats", "concerns_staff:figures"):
        return side.desk.pk
    if address.name == "signups_staff:called":
        return side.call.pk
    if address.name == "placement:one" and name == "signup_pk":
        return side.placed.pk
    if address.name in OF_A_LIVE_PAGE and name in ("page_id", "pk"):
        return side.course.pk
    if name == "pk" and address.namespace in SITE_WIDE:
        return getattr(world.shared, SITE_WIDE[address.namespace]).pk
    if address.name == "people:site_withdraw":
        return world.shared.site_invitation.pk
    if address.name == "mfa_remove_webauthn":
        return 1  # whose it is comes after the question whether it is still you (test_passkeys)
    if name == "pk":
        return getattr(side, OF_A_PARTNER[address.namespace]).pk
    if name == "collection_id":
        return world.shared.collection.pk
    if name == "task_id":
        return world.shared.workflow_task.pk
    if name in BY_NAME:
        return getattr(side, BY_NAME[name]).pk
    if address.name == "invitation":
        invitation = side.invitation
        return {"key": invitation.key.hex, "signature": invitation.signature()}[name]
    return WORDS[name]


def _of_workflow(address: Address, name: str, world):
    if name in ("app_label", "model_name"):
        return {"app_label": "partners", "model_name": "publisherapproval"}[name]
    if name == "task_id" or "task" in address.name:
        return world.shared.workflow_task.pk
    return world.shared.workflow.pk


def visit(client: Client, path: str, data: dict) -> HttpResponse:
    """Ask for a path without changing anything: by GET, and by POST where GET is not taken."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def data_for(address: Address, side) -> dict:
    """Return what must be posted for the address to get as far as its permission."""
    return {
        "people:change": {"do": "remove"},
        "people:site_take": {"user": side.member.user_id, "role": "editor"},
        "people:trust": {"do": "trust"},
        "signups_staff:act": {"do": "cancel"},
        "concerns_staff:act": {"do": "take"},
        "signups_staff:tick": {
            "signup": side.signup.pk, "position": 0, "state": "present", "was": "",
        },
    }.get(address.name, {})  # fmt: skip


def is_let_in(answer: HttpResponse, path: str) -> bool:
    """Tell from an answer whether the address was open, whatever it then said of the question."""
    if answer.status_code in (403, 404, 410):
        return False
    if answer.status_code not in (301, 302):
        return True
    target = answer.url.partition("?")[0]
    if target in (f"{ADMIN}login/", ADMIN):
        return False
    # Who may not see a page is led to the nearest one that they may see.
    is_list = re.fullmatch(rf"{ADMIN}pages/\d+/(results/)?", path)
    return not (is_list and re.fullmatch(rf"{ADMIN}pages/(\d+/)?", target))
