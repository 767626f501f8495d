"""What every public page shares."""

from django.core.cache import caches
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from common import traces, version
from common.fragments import LASTS


class SitePageQuerySet(PageQuerySet):
    """Queries that every public page answers."""

    def visible(self):
        """Live and open to everybody. `.live()` alone shows titles of private pages."""
        return self.live().exclude(private_pages())


SitePageManager = PageManager.from_queryset(SitePageQuerySet)


class SitePage(Page):
    """A page with a summary of one or two sentences, used in lists, search and mail."""

    summary = models.TextField(
        _("in short"),
        max_length=300,
        blank=True,
        help_text=_("One or two short sentences. Shown in lists and search results."),
    )

    objects = SitePageManager()
    # A page is read; whatever changes something has an address of its own.
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    # Foreign keys that the page itself shows, read together with it.
    page_related: tuple[str, ...] = ()

    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    @property
    def leaves_no_trace(self) -> bool:
        """Whether it is about safety: the browser keeps no copy, and its title says nothing."""
        return False

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        return traces.leave_none(response) if self.leaves_no_trace else response

    def is_visible(self) -> bool:
        """Say whether everybody may see this page: what `visible()` asks of a list."""
        return self.live and not any(self.path.startswith(path) for path in restricted_paths())

    def get_view_restrictions(self):
        """Return the restrictions on this page; without a query where the site has none."""
        if not restricted_paths():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()


def restricted_paths() -> list[str]:
    """Return the tree paths that not everybody may see.

    While a request is answered they are kept by content version, which changes
    with every restriction.
    """
    if not version.is_pinned():
        return _restricted_paths()
    key = f"restricted:{version.current()}"
    found = caches["fragments"].get(key)
    if found is None:
        found = _restricted_paths()
        caches["fragments"].set(key, found, timeout=LASTS)
    return found


def private_pages(prefix: str = "") -> models.Q:
    """Return what matches the pages below a restriction; `prefix` leads to the page."""
    found = models.Q(pk__in=[])
    for path in restricted_paths():
        found |= models.Q(**{f"{prefix}path__startswith": path})
    return found


def _restricted_paths() -> list[str]:
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))
