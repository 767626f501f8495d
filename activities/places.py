"""Venues to choose from: the partner's own first, it is nearly always one of those."""

from itertools import chain

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activities.models import ActivityPage
from partners.models import PartnerPage
from venues.models import Venue


def choices(partner: PartnerPage, none: str | Promise) -> list:
    """Return the choices of a select, in groups; `none` stands for no venue."""
    pages = ActivityPage.objects.child_of(partner).values("venue")
    own = partner.venues.all() | Venue.objects.filter(pk__in=pages)
    mine = {venue.pk: str(venue) for venue in own.distinct().order_by("name", "pk")}
    others = Venue.objects.exclude(pk__in=mine).order_by("name", "pk")
    rest = [(venue.pk, str(venue)) for venue in others]
    groups = [(_("Our venues"), list(mine.items())), (_("Other venues"), rest)]
    return list(chain([("", none)], (group for group in groups if group[1])))
