"""What news adds to pages of lower apps."""

from activities.models import Theme
from news.models import NewsPage

AT_MOST = 3


def of_theme(theme: Theme) -> dict:
    """Return the latest news that is filed under a theme."""
    pages = NewsPage.objects.visible().filter(themes=theme).select_related("picture")
    return {"news": list(pages.defer("body").order_by("-date", "-pk")[:AT_MOST])}


def of_partner(partner, now) -> dict:
    """Return the latest news of a partner."""
    pages = NewsPage.objects.visible().filter(partner=partner).select_related("picture")
    return {"news": list(pages.defer("body").order_by("-date", "-pk")[:AT_MOST])}
