"""Queries over activities and sessions that read aloud."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q

from common.pages import SitePageQuerySet, private_pages


class ActivityQuerySet(SitePageQuerySet):
    def upcoming(self, now: datetime):
        """Activities with a session still to come that goes on."""
        from activities.models import Session

        coming = Session.objects.told().coming(now).going_on()
        coming = coming.filter(group__activity=OuterRef("pk"))
        return self.filter(Exists(coming))

    def with_next_date(self, now: datetime):
        """Annotate `next_date`: when the next session that goes on starts, or None."""
        return self.annotate(
            next_date=Min(
                "groups__sessions__starts_at",
                filter=Q(groups__sessions__ends_at__gt=now)
                & ~Q(groups__sessions__status="cancelled")
                & ~Q(groups__way_in="placement"),
            )
        )

    def free(self):
        return self.filter(price_cents=0)

    def help(self):
        """Help that has no date: a scheme, an information page."""
        return self.filter(kind="hulp")

    def without_dates(self):
        """Help, and activities whose dates stand on no page, such as groups after parting."""
        from activities.models import Session

        told = Session.objects.told().filter(group__activity=OuterRef("pk"))
        return self.filter(Q(kind="hulp") | ~Exists(told))

    def for_cards(self):
        """With what `activities.cards.build` reads of the page itself, in one query."""
        return self.select_related(
            "picture",
            "venue__neighbourhood__municipality",
            "neighbourhood__municipality",
            "municipality",
        ).defer("body")


class SessionQuerySet(models.QuerySet):
    def coming(self, now: datetime):
        """Not ended yet: who arrives late may still find it."""
        return self.filter(ends_at__gt=now)

    def told(self):
        """Those that the site may tell of: not of groups into which people are placed.

        When and where such a group meets stands on no page, in no feed and in no index.
        """
        return self.exclude(group__way_in="placement")

    def going_on(self):
        return self.exclude(status="cancelled")

    def of_visible_pages(self):
        """Sessions that everybody may hear of, of activities that everybody may see."""
        # A join, not a list of pages: the database can then stop at the first few sessions.
        visible = self.told().filter(group__activity__live=True)
        return visible.exclude(private_pages("group__activity__"))

    def in_order(self):
        return self.order_by("starts_at", "pk")

    def with_place(self):
        return self.select_related(
            "venue__neighbourhood__municipality",
            "group__venue__neighbourhood__municipality",
            "group__activity__venue__neighbourhood__municipality",
        )
