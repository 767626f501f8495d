"""The front door: home, ordinary pages, and what an editor sets for the whole site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.search import index

from common import clock
from common.blocks import BodyBlock
from common.pages import SitePage, SitePageManager
from pictures.mixins import Pictured
from portal.home import Home, first_entrance


class HomeBlock(blocks.StreamBlock):
    """Extra rows below the default home page."""

    text = BodyBlock(label=_("Text"), icon="doc-full", template="blocks/body.html")


class HomePage(SitePage):
    search_example = models.CharField(
        _("example in the search box"),
        max_length=80,
        blank=True,
        default="woensdagmiddag iets voor kind met autisme in Oost",
    )
    body = StreamField(HomeBlock(), verbose_name=_("extra rows"), blank=True)

    objects = SitePageManager()

    content_panels = [*SitePage.content_panels, FieldPanel("search_example"), FieldPanel("body")]
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["home"] = Home(request, clock.now())
        return context


class ContentPage(Pictured, SitePage):
    """An ordinary page: privacy, accessibility, about us."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    is_about_safety = models.BooleanField(
        _("about safety"), default=False, help_text=_("Shows 112 and Veilig Thuis at the top.")
    )

    objects = SitePageManager()

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("is_about_safety"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    parent_page_types = ["portal.HomePage", "portal.ContentPage"]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self):
        return self.title

    @property
    def leaves_no_trace(self) -> bool:
        return self.is_about_safety


class ContactPage(SitePage):
    """Whom to call: the first entrance with its hours, then the teams."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = SitePageManager()

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    max_count = 1
    parent_page_types = ["portal.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("contact page")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        from partners.context import teams_in_order

        now = clock.now()
        context["entrance"] = entrance = first_entrance(request, now)
        context["is_open"] = entrance.is_open if entrance else None
        context["teams"] = teams_in_order()
        return context


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    first_entrance = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("first entrance"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown wherever a visitor may need a person."),
    )
    is_example = models.BooleanField(
        _("example site"),
        default=False,
        help_text=_("Shows a banner and keeps search engines away."),
    )
    contact_page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("contact page"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    privacy_page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("privacy page"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("accessibility statement"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    panels = [
        FieldPanel("first_entrance"),
        MultiFieldPanel(
            [
                FieldPanel("contact_page"),
                FieldPanel("privacy_page"),
                FieldPanel("accessibility_page"),
            ],
            heading=_("Pages in the foot of the site"),
        ),
        FieldPanel("is_example"),
    ]

    class Meta:
        verbose_name = _("settings of the site")
