"""Letters for who gave no e-mail address, most of them by telephone: what they agreed, on paper.

Large print: 16 points and more. A sensitive activity is not named, and neither is who organises
it or where it is: others at home may open the letter. Nothing is kept on disk.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from activities.models import Session
from common import clock
from common.paper import Paper
from partners.models import PartnerPage
from signups import calendars, roll, subject
from signups.models import Bookable, Signup

Part = tuple[str, list[str]]  # a heading, and what stands below it


@dataclass(frozen=True, slots=True)
class Letter:
    sender: str
    day: str
    name: str
    greeting: str
    parts: list[Part]
    telephone: str


def addressees(bookable: Bookable) -> QuerySet[Signup]:
    """Return the signups that get a letter, in the order in which they came."""
    return (
        bookable.signups.active()
        .filter(email_index="", purged_at__isnull=True)
        .exclude(channel=Signup.Channel.DOOR)
        .order_by("created_at", "pk")
    )


def of(bookable: Bookable, now: datetime) -> list[Letter]:
    """Return one letter for each of them, each in its own language."""
    letters = []
    for row in roll.opened(addressees(bookable)):
        with translation.override(row.signup.language):
            letters.append(_letter(row, bookable, now))
    return letters


def draw(letters: list[Letter], now: datetime) -> bytes:
    """Return the letters as one PDF, each on a page of its own."""
    paper = Paper(title=_("Letters about a signup"), now=now, is_numbered=False)
    for letter in letters:
        paper.add_page()
        # Written when the next page begins, or the file ends.
        paper.foot = _("Call %(number)s") % {"number": letter.telephone} if letter.telephone else ""
        paper.write_lines(letter.sender, size=18, height=8, bold=True)
        paper.write_lines(letter.day, size=16, height=8)
        paper.ln(6)
        paper.write_lines(letter.name, size=16, height=8)
        paper.ln(10)
        paper.write_lines(letter.greeting, size=16, height=8)
        for heading, lines in letter.parts:
            paper.ln(4)
            if heading:
                paper.write_lines(heading, size=18, height=9, bold=True)
            for line in lines:
                paper.write_lines(line, size=16, height=8)
    return bytes(paper.output())


def _letter(row: roll.Row, bookable: Bookable, now: datetime) -> Letter:
    activity = bookable.owner.activity
    organiser = PartnerPage.objects.parent_of(activity).first()
    telephone = activity.contact_telephone or (organiser.telephone if organiser else "")
    held = calendars.sessions_for(row.signup)
    coming = [one for one in held if one.ends_at > now and not one.is_cancelled]
    parts: list[Part] = [("", [_how(row.signup), _state(row.signup)])]
    if not activity.is_sensitive:
        parts.append((_("What for"), [activity.title]))
    if coming:
        parts.append((_("When"), [_moment(one) for one in coming]))
        if not activity.is_sensitive and (places := _places(coming)):
            parts.append((_("Where"), places))
    parts.append((_("Who comes"), [person.name for person in row.people]))
    parts.append((_("Can you not come?"), _cancelling(telephone)))
    parts.append((_("What happens with your details"), _kept(row.signup, bookable, held)))
    return Letter(
        sender=_sender(None if activity.is_sensitive else organiser),
        day=date_format(clock.local(now), "j F Y"),
        name=row.contact.name,
        greeting=_("Hello %(name)s,") % {"name": row.contact.name},
        parts=parts,
        telephone=_whole(telephone),
    )


def _sender(organiser: PartnerPage | None) -> str:
    return organiser.title if organiser else settings.WAGTAIL_SITE_NAME


def _how(signup: Signup) -> str:
    if signup.channel == Signup.Channel.TELEPHONE:
        return _("You signed up by telephone.")
    return _("You signed up on the site.")


def _state(signup: Signup) -> str:
    if signup.status == Signup.Status.WAITING:
        return _("You are on the waiting list. We call you when there is a place.")
    if signup.status == Signup.Status.OFFERED and signup.offer_expires_at:
        until = date_format(clock.local(signup.offer_expires_at), "l j F, G.i")
        return _("There is a place for you. Call us before %(moment)s.") % {"moment": until}
    if signup.status == Signup.Status.RECEIVED:
        return _("We have your signup. We call you when you are placed.")
    return _("You have a place.")


def _moment(session: Session) -> str:
    start, end = clock.local(session.starts_at), clock.local(session.ends_at)
    return f"{date_format(start, 'l j F Y, G.i')}–{date_format(end, 'G.i')}"


def _places(sessions: list[Session]) -> list[str]:
    """Return each place once, with its address."""
    places = [one.place for one in sessions if one.place]
    lines = [", ".join(filter(None, [place.name, place.address])) for place in places]
    return list(dict.fromkeys(lines))


def _cancelling(telephone: str) -> list[str]:
    if not telephone:
        return [_("Tell the organiser. Then somebody else can have your place.")]
    number = {"number": _whole(telephone)}
    return [_("Call %(number)s. Then somebody else can have your place.") % number]


def _kept(signup: Signup, bookable: Bookable, held: list[Session]) -> list[str]:
    activity = bookable.owner.activity
    wishes = subject.wishes_of(activity)
    purpose = "" if activity.is_sensitive else wishes.purpose
    day = _last_day(bookable, held) or clock.local(signup.created_at).date()
    gone = date_format(day + timedelta(weeks=wishes.retention_weeks), "j F Y")
    return [
        _("We keep your name, your telephone number and what you answered."),
        purpose or _("To arrange this activity, and to reach you if something changes."),
        _("Only the organiser sees it. On %(day)s we delete everything.") % {"day": gone},
        _("Do you want to see it, or change it? Call us."),
    ]


def _last_day(bookable: Bookable, held: list[Session]) -> date | None:
    if held:
        return clock.local(max(one.ends_at for one in held)).date()
    return bookable.series.ends_on if bookable.series else None


def _whole(number: str) -> str:
    """Return a telephone number that no line breaks in two."""
    return number.replace(" ", "\u00a0")
