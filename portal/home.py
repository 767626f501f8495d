"""What the home page shows. Nothing is read before a template asks for it."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from activities import agenda, cards
from activities.models import ActivityPage, Session, Theme
from common import clock
from news.models import NewsPage
from partners import entrance
from partners.models import PartnerPage

COMING = 8
HELP = 6
NEWS = 3


class Home:
    """The rows of the home page, each read once, on demand."""

    def __init__(self, request, now: datetime):
        self._request = request
        self._now = now

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Quick searches: label and address."""
        return quick_searches(clock.local(self._now).date())

    @property
    def coming(self) -> list[cards.Card]:
        """At most eight activities, by their next date."""
        return [card for card in self._cards if not card.is_help]

    @property
    def help(self) -> list[cards.Card]:
        """Help that has no date, urgent help first."""
        return [card for card in self._cards if card.is_help]

    @cached_property
    def _cards(self) -> list[cards.Card]:
        """Both kinds in one go: the number of queries is the same as for one."""
        pages = ActivityPage.objects.visible().help().order_by("-is_urgent_help", "title", "pk")
        ids = list(pages.values_list("pk", flat=True)[:HELP])
        dated = Session.objects.exclude(group__activity__kind=ActivityPage.Kind.HELP)
        ids += agenda.coming_ids(self._now, COMING, dated)
        return cards.build(agenda.in_order_of(ids), self._now)

    @cached_property
    def themes(self) -> list[Theme]:
        return list(Theme.objects.filter(locale__language_code=get_language()))

    @cached_property
    def news(self) -> list[NewsPage]:
        pages = NewsPage.objects.visible().select_related("picture", "partner")
        return list(pages.defer("body").order_by("-date", "-pk")[:NEWS])

    @cached_property
    def entrance(self) -> entrance.Entrance | None:
        """The first entrance with its hours, or None while none is set."""
        return first_entrance(self._request, self._now)


def quick_searches(today: date) -> list[tuple[str, str]]:
    """Return label and address of the searches most people start with."""
    saturday = today if today.weekday() > 4 else today + timedelta(days=5 - today.weekday())
    sunday = today + timedelta(days=6 - today.weekday())
    wishes = [
        (_("Today"), {"van": today, "tot": today}),
        (_("This weekend"), {"van": saturday, "tot": sunday}),
        (_("Free of charge"), {"prijs": "gratis"}),
        (_("For children"), {"doelgroep": "kinderen"}),
        (_("For parents"), {"doelgroep": "ouders"}),
        (_("Young people"), {"doelgroep": "jongeren"}),
    ]
    start = reverse("search:activities")
    return [(label, f"{start}?{urlencode(wish)}") for label, wish in wishes]


def first_entrance(request, now: datetime) -> entrance.Entrance | None:
    """Return the first entrance of this site; read once for all that shows it on a page."""
    if not hasattr(request, "first_entrance"):
        request.first_entrance = _first_entrance(request, now)
    return request.first_entrance


def _first_entrance(request, now: datetime) -> entrance.Entrance | None:
    from portal.models import SiteSettings

    if Site.find_for_request(request) is None:
        return None
    pk = SiteSettings.for_request(request).first_entrance_id
    partners = PartnerPage.objects.visible().filter(pk=pk).prefetch_related("opening_hours")
    partner = partners.first() if pk else None
    return entrance.of(partner, now) if partner else None
