"""The frame around every page: menu, foot and the way back up.

Each part is kept until anything public changes, so that a page costs one query
for its frame: the content version itself.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from common import fragments
from common.pages import private_pages
from news.models import NewsIndexPage
from partners.models import PartnerIndexPage, TeamIndexPage


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page; the same for all pages of a site in one language."""

    name: str
    is_example: bool
    menu: list[Link]
    foot: list[Link]
    feed: str


def frame(request: HttpRequest) -> Frame:
    """Return the frame for this request."""
    return fragments.keep("frame", (request.get_host(),), lambda: _read_frame(request))


def trail(request: HttpRequest, page: Page) -> list[Link]:
    """Return links to the pages above one, home first; none that is hidden."""
    paths = [page.path[: depth * page.steplen] for depth in range(2, page.depth)]
    if not paths:
        return []
    parts = (request.get_host(), paths[-1])
    return fragments.keep("trail", parts, lambda: _read_trail(request, paths))


def _read_frame(request: HttpRequest) -> Frame:
    from portal.models import SiteSettings

    site = Site.find_for_request(request)
    if site is None:
        return Frame(settings.WAGTAIL_SITE_NAME, False, _fixed_menu(), [], "")
    chosen = SiteSettings.for_request(request)
    sections = _sections(site)
    foot_ids = [chosen.contact_page_id, chosen.privacy_page_id, chosen.accessibility_page_id]
    foot_pages = Page.objects.live().exclude(private_pages()).in_bulk([pk for pk in foot_ids if pk])
    foot = [_link(foot_pages[pk], request) for pk in foot_ids if pk in foot_pages]
    contact = foot_pages.get(chosen.contact_page_id)
    menu = _fixed_menu() + [_link(page, request) for page in sections]
    return Frame(
        name=site.site_name or settings.WAGTAIL_SITE_NAME,
        is_example=chosen.is_example,
        menu=menu + ([_link(contact, request)] if contact else []),
        foot=foot,
        feed=reverse("news:feed"),
    )


def _fixed_menu() -> list[Link]:
    fixed = [
        (_("Activities"), reverse("search:activities")),
        (_("Calendar"), reverse("activities:calendar")),
        (_("Themes"), reverse("activities:themes")),
        (_("Have your say"), reverse("participation:index")),
    ]
    return [Link(title, url) for title, url in fixed if url]


def _sections(site: Site) -> list[Page]:
    """The lists below home, and whatever pages an editor puts in the menu, in tree order."""
    below = site.root_page.get_children().live().exclude(private_pages())
    lists = below.exact_type(PartnerIndexPage, TeamIndexPage, NewsIndexPage)
    return list((lists | below.in_menu()).distinct().order_by("path"))


def _read_trail(request: HttpRequest, paths: list[str]) -> list[Link]:
    pages = Page.objects.live().exclude(private_pages()).filter(path__in=paths).order_by("path")
    return [
        Link(_("Home"), page.get_url(request) or "/") if page.depth == 2 else _link(page, request)
        for page in pages
    ]


def _link(page: Page, request: HttpRequest) -> Link:
    return Link(page.title, page.get_url(request) or "")
