"""What each mail says, worked out at the moment it is sent from what is then true."""

from datetime import datetime
from functools import reduce

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from common import addresses, clock
from signups import calendars, deadlines, links, messages, personal, together
from signups.models import OutboxMail, Signup

Kind = OutboxMail.Kind

# A mail whose signup has meanwhile moved on to another state would say what is not true.
_ONLY_WHILE = {
    Kind.PLACED: (Signup.Status.PLACED,),
    Kind.WAITING: (Signup.Status.WAITING,),
    Kind.RECEIVED: (Signup.Status.RECEIVED, Signup.Status.PLACED),
    Kind.NOT_YET: (Signup.Status.RECEIVED,),
    Kind.GROUP: (Signup.Status.PLACED,),
    Kind.OFFER: (Signup.Status.OFFERED,),
    Kind.EXPIRED: (Signup.Status.EXPIRED,),
    Kind.CHANGED: (Signup.Status.PLACED,),
    Kind.LINK_AGAIN: tuple(Signup.Status),
    Kind.REMINDER: (Signup.Status.PLACED,),
    Kind.AFTERCARE: (Signup.Status.PLACED,),
    Kind.SESSION_MOVED: Signup.ACTIVE,
    Kind.SESSION_CANCELLED: Signup.ACTIVE,
    Kind.SESSION_RESTORED: Signup.ACTIVE,
    Kind.SESSION_ELSEWHERE: Signup.ACTIVE,
    Kind.REGROUPED: (Signup.Status.PLACED,),
    Kind.MESSAGE: Signup.ACTIVE,
}
_WITH_CALENDAR = (
    Kind.GROUP, Kind.PLACED, Kind.CANCELLED, Kind.STAFF_CANCELLED, Kind.CHANGED, Kind.REMINDER,
    Kind.REGROUPED,
    Kind.SESSION_MOVED, Kind.SESSION_CANCELLED, Kind.SESSION_RESTORED, Kind.SESSION_ELSEWHERE,
)  # fmt: skip

_OF_ONE_SESSION = (
    Kind.SESSION_MOVED, Kind.SESSION_CANCELLED, Kind.SESSION_RESTORED, Kind.SESSION_ELSEWHERE,
    Kind.REMINDER,
)  # fmt: skip
# These say nothing any more once there is nothing to come to.
_ABOUT_WHAT_COMES = (Kind.WAITING, Kind.OFFER, Kind.EXPIRED, Kind.REMINDER)

MOST_LISTED = 30  # signups in one mail


def render(mail: OutboxMail, now: datetime, connection=None) -> EmailMultiAlternatives | None:
    """Return the mail, ready to send; None when there is nothing (more) to tell or nobody to.

    :raises crypto.CannotOpen: the address can't be opened any more.
    """
    signup = mail.signup
    kind = Kind(mail.kind)
    if not _tells(mail):
        return None
    rows = together.rows_with(mail, _tells)
    if not rows:
        return None
    contact = personal.contact_of(signup)
    if not contact.email:
        return None
    with translation.override(_language(signup)):
        context = _context(mail, contact, now, rows)
        if kind in _ABOUT_WHAT_COMES and not context["sessions"]:
            return None
        message = EmailMultiAlternatives(
            subject=subject(kind, context["title"]),
            body=render_to_string(f"signups/mail/{kind}.txt", context),
            to=[contact.email],
            connection=connection,
            headers=mail.headers,
        )
        message.attach_alternative(
            render_to_string(f"signups/mail/{kind}.html", context), "text/html"
        )
        if kind in _WITH_CALENDAR and (content := _calendar(mail, context)):
            message.attach("afspraak.ics", content.decode(), "text/calendar")
    return message


def _tells(mail: OutboxMail) -> bool:
    return still_true(mail.kind, mail.signup) and not _is_overtaken(mail)


def still_true(kind: str, signup: Signup) -> bool:
    """Say whether the signup is still in a state that this kind of mail tells of."""
    fitting = _ONLY_WHILE.get(Kind(kind), (signup.status,))
    return signup.purged_at is None and signup.status in fitting


def subject(kind: str, title: str) -> str:
    """Return the subject; title is "" for an activity that must not be named."""
    named = {
        Kind.PLACED: _("You have a place: %(title)s"),
        Kind.WAITING: _("You are on the waiting list: %(title)s"),
        Kind.RECEIVED: _("About your signup"),
        Kind.NOT_YET: _("About your signup"),
        Kind.GROUP: _("About your signup"),
        Kind.OFFER: _("There is a place for you: %(title)s"),
        Kind.EXPIRED: _("The offered place has expired: %(title)s"),
        Kind.CANCELLED: _("You have cancelled: %(title)s"),
        Kind.CHANGED: _("You chose another date: %(title)s"),
        Kind.LINK_AGAIN: _("Your signups"),
        Kind.STAFF_CANCELLED: _("Your signup was cancelled: %(title)s"),
        Kind.REMINDER: _("Almost time: %(title)s"),
        Kind.AFTERCARE: _("Thank you for coming: %(title)s"),
        Kind.SESSION_MOVED: _("Moved: %(title)s"),
        Kind.SESSION_CANCELLED: _("Does not go on: %(title)s"),
        Kind.SESSION_RESTORED: _("Goes on after all: %(title)s"),
        Kind.SESSION_ELSEWHERE: _("Another place: %(title)s"),
        Kind.REGROUPED: _("You have another date or group: %(title)s"),
        Kind.MESSAGE: _("Message about: %(title)s"),
    }
    if title:
        # A title is typed by staff; a line break in it would break the header.
        return named[Kind(kind)] % {"title": " ".join(title.split())}
    if kind == Kind.OFFER:
        return _("Please answer: about your signup")
    return _("About your signup")


def _is_overtaken(mail: OutboxMail) -> bool:
    """Say whether the session changed again since: that later change has a mail of its own."""
    if mail.kind not in _OF_ONE_SESSION or mail.session is None or mail.sequence is None:
        return False
    return mail.session.sequence > mail.sequence


def _language(signup: Signup) -> str:
    return signup.language if signup.language in dict(settings.LANGUAGES) else "nl"


def _context(
    mail: OutboxMail, contact: personal.Contact, now: datetime, rows: list[OutboxMail]
) -> dict:
    signup, signups = mail.signup, together.signups_of(rows)
    bookable = signup.bookable
    group = bookable.owner
    activity = group.activity
    sessions = together.sessions_of(signups)
    if mail.kind == Kind.REMINDER:
        sessions = [row for row in sessions if row.pk == mail.session_id and row.starts_at > now]
    wishes = deadlines.settings_of(activity.pk) if mail.kind == Kind.AFTERCARE else None
    return {
        "signup": signup,
        "signups": signups,
        "changes": together.changes(rows),
        "contact": contact,
        "people": personal.people_of(signup),
        "title": "" if activity.is_sensitive else activity.title,
        "is_sensitive": activity.is_sensitive,
        "activity": activity,
        "activity_url": addresses.whole(activity.url),
        "group": group,
        "all_sessions": sessions,
        "sessions": [row for row in sessions if row.ends_at > now and not row.is_cancelled],
        "session": mail.session,
        "text": messages.text_of(mail.message),
        "link": links.manage_link(signup),
        "others": _others(mail, now),
        "wishes": wishes,
        "deadline": signup.offer_expires_at and clock.local(signup.offer_expires_at),
        "telephone": activity.contact_telephone,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }


def _calendar(mail: OutboxMail, context: dict) -> bytes:
    """Return the appointments, those that are over struck out; b"" when there are none."""
    signup, sensitive = context["signup"], context["is_sensitive"]
    if len(context["signups"]) > 1:
        each = [(one, calendars.sessions_for(one)) for one in context["signups"]]
        return reduce(
            calendars.joined,
            [calendars.of_signup(one, own, is_sensitive=sensitive) for one, own in each],
        )
    held = context["all_sessions"]
    left = calendars.sessions_left(mail, held)
    if mail.kind in (Kind.CANCELLED, Kind.STAFF_CANCELLED):
        held, left = [], [*held, *left]
    parts = [calendars.of_signup(signup, held, is_sensitive=sensitive)] if held else []
    if left:
        old = calendars.of_signup(signup, left, is_sensitive=sensitive)
        parts.append(calendars.struck_out(old))
    return reduce(calendars.joined, parts) if parts else b""


def _others(mail: OutboxMail, now: datetime) -> list[dict]:
    """Return each other signup of the same address with its link, for a mail that lists them."""
    if mail.kind != Kind.LINK_AGAIN:
        return []
    rows = Signup.objects.live_of(mail.signup.email_index).exclude(pk=mail.signup_id)
    found = []
    for row in rows.select_related("bookable")[:MOST_LISTED]:
        activity = row.bookable.owner.activity
        sessions = calendars.sessions_of(row.bookable)
        found.append(
            {
                "title": "" if activity.is_sensitive else activity.title,
                "sessions": [one for one in sessions if one.ends_at > now][:1],
                "link": links.manage_link(row),
            }
        )
    return found
