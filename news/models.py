"""News of the neighbourhood and its partners."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from common.blocks import BodyBlock
from common.pages import SitePage, SitePageManager
from pictures.mixins import Pictured


class NewsIndexPage(SitePage):
    max_count = 1
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["news.NewsPage"]

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        pages = (
            NewsPage.objects.child_of(self)
            .visible()
            .select_related("picture")
            .prefetch_related("picture__renditions")
            .order_by("-date", "-pk")
        )
        context["news"] = Paginator(pages, 12).get_page(request.GET.get("pagina"))
        return context


class NewsPage(Pictured, SitePage):
    date = models.DateField(_("date"))
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="news",
    )
    themes = ParentalManyToManyField(
        "activities.Theme", verbose_name=_("themes"), blank=True, related_name="news"
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = SitePageManager()
    poster_kind = "nieuws"
    page_related = ("picture", "partner")

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("date"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("partner"),
        FieldPanel("themes"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def __str__(self):
        return self.title

    def shown_partner(self):
        """Return the partner whose news it is, if everybody may see that partner."""
        return self.partner if self.partner and self.partner.is_visible() else None

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["others"] = (
            NewsPage.objects.visible()
            .exclude(pk=self.pk)
            .select_related("picture")
            .defer("body")
            .order_by("-date", "-pk")[:3]
        )
        return context
