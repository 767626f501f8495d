"""Do what one row says, once: page, group, session and ledger in one transaction."""

import html
import json
import uuid
from datetime import datetime
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from activities import guards, operations
from activities.models import ActivityPage, Audience, Group, Session, Theme
from imports.comparing import LISTS, Judgement, as_given, judge
from imports.items import Item
from imports.models import ImportedActivity, ImportedSession, Row, Run
from partners.models import PartnerPage
from venues.models import Venue

GONE = "Staat niet meer in de agenda van de organisator."
CANCELLED = "De organisator heeft dit afgezegd."
MOVED = "De organisator heeft de tijd veranderd."
_PLAIN = ("title", "summary", "kind", "price_cents", "age_from", "age_to")
_PLAIN += ("contact_telephone", "contact_email")


def apply(run: Run, row: Row, *, now: datetime) -> None:
    """Bring what one row says into the portal, inside the caller's transaction.

    :raises IntegrityError: somebody else made a page at this instant; try it again.
    """
    item = Item.from_json(row.number, row.item)
    # What stood beside the row in the preview and holds whatever has changed since.
    item.notes = [note for note in row.notes if note[0] in ("like", "all_day", "no_end",
                  "unknown_place", "unknown_word")]  # fmt: skip
    activity = (
        ImportedActivity.objects.select_related("page__latest_revision", "group")
        .filter(partner=run.partner_id, key=item.activity)
        .first()
    )
    sessions = ImportedSession.objects.select_related("session__group__activity", "activity")
    known = sessions.filter(partner=run.partner_id, key__in=[item.was, item.key]).first()
    is_gone = row.verdict == Row.Verdict.GONE
    found = judge(item, activity, known, is_gone=is_gone, now=now)
    try:
        _carry_out(run, item, activity, known, found, is_gone, now)
    except operations.MomentTaken:
        found.verdict = Row.Verdict.REFUSED
        item.note("taken")
    except operations.MomentPassed:
        found.verdict = Row.Verdict.REFUSED
        item.note("past")
    row.verdict, row.notes, row.is_done = found.verdict, item.notes, True
    row.save(update_fields=["verdict", "notes", "is_done"])


def _carry_out(
    run: Run,
    item: Item,
    activity: ImportedActivity | None,
    known: ImportedSession | None,
    found: Judgement,
    is_gone: bool,
    now: datetime,
) -> None:
    if found.verdict == Row.Verdict.REFUSED:
        return
    if activity is None:
        activity = _new_activity(run, item)
    if found.fields:
        _change_page(run, activity, found.fields)
    if found.session == "add":
        _add(run, item, activity)
    elif known is not None and known.session is not None:
        _change_session(item, known, found.session, is_gone, now)
        if known.pk:
            known.key, known.feed = item.key, run.feed or known.feed
            known.save()


def _new_activity(run: Run, item: Item) -> ImportedActivity:
    # A parent read before would not know of the page that was added last.
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
    kept = ImportedActivity.objects.create(
        partner_id=run.partner_id,
        key=item.activity,
        page=page,
        group=group,
        given=_given({}, fields, revision.content),
    )
    _bring_on(run, page, revision)
    return kept


def _change_page(run: Run, activity: ImportedActivity, fields: dict[str, Any]) -> None:
    """Write the values as a new revision; it is published only where the old one was."""
    waits = activity.page.has_unpublished_changes
    page = activity.page.get_latest_revision_as_object()
    _fill(page, fields)
    revision = page.save_revision(user=run.by, log_action=True, clean=False)
    activity.given = _given(activity.given, fields, revision.content)
    activity.save(update_fields=["given"])
    if page.live and not waits and _may_publish(run, page):
        revision.publish(user=run.by, skip_permission_checks=True)


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


def _bring_on(run: Run, page: ActivityPage, revision) -> None:
    """Publish a new page or hand it in, as far as who imports may do that now."""
    if run.by is None or not run.by.is_active:
        return
    if run.wish == Run.Wish.PUBLISH and _may_publish(run, page):
        revision.publish(user=run.by, skip_permission_checks=True)
    elif run.wish == Run.Wish.SUBMIT:
        workflow = page.get_workflow()
        if workflow and page.permissions_for_user(run.by).can_submit_for_moderation():
            workflow.start(page, run.by)


def _may_publish(run: Run, page: ActivityPage) -> bool:
    return bool(run.by and run.by.is_active and page.permissions_for_user(run.by).can_publish())


def _add(run: Run, item: Item, activity: ImportedActivity) -> None:
    assert item.starts_at and item.ends_at
    session = operations.add_session(
        group=activity.group,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        venue=_own_venue(item, activity),
    )
    ImportedSession.objects.create(
        partner_id=run.partner_id,
        key=item.key,
        activity=activity,
        feed=run.feed,
        session=session,
        given=as_given(item),
    )


def _change_session(
    item: Item, known: ImportedSession, change: str, is_gone: bool, now: datetime
) -> None:
    session: Session = known.session
    if change == "":
        return
    if change == "cancel":
        page = session.group.activity
        if is_gone and not page.live and not guards.in_use([session.pk]):
            operations.delete_session(session=session)  # nobody ever saw it
            known.delete()
            return
        operations.cancel_session(session=session, reason=GONE if is_gone else CANCELLED, now=now)
    elif change == "restore":
        operations.restore_session(session=session, now=now)
    elif change == "move":
        operations.move_session(
            session=session,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            reason=MOVED,
            now=now,
        )
    elif change == "place":
        session.venue = _own_venue(item, known.activity)
        session.sequence += 1
        session.save(update_fields=["venue", "sequence", "changed_at"])
        operations.announce(activity_id=session.group.activity_id)
    known.given = as_given(item)


def _own_venue(item: Item, activity: ImportedActivity) -> Venue | None:
    """Return the venue of one date where it differs from that of the page."""
    if item.venue is None or item.venue == activity.given.get("venue"):
        return None
    return Venue.objects.filter(pk=item.venue).first()


def _free_slug(title: str, parent: PartnerPage) -> str:
    stem = slugify(title)[:200] or "activiteit"
    siblings = Page.objects.child_of(parent).filter(slug__startswith=stem)
    taken = set(siblings.values_list("slug", flat=True))
    tries = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)
