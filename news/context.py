"""What news adds to pages of lower apps."""

from activities.models import Theme
from common.fragments import on_demand
from news.models import NewsPage

AT_MOST = 3


def of_theme(theme: Theme) -> dict:
    """Return the latest news that is filed under a theme."""
    pages = NewsPage.objects.visible().filter(themes=theme).select_related("picture")
    return {"news": _latest(pages)}


def of_partner(partner, now) -> dict:
    """Return the latest news of a partner."""
    pages = NewsPage.objects.visible().filter(partner=partner.pk or 0).select_related("picture")
    return {"news": _latest(pages)}


def _latest(pages):
    return on_demand(lambda: list(pages.defer("body").order_by("-date", "-pk")[:AT_MOST]))
