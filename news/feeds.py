"""News to subscribe to, as Atom (RFC 4287)."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from common import clock
from news.models import NewsIndexPage, NewsPage

AT_MOST = 20


class NewsFeed(Feed):
    feed_type = Atom1Feed

    def title(self):
        return _("News from the neighbourhood")

    def subtitle(self):
        return _("News of all partners in one place")

    def link(self):
        index = NewsIndexPage.objects.visible().first()
        return index.url if index else "/"

    def feed_url(self):
        return reverse("news:feed")

    def items(self):
        pages = NewsPage.objects.visible().select_related("partner").defer("body")
        return pages.order_by("-date", "-pk")[:AT_MOST]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_link(self, item):
        return item.url

    def item_guid(self, item):
        return item.full_url

    def item_author_name(self, item):
        partner = item.shown_partner()
        return partner.title if partner else _("The editors")

    def item_pubdate(self, item):
        return datetime.combine(item.date, time(12), clock.LOCAL)

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)
