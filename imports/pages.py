"""The page of an imported activity: a draft that is filled, and brought on as far as allowed."""

import html
import json
import uuid
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from activities.models import ActivityPage, Audience, Group, Theme
from imports.comparing import LISTS
from imports.items import Item
from imports.models import ImportedActivity, Run
from partners import quiet
from partners.models import PartnerPage

_PLAIN = ("title", "summary", "kind", "price_cents", "age_from", "age_to")
_PLAIN += ("contact_telephone", "contact_email")


def add(run: Run, item: Item) -> ImportedActivity:
    """Make the draft of a new activity, with the group that its dates belong to."""
    parent = PartnerPage.objects.select_for_update(of=("self",)).get(pk=run.partner_id)
    page = ActivityPage(title=item.title, slug=_free_slug(item.title, parent), live=False)
    usual = {
        "kind": ActivityPage.Kind.MEETING.value,
        "contact_telephone": parent.telephone,
        "contact_email": parent.email,
    }
    fields = usual | item.fields
    _fill(page, fields)
    page.owner = run.by
    parent.add_child(instance=page)
    revision = page.save_revision(user=run.by, log_action="wagtail.create", clean=False)
    group = Group.objects.create(
        activity=page, way_in=item.way_in, elsewhere_url=item.elsewhere_url
    )
    return ImportedActivity.objects.create(
        partner_id=run.partner_id,
        key=item.activity,
        page=page,
        group=group,
        given=_given({}, fields, revision.content),
    )


def change(run: Run, activity: ImportedActivity, fields: dict[str, Any]) -> None:
    """Write the values as a new revision; it is published only where the old one was."""
    waits = activity.page.has_unpublished_changes
    page = activity.page.get_latest_revision_as_object()
    _fill(page, fields)
    revision = page.save_revision(user=run.by, log_action=True, clean=False)
    activity.given = _given(activity.given, fields, revision.content)
    activity.save(update_fields=["given"])
    if page.live and not waits and _may_publish(run, page):
        revision.publish(user=run.by, skip_permission_checks=True)
    latest = ActivityPage.objects.select_related("latest_revision")
    activity.page = latest.get(pk=page.pk)


def bring_on(run: Run, activity: ImportedActivity) -> bool:
    """Publish a new page or hand it in, as who imports may now; say whether it was handed in."""
    page = activity.page
    if run.by is None or not run.by.is_active or page is None:
        return False
    if run.wish == Run.Wish.PUBLISH and _may_publish(run, page):
        page.latest_revision.publish(user=run.by, skip_permission_checks=True)
    elif run.wish == Run.Wish.SUBMIT:
        workflow = page.get_workflow()
        if workflow and page.permissions_for_user(run.by).can_submit_for_moderation():
            with quiet.told_at_once():  # one mail tells of the whole import
                workflow.start(page, run.by)
            return True
    return False


def _may_publish(run: Run, page: ActivityPage) -> bool:
    return bool(run.by and run.by.is_active and page.permissions_for_user(run.by).can_publish())


def _fill(page: ActivityPage, fields: dict[str, Any]) -> None:
    for name in _PLAIN:
        if name in fields:
            setattr(page, name, fields[name])
    if None not in (page.age_from, page.age_to) and page.age_to < page.age_from:
        page.age_to = None
    if "venue" in fields:
        page.venue_id = fields["venue"]
    for name, model in zip(LISTS, (Audience, Theme), strict=True):
        if name in fields:
            setattr(page, name, list(model.objects.filter(pk__in=fields[name])))
    if "body" in fields:
        told = [html.escape(part.strip()) for part in fields["body"].split("\n\n")]
        value = "".join(f"<p>{part.replace(chr(10), '<br/>')}</p>" for part in told if part)
        block = {"type": "paragraph", "value": value, "id": str(uuid.uuid4())}
        page.body = json.dumps([block])


def _given(before: dict, fields: dict[str, Any], content: dict) -> dict[str, Any]:
    given = {**before, **fields}
    if "body" in fields:
        given["_body"] = content["body"]
    return given


def _free_slug(title: str, parent: PartnerPage) -> str:
    stem = slugify(title)[:200] or "activiteit"
    siblings = Page.objects.child_of(parent).filter(slug__startswith=stem)
    taken = set(siblings.values_list("slug", flat=True))
    tries = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)
