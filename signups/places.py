"""What visitors may know of the places of a session or a group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from activities.models import Group, Session
from common import version
from signups.models import Bookable
from signups.signals import places_changed

FEW = 3  # so many places or fewer are counted out loud


class State(models.TextChoices):
    """One word for each state; search and style sheets know these values."""

    OPEN = "plek", _("Place free")
    FEW = "bijna_vol", _("Almost full")
    WAITING_LIST = "wachtlijst", _("Waiting list")
    FULL = "vol", _("Full")
    CLOSED = "gesloten", _("Signup closed")
    NOT_YET = "nog_niet", _("Signup not open yet")
    NO_SIGNUP = "zonder", _("No signup needed")
    TELEPHONE = "bellen", _("Call to sign up")
    ELSEWHERE = "elders", _("Sign up elsewhere")
    IN_PERSON = "indeling", _("The organiser places people")
    CANCELLED = "gaat_niet_door", _("Does not go on")
    PAST = "voorbij", _("Over")


_WAYS = {
    Group.WayIn.DROP_IN: State.NO_SIGNUP,
    Group.WayIn.TELEPHONE: State.TELEPHONE,
    Group.WayIn.ELSEWHERE: State.ELSEWHERE,
    Group.WayIn.PLACEMENT: State.IN_PERSON,
}


@dataclass(frozen=True, slots=True)
class Places:
    """The state of one session or group; `left` is told only where few places are left."""

    state: str
    left: int | None = None
    signup_url: str | None = None
    by_mail: bool = False  # where one calls to sign up, but only an e-mail address is known

    @property
    def label(self) -> str:
        if self.by_mail:
            return str(_("Mail to sign up"))
        if self.left is not None:
            words = ngettext("%(left)d place left", "%(left)d places left", self.left)
            return words % {"left": self.left}
        return str(State(self.state).label)

    @property
    def can_sign_up(self) -> bool:
        """Whether a place, or a turn on the waiting list, can be had now on this site."""
        return self.state in (State.OPEN, State.FEW, State.WAITING_LIST)

    @property
    def has_room(self) -> bool:
        """Whether somebody who comes alone can join: a free place, or no signup at all."""
        return self.state in (State.OPEN, State.FEW, State.NO_SIGNUP)


def for_sessions(sessions: Iterable[Session], now: datetime) -> dict[int, Places]:
    """Return the places by session pk (one query). `session.group.activity` must be loaded."""
    sessions = list(sessions)
    rows = rows_for(sessions)
    return {session.pk: of_session(session, _row(session, rows), now) for session in sessions}


def for_groups(groups: Iterable[Group], now: datetime) -> dict[int, Places]:
    """Return the places by pk of groups that are booked as a whole (two queries).

    A group that is booked per session gets its way in only.
    """
    groups = list(groups)
    rows = {row.group_id: row for row in Bookable.objects.filter(group__in=groups)}
    ahead = Session.objects.coming(now).filter(group__in=groups)
    going_on: dict[int, bool] = {}
    for group_id, status in ahead.values_list("group", "status"):
        going_on[group_id] = going_on.get(group_id, False) or status != Session.Status.CANCELLED
    return {
        group.pk: of_group(group, rows.get(group.pk), going_on.get(group.pk), now)
        for group in groups
    }


def rows_for(sessions: Iterable[Session]) -> dict[tuple[str, int], Bookable]:
    """Return the bookable rows of these sessions and of their groups (one query)."""
    sessions = list(sessions)
    found = Bookable.objects.filter(
        Q(session__in=[session.pk for session in sessions])
        | Q(group__in={session.group_id for session in sessions})
    )
    return {
        ("session", row.session_id) if row.session_id else ("group", row.group_id): row
        for row in found
    }


def of_session(session: Session, row: Bookable | None, now: datetime) -> Places:
    """Return the places of one session, given its row or its group's."""
    group = session.group
    if session.is_cancelled:
        return Places(State.CANCELLED)
    if session.is_over(now):
        return Places(State.PAST)
    if group.way_in in _WAYS:
        return _without_rows(group)
    if group.way_in == Group.WayIn.PER_SESSION and session.starts_at <= now:
        return Places(State.CLOSED)
    kind, pk = ("sessie", session.pk)
    if group.way_in == Group.WayIn.WHOLE_GROUP:
        kind, pk = ("groep", group.pk)
    return _by_count(group, row, kind, pk, now)


def of_group(group: Group, row: Bookable | None, goes_on: bool | None, now: datetime) -> Places:
    """Return the places of a group; goes_on None means that no session is to come."""
    if group.way_in in _WAYS:
        return _without_rows(group)
    if goes_on is None:
        return Places(State.PAST)
    if not goes_on:
        return Places(State.CANCELLED)
    if group.way_in == Group.WayIn.PER_SESSION:
        return Places(State.OPEN, signup_url=_signup_url("groep", group.pk))
    return _by_count(group, row, "groep", group.pk, now)


def public_face(row: Bookable) -> tuple:
    """Return what visitors can tell of a row: equal faces look the same everywhere."""
    if row.waiting or not row.left:
        return (State.WAITING_LIST if row.waiting_list_is_open else State.FULL, 0)
    return (State.FEW, row.left) if row.left <= FEW else (State.OPEN, 0)


def announce(row: Bookable) -> None:
    """Tell, once the transaction is kept, that the places of an activity changed."""
    version.bump()
    send = partial(places_changed.send_robust, Bookable, activity_id=row.owner.activity_id)
    transaction.on_commit(send, robust=True)


def _row(session: Session, rows: Mapping[tuple[str, int], Bookable]) -> Bookable | None:
    if session.group.way_in == Group.WayIn.WHOLE_GROUP:
        return rows.get(("group", session.group_id))
    return rows.get(("session", session.pk))


def _by_count(group: Group, row: Bookable | None, kind: str, pk: int, now: datetime) -> Places:
    if row is None or (group.signup_opens_at and now < group.signup_opens_at):
        return Places(State.NOT_YET)
    if not group.signup_is_open(now):
        return Places(State.CLOSED)
    state, left = public_face(row)
    if state == State.FULL:
        return Places(State.FULL)
    if state == State.FEW and not group.activity.is_sensitive:
        return Places(State.FEW, left, _signup_url(kind, pk))
    # How many others come is nobody's business where the activity is sensitive.
    state = State.OPEN if state == State.FEW else state
    return Places(state, signup_url=_signup_url(kind, pk))


def _without_rows(group: Group) -> Places:
    url = group.elsewhere_url or None if group.way_in == Group.WayIn.ELSEWHERE else None
    activity = group.activity
    by_mail = bool(activity.contact_email and not activity.contact_telephone)
    state = _WAYS[Group.WayIn(group.way_in)]
    return Places(state, signup_url=url, by_mail=by_mail and state == State.TELEPHONE)


def _signup_url(kind: str, pk: int) -> str:
    return reverse("signups:start", args=[kind, pk])
