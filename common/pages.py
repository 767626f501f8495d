"""What every public page shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet


class SitePageQuerySet(PageQuerySet):
    """Queries that every public page answers."""

    def visible(self):
        """Live and open to everybody. `.live()` alone shows titles of private pages."""
        return self.live().public()


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

    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True
