"""Everything that is kept of a signup, in words: for whom it is about (AVG articles 15 and 20)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import clock
from partners.models import PartnerPage
from signups import calendars, personal, subject
from signups.models import AccessLog, ConsentText, OutboxMail, Signup, SignupSettings
from signups.placement import parts, tokens

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines under one title; a line is a name and a value."""

    title: str
    rows: list[Row]


def of(signup: Signup) -> list[Section]:
    """Return every section that has something to tell."""
    sections = [_given(signup), *_answered(signup), _wished(signup), _booked(signup)]
    sections += [_why(signup), _mailed(signup), _looked(signup)]
    return [section for section in sections if section.rows]


def as_json(signup: Signup) -> dict:
    """Return the sections for a file; a name that comes twice gets a list."""
    found: dict = {}
    for section in of(signup):
        rows: dict = found.setdefault(section.title, {})
        for name, value in section.rows:
            rows[name] = [*_listed(rows[name]), value] if name in rows else value
    return found


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]


def _given(signup: Signup) -> Section:
    contact = personal.contact_of(signup)
    rows = [
        (_("Name"), contact.name),
        (_("E-mail"), contact.email),
        (_("Telephone"), contact.telephone),
    ]
    for person in personal.people_of(signup):
        words = person.name if person.age is None else f"{person.name} ({person.age})"
        rows.append((_("Comes"), words))
    return Section(_("What you filled in"), [row for row in rows if row[1]])


def _answered(signup: Signup) -> list[Section]:
    people = personal.people_of(signup)
    sections: dict[str, list[Row]] = {}
    for answer in personal.answers_of(signup):
        title = _("Your answers")
        if answer.person is not None and answer.person < len(people):
            title = _("Your answers about %(name)s") % {"name": people[answer.person].name}
        sections.setdefault(title, []).append((answer.question, answer.answer))
    return [Section(title, rows) for title, rows in sections.items()]


def _wished(signup: Signup) -> Section:
    """What was filled in for a series. Tokens are left out: they tell of somebody else as well."""
    rows: list[Row] = []
    if signup.bookable.series_id:
        rows = [(_("You can come on"), parts.label(code)) for code in signup.wish.parts]
        rows.append((_("You are"), tokens.open_mix(signup, signup.wish.mix)))
    return Section(_("For which group"), [row for row in rows if row[1]])


def _booked(signup: Signup) -> Section:
    rows = [(_("Activity"), signup.bookable.owner.activity.title)]
    rows += [(_("When"), _moment(session.starts_at)) for session in calendars.sessions_for(signup)]
    rows += [
        (_("State"), str(Signup.Status(signup.status).label)),
        (_("Signed up at"), _moment(signup.created_at)),
        (_("Last changed"), _moment(signup.changed_at)),
    ]
    if signup.consent_at:
        texts = ConsentText.objects.filter(version=signup.consent_version)
        rows.append((_("Agreed at"), _moment(signup.consent_at)))
        rows += [(_("Agreed to"), text) for text in texts.values_list("text", flat=True)]
    return Section(_("Your signup"), rows)


def _why(signup: Signup) -> Section:
    activity = signup.bookable.owner.activity
    wishes = subject.wishes_of(activity)
    organiser = PartnerPage.objects.parent_of(activity).first()
    controller = wishes.controller or (organiser.title if organiser else "")
    purpose = wishes.purpose or _(
        "To arrange this activity, and to reach you if something changes."
    )
    rows = [
        (_("Why we ask"), purpose),
        (_("Legal ground"), str(SignupSettings.Ground(wishes.legal_ground).label)),
        (_("Who is responsible"), controller),
        (_("Who works with it"), wishes.processor),
    ]
    ends = [session.ends_at for session in calendars.sessions_for(signup)]
    if ends:
        day = clock.local(max(ends) + timedelta(weeks=wishes.retention_weeks))
        rows.append((_("Deleted on"), date_format(day, "j F Y")))
    return Section(_("Why, and how long"), [row for row in rows if row[1]])


def _mailed(signup: Signup) -> Section:
    mails = signup.mails.filter(sent_at__isnull=False).order_by("sent_at", "pk")
    rows = [(_moment(mail.sent_at), str(OutboxMail.Kind(mail.kind).label)) for mail in mails]
    return Section(_("Mails that we sent"), rows)


def _looked(signup: Signup) -> Section:
    """How often staff opened the list that this signup stands in; they are not named."""
    seen = AccessLog.objects.filter(bookable=signup.bookable_id).exclude(
        action=AccessLog.Action.REFUSED
    )
    counted = seen.values("action").annotate(times=Count("pk"), last=Max("at"))
    rows = [
        (
            str(AccessLog.Action(row["action"]).label),
            _("%(times)d times, last on %(day)s")
            % {"times": row["times"], "day": _moment(row["last"])},
        )
        for row in counted.order_by("action")
    ]
    return Section(_("What the organiser did with the list"), rows)


def _moment(value) -> str:
    return date_format(clock.local(value), "l j F Y, G.i")
