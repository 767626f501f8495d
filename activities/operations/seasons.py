"""An activity once more, from a new first day on."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Page

from activities.models import ActivityPage, Group, Pattern
from activities.operations.sessions import add_pattern
from activities.operations.writing import free_slug
from activities.signals import activity_copied, group_copied

_OF_A_PATTERN = ("frequency", "starts", "ends", "count")
_SKIPS = ("skip_public_holidays", "skip_school_holidays")


@transaction.atomic
def copy_to_season(*, activity: ActivityPage, first_day: date, key: UUID, by: User) -> ActivityPage:
    """Return a draft like the activity, with its groups, its last pattern and new dates.

    The earliest pattern begins on that first day; the others keep their distance to it. Nobody
    who signed up comes along. The same key returns the draft that is there already. Groups in
    which people are placed are not copied: each season has its own placement.

    :raises recurrence.PatternTooLong: a pattern makes more than 400 sessions.
    """
    parent = activity.get_parent()
    list(Page.objects.select_for_update().filter(pk=parent.pk).order_by().values_list("pk"))
    there = ActivityPage.objects.filter(translation_key=key).first()
    if there is not None:
        return there
    copy = activity.copy(
        update_attrs={
            "slug": free_slug(activity.title, parent),
            "translation_key": key,
            "go_live_at": None,
            "expire_at": None,
        },
        reset_translation_key=False,
        copy_revisions=False,
        keep_live=False,
        user=by,
    )
    activity_copied.send(ActivityPage, source=activity, copy=copy)
    groups = activity.groups.exclude(way_in=Group.WayIn.PLACEMENT).order_by("pk")
    last = {group: group.patterns.order_by("first_day", "pk").last() for group in groups}
    days = [pattern.first_day for pattern in last.values() if pattern]
    shift = first_day - min(days) if days else timedelta()
    for group, pattern in last.items():
        _copy_group(group, pattern, copy, shift)
    return copy


def _copy_group(
    group: Group, pattern: Pattern | None, activity: ActivityPage, shift: timedelta
) -> None:
    made = Group.objects.create(
        activity=activity,
        name=group.name,
        way_in=group.way_in,
        elsewhere_url=group.elsewhere_url,
        venue=group.venue,
    )
    group_copied.send(Group, source=group, copy=made)
    if pattern is None:
        return
    add_pattern(
        group=made,
        first_day=pattern.first_day + shift,
        last_day=pattern.last_day and pattern.last_day + shift,
        **{name: getattr(pattern, name) for name in (*_OF_A_PATTERN, *_SKIPS)},
    )
