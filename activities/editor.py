"""The editor of an activity, in the order in which staff think."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.models import Locale, Page

from activities import checklist
from activities.panels import ChecklistPanel, GroupsPanel
from common import clock

_FOR_THE_SITE = ("action-publish", "action-submit", "action-restart-workflow")


def price_field() -> forms.DecimalField:
    """Return the field in which staff fill in euros."""
    return forms.DecimalField(
        label=_("Price in euros"),
        required=False,
        min_value=0,
        max_value=10_000,
        max_digits=7,
        decimal_places=2,
        localize=True,
        help_text=_("Fill in 0 if it is free. Leave empty if you do not know."),
    )


class ActivityPageForm(WagtailAdminPageForm):
    """Staff fill in euros; the page keeps cents."""

    price = price_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cents = self.instance.price_cents
        if cents is not None:
            self.initial["price"] = (Decimal(cents) / 100).quantize(Decimal("0.01"))
        locale = self.instance.locale_id or Locale.get_default().pk
        for name in ("audiences", "themes", "passes"):
            if name in self.fields:
                self.fields[name].queryset = self.fields[name].queryset.filter(locale=locale)

    def clean(self):
        slug = self.cleaned_data.get("slug")
        if slug and not self.instance.pk:
            self.cleaned_data["slug"] = self._free_slug(slug)
        cleaned = super().clean()
        if "price" not in self.errors and "price" in self.fields:
            price = self.cleaned_data.get("price")
            self.instance.price_cents = None if price is None else int(price * 100)
        if self._is_for_the_site():
            self._keep_off_what_is_not_ready()
        return cleaned

    def _is_for_the_site(self) -> bool:
        """Whether this hands in, publishes or approves; asking for changes is always allowed."""
        if self.is_deferred_validation:
            return False
        approves = self.data.get("workflow-action-name") == "approve"
        return approves or any(name in self.data for name in _FOR_THE_SITE)

    def _keep_off_what_is_not_ready(self) -> None:
        values = {**self.cleaned_data, "price_cents": self.instance.price_cents}
        for finding in checklist.blockers(
            checklist.check(checklist.facts(values, self.instance.pk, clock.now()))
        ):
            if finding.field in self.fields and finding.field not in self.errors:
                self.add_error(finding.field, finding.problem)

    def _free_slug(self, slug: str) -> str:
        """Give a second activity of one name an address of its own, without asking staff."""
        tries = (slug, *(f"{slug[:250]}-{number}" for number in range(2, 100)))
        free = (one for one in tries if Page._slug_is_available(one, self.parent_page))
        return next(free, slug)


def ticks(name: str, **kwargs) -> FieldPanel:
    """Show a choice of several as boxes to tick."""
    return FieldPanel(name, widget=forms.CheckboxSelectMultiple, **kwargs)


CONTENT_PANELS = [
    ChecklistPanel(heading=_("Ready for the site?")),
    TitleFieldPanel(
        "title",
        placeholder=_("Name of the activity"),
        help_text=_("A short name that people recognise."),
    ),
    FieldPanel("summary"),
    FieldPanel("kind"),
    FieldPanel(
        "body",
        heading=_("What are you going to do?"),
        help_text=_("Press the plus. Then choose what you want to add."),
    ),
    MultiFieldPanel(
        [
            ticks("audiences", heading=_("Audiences")),
            FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
            ticks("themes"),
        ],
        heading=_("For whom"),
    ),
    MultiFieldPanel([GroupsPanel()], heading=_("When and signing up")),
    MultiFieldPanel(
        [
            FieldPanel("venue"),
            FieldRowPanel([FieldPanel("neighbourhood"), FieldPanel("municipality")]),
        ],
        heading=_("Where"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("price"), FieldPanel("price_note")]),
            ticks("passes"),
        ],
        heading=_("Costs"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("contact_name"),
            FieldRowPanel([FieldPanel("contact_telephone"), FieldPanel("contact_email")]),
            InlinePanel(
                "co_organisers", heading=_("Co-organisers"), label=_("Co-organiser"), max_num=12
            ),
        ],
        heading=_("Contact"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("first_time_who"),
            FieldPanel("first_time_place"),
            FieldPanel("first_time_company"),
            FieldRowPanel([FieldPanel("sound"), FieldPanel("light"), FieldPanel("crowd")]),
        ],
        heading=_("First time?"),
        help_text=_("This helps people who find it hard to go somewhere new."),
        classname="collapsed",
    ),
    FieldPanel(
        "picture", help_text=_("Only people who agreed are recognisable. Children never are.")
    ),
    MultiFieldPanel(
        [FieldPanel("is_sensitive"), FieldPanel("is_urgent_help")],
        heading=_("Care"),
        classname="collapsed",
    ),
]

PROMOTE_PANELS = [
    MultiFieldPanel(
        [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
        heading=_("For search engines"),
    )
]
