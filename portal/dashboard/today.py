"""Today's sessions in numbers: places, who waits, who is here. No name is opened for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from wagtail.admin.ui.components import Component

from activities import scope
from activities.models import Group, Session
from common import clock
from partners.permissions import partners_of, partners_with_people_for
from signups import access, places
from signups.models import Attendance, Bookable, Signup

ROWS = 20
_HERE = (Signup.Status.PLACED, Signup.Status.EXTRA)


@dataclass(frozen=True, slots=True)
class Line:
    """A session of today; None is a number that nobody keeps."""

    session: Session
    taken: int | None
    capacity: int | None
    waiting: int | None
    present: int | None
    list_url: str = ""
    door_url: str = ""
    dates_url: str = ""


class TodayPanel(Component):
    """What is on today: of the user's partners, or at whose door the user stands."""

    name = "today"
    template_name = "portal/admin/panels/today.html"
    order = 44

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        lines = lines_for(self.user, clock.now())
        is_staff = bool(lines) or partners_of(self.user).exists()
        return {
            "is_shown": is_staff or access.door_sessions_of(self.user, clock.now()).exists(),
            "lines": lines[:ROWS],
            "more": len(lines) > ROWS,
        }


def lines_for(user, now: datetime) -> list[Line]:
    """Return the sessions of today, those that are over too (at most one more than ROWS).

    The number of queries does not grow with the sessions.
    """
    day = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Q(starts_at__gte=day, starts_at__lt=day + timedelta(days=1))
    door = set(access.door_sessions_of(user, now).values_list("pk", flat=True))
    written = set(
        scope.sessions_of(user)
        .filter(today, group__activity__live=True)
        .values_list("pk", flat=True)[: ROWS + 1]
    )
    sessions = list(
        Session.objects.filter(pk__in=written | door)
        .select_related("group__activity")
        .in_order()[: ROWS + 1]
    )
    managed = tuple(partners_with_people_for(user).values_list("path", flat=True))
    rows, placed, here = places.rows_for(sessions), _placed(sessions), _here(sessions)
    lines = []
    for session in sessions:
        row = _row(session, rows)
        opens = bool(row and managed and session.group.activity.path.startswith(managed))
        kept = row is not None or session.group.is_told_in_person
        lines.append(
            Line(
                session=session,
                taken=row.taken if row else placed.get(session.group_id),
                capacity=row.capacity if row else None,
                waiting=row.waiting if row else None,
                present=here.get(session.pk, 0) if kept else None,
                list_url=reverse("signups_staff:people", args=[row.pk]) if row and opens else "",
                door_url=_at("signups_staff:door", session.pk) if session.pk in door else "",
                dates_url=_at("groups:detail", session.group_id) if session.pk in written else "",
            )
        )
    return lines


def _row(session: Session, rows: dict[tuple[str, int], Bookable]) -> Bookable | None:
    if session.group.way_in == Group.WayIn.WHOLE_GROUP:
        return rows.get(("group", session.group_id))
    return rows.get(("session", session.pk))


def _placed(sessions: list[Session]) -> dict[int, int]:
    """Return how many people were placed in each group that people are placed into."""
    groups = {session.group_id for session in sessions if session.group.is_told_in_person}
    found = (
        Signup.objects.filter(placement__place__group__in=groups, status=Signup.Status.PLACED)
        .order_by()
        .values_list("placement__place__group")
        .annotate(Sum("size"))
    )
    return dict.fromkeys(groups, 0) | dict(found)


def _here(sessions: list[Session]) -> dict[int, int]:
    """Return how many people were ticked as here, by session: as `signups.sheet` counts them."""
    found = (
        Attendance.objects.filter(
            session__in=[session.pk for session in sessions],
            state=Attendance.State.PRESENT,
            signup__status__in=_HERE,
            position__lt=F("signup__size"),
        )
        .order_by()
        .values_list("session")
        .annotate(Count("pk"))
    )
    return dict(found)


def _at(name: str, pk: int) -> str:
    return reverse(name, args=[pk])
