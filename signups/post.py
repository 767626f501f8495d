"""How the mail stands: what waits, what is stuck and why. Knows no address and no name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.core.mail import EmailMessage
from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from common import addresses
from partners.models import Membership, PartnerPage
from partners.permissions import teams_kept_by
from signups.models import OutboxMail
from vault.outbox import logger

OLD = timedelta(hours=1)  # a mail that waits longer means that the server takes none
ALERT_EVERY = timedelta(days=1)
_WAYS = ("session__group", "group", "series")


@dataclass(frozen=True, slots=True)
class State:
    """The mails that still wait, since when the oldest does, and those that were given up."""

    waiting: int
    oldest: datetime | None
    given_up: int

    def is_late(self, now: datetime) -> bool:
        """Say whether the oldest has waited for longer than OLD."""
        return self.oldest is not None and now - self.oldest > OLD


def of_partners(partners: Iterable[PartnerPage]) -> QuerySet[OutboxMail]:
    """Return the mails about what these partners organise."""
    below = Q(pk__in=[])
    for partner in partners:
        for way in _WAYS:
            name = f"signup__bookable__{way}__activity__path__startswith"
            below |= Q(**{name: partner.path})
    return OutboxMail.objects.filter(below)


def partners_of(user) -> list[PartnerPage]:
    """Return the partners whose mail the user looks after; worked out once for each request."""
    if not hasattr(user, "_looks_after_mail_of"):
        user._looks_after_mail_of = list(teams_kept_by(user))
    return user._looks_after_mail_of


def of(user) -> QuerySet[OutboxMail]:
    """Return the mails that the user looks after: of the own partners, and all for editors."""
    return OutboxMail.objects.all() if user.is_superuser else of_partners(partners_of(user))


def state(mails: QuerySet[OutboxMail]) -> State:
    """Return how these mails stand (one query)."""
    waits = Q(sent_at__isnull=True, given_up_at__isnull=True)
    found = mails.order_by().aggregate(
        waiting=Count("pk", filter=waits),
        oldest=Min("created_at", filter=waits),
        given_up=Count("pk", filter=Q(given_up_at__isnull=False)),
    )
    return State(**found)


def stuck(mails: QuerySet[OutboxMail]) -> QuerySet[OutboxMail]:
    """Return those that were tried in vain or given up, latest first."""
    return mails.filter(
        Q(given_up_at__isnull=False) | Q(sent_at__isnull=True, last_error__gt="")
    ).order_by("-created_at", "-pk")


def send_again(mails: QuerySet[OutboxMail], now: datetime) -> int:
    """Put mails that were given up back in the queue; return how many."""
    return mails.filter(given_up_at__isnull=False).update(
        given_up_at=None, attempts=0, due_at=now, leased_until=None, last_error=""
    )


def run(now: datetime) -> int:
    """Tell the managers of each partner, at most once a day, that mail was given up."""
    whole = state(OutboxMail.objects.all())
    if whole.is_late(now):
        logger.error("%d mails wait, the oldest since %s", whole.waiting, whole.oldest)
    fresh = OutboxMail.objects.filter(given_up_at__gt=now - ALERT_EVERY)
    if not fresh.exists():
        return 0
    return sum(
        _tell(partner, now)
        for partner in PartnerPage.objects.order_by("pk")
        if of_partners([partner]).filter(pk__in=fresh).exists()
    )


def _tell(partner: PartnerPage, now: datetime) -> bool:
    """Write to the managers, or to the site's own address where a partner has none."""
    if not caches["shared"].add(
        f"mail-alert:{partner.pk}", now, timeout=int(ALERT_EVERY.total_seconds())
    ):
        return False
    managers = Membership.objects.filter(partner=partner, user__is_active=True)
    recipients = [
        address
        for address in managers.with_role(Membership.Role.MANAGER).values_list(
            "user__email", flat=True
        )
        if address
    ]
    link = addresses.whole(reverse("signups_staff:post"))
    with translation.override("nl"):
        message = EmailMessage(
            subject=_("A mail could not be delivered"),
            body="\n\n".join(
                [
                    _("A mail about a signup could not be delivered."),
                    _("Look at which activity it is about, and call if you can."),
                    link,
                ]
            ),
            to=recipients or [settings.DEFAULT_FROM_EMAIL],
        )
    try:
        message.send()
    except Exception as error:  # the mail server itself may be what fails
        caches["shared"].delete(f"mail-alert:{partner.pk}")
        logger.error("no alert could be sent: %s", type(error).__name__)
        return False
    return True
