"""Say that an activity is still right, or take off the site what nobody checked."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.log_actions import log

from activities import guards
from activities.models import ActivityPage, Freshness, Session
from common import clock, version

CONFIRMED, TAKEN_OFF = "activities.confirm", "activities.take_off"  # in Wagtail's log

_AFRESH = dict.fromkeys(
    ("partner_told_at", "editors_told_at", "hidden_at", "hidden_told_at", "revision")
)


class NotOnSite(Exception):
    """It is a draft, or somebody took it off by hand: publish it, that is a check as well."""


@transaction.atomic
def note_published(*, activity_id: int, now: datetime) -> None:
    """Count a publication as a check: whoever may publish has looked at it."""
    # Its links are read anew at once: one that did not work may be mended.
    fields = {"checked_on": clock.local(now).date(), "links_read_at": None, **_AFRESH}
    Freshness.objects.update_or_create(activity_id=activity_id, defaults=fields)
    version.bump()


@transaction.atomic
def confirm(*, activity: ActivityPage, by: User, now: datetime) -> None:
    """Keep that somebody who may publish says that it is right, today.

    What was taken off by itself comes back as it was on the site. Twice changes nothing more.

    :raises NotOnSite: it is not on the site, and was not taken off by itself.
    :raises guards.KeptOff: an upper layer, or the checklist, keeps it off the site.
    """
    row = _locked(activity.pk, now)
    page = ActivityPage.objects.get(pk=activity.pk)
    if not page.live:
        if row.hidden_at is None:
            raise NotOnSite
        (row.revision or page.get_latest_revision() or page.save_revision(user=by)).publish(user=by)
    note_published(activity_id=page.pk, now=now)
    log(instance=page, action=CONFIRMED, user=by)


@transaction.atomic
def take_off(*, activity_id: int, now: datetime) -> bool:
    """Take an activity off the site that nobody checked; return whether it went.

    It stays while somebody works on it (a publication is planned), and while people have signed
    up for dates to come: they must be able to find it. Nothing is deleted.
    """
    row = _locked(activity_id, now)
    page = ActivityPage.objects.get(pk=activity_id)
    coming = Session.objects.filter(group__activity=page.pk).coming(now)
    if not page.live or row.hidden_at or page.scheduled_revision:
        return False
    if guards.in_use(coming.values_list("pk", flat=True)):
        return False
    row.revision = page.live_revision or page.save_revision(changed=False, clean=False)
    row.hidden_at = now
    row.save(update_fields=["revision", "hidden_at"])
    page.unpublish(log_action=TAKEN_OFF)
    return True


def _locked(activity_id: int, now: datetime) -> Freshness:
    Freshness.objects.get_or_create(
        activity_id=activity_id, defaults={"checked_on": clock.local(now).date()}
    )
    return Freshness.objects.select_for_update().get(activity_id=activity_id)
