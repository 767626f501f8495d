"""The reminders: written when they leave, about what is then still so."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from activities.freshness import queries
from activities.freshness.overview import Row, rows_of
from activities.models import FreshnessMail, FreshnessPeriods
from activities.scope import activities_of
from common import addresses, clock
from vault import outbox

Kind = FreshnessMail.Kind
MOST = 40  # activities named in one mail; the list in the admin has them all


def run(now: datetime) -> int:
    """Send the reminders that are due; return how many were sent. A job of the worker."""
    return outbox.run(FreshnessMail, render, now, related=("user",))


def render(mail: FreshnessMail, now: datetime, connection=None) -> EmailMessage | None:
    """Return the reminder as it is true now; None if it was all done, or they left the team."""
    user = mail.user
    if not user.is_active or not user.email:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        rows = _still_so(mail, now)
        if not rows:
            return None
        context = {
            "kind": mail.kind,
            "rows": rows[:MOST],
            "more": max(0, len(rows) - MOST),
            "base": addresses.whole(),
            "url": addresses.whole(reverse("freshness:index")),
        }
        return EmailMessage(
            _subject(mail.kind),
            render_to_string("activities/mail/freshness.txt", context).strip() + "\n",
            to=[user.email],
            connection=connection,
            headers=mail.headers,
        )


def _still_so(mail: FreshnessMail, now: datetime) -> list[Row]:
    """Return the activities of which it still holds, and that are still this person's work."""
    periods = FreshnessPeriods.load()
    soon = queries.stale_by(clock.local(now + periods.before).date(), periods)
    stale = queries.stale_by(clock.local(now).date(), periods)
    query = {
        Kind.SOON: soon,
        Kind.STALE: stale,
        Kind.HIDDEN: queries.off_the_site(),
        Kind.PAST: queries.only_past(now),
        Kind.LINKS: queries.with_broken_links(),
    }[Kind(mail.kind)]
    own = activities_of(mail.user).filter(pk__in=mail.activities.values("pk"))
    return rows_of(query.filter(activity__in=own.order_by().values("pk")), mail.user, periods)


def _subject(kind: str) -> str:
    return {
        Kind.SOON: _("Please check: is this still right?"),
        Kind.STALE: _("Not checked: this goes off the site soon"),
        Kind.HIDDEN: _("This is off the site now"),
        Kind.PAST: _("There are no more dates"),
        Kind.LINKS: _("A link does not work"),
    }[Kind(kind)]
