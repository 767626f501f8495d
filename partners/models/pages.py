"""Who organises: partners, the teams they form, and the agreements they signed."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Collection, Orderable
from wagtail.search import index

from common import clock
from common.blocks import BodyBlock
from common.pages import SitePage, SitePageManager
from partners.editor import PARTNER_PANELS, TEAM_PANELS
from pictures.mixins import Pictured

# Who works for a partner is no content: a revision or a copy brings none of it along.
_OF_THE_TEAM = ("team_group", "worker_group", "collection", "is_trusted")


class Reachable(models.Model):
    """How a visitor reaches somebody."""

    telephone = models.CharField(_("telephone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        abstract = True


class PartnerIndexPage(SitePage):
    max_count = 1
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["partners.PartnerPage"]

    class Meta:
        verbose_name = _("list of partners")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["partners"] = (
            PartnerPage.objects.child_of(self)
            .visible()
            .select_related("picture")
            .prefetch_related("picture__renditions", "neighbourhoods__municipality")
            .order_by("title", "pk")
        )
        return context


class PartnerPage(Pictured, Reachable, SitePage):
    class Kind(models.TextChoices):
        WELFARE = "welzijn", _("welfare")
        CARE = "zorg", _("care")
        MUNICIPALITY = "gemeente", _("municipality")
        CLUB = "vereniging", _("club or association")
        FAITH = "geloof", _("church or mosque")
        SCHOOL = "school", _("school or library")
        PARENTS = "ouders", _("parents' initiative")
        SAFETY = "veiligheid", _("safety")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.WELFARE)
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    role = models.TextField(_("role in the network"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("what we do"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    hours_note = models.CharField(
        _("note with the hours"), max_length=200, blank=True, help_text=_("Closed on holidays.")
    )
    neighbourhoods = ParentalManyToManyField(
        "venues.Neighbourhood",
        verbose_name=_("neighbourhoods"),
        blank=True,
        related_name="partners",
    )
    venues = ParentalManyToManyField(
        "venues.Venue", verbose_name=_("venues"), blank=True, related_name="partners"
    )
    is_example = models.BooleanField(_("made up (example)"), default=False)
    source_year = models.PositiveSmallIntegerField(
        _("year of the facts"), null=True, blank=True, help_text=_("Facts may have changed since.")
    )
    # Who adds, changes and publishes: the managers.
    team_group = models.OneToOneField(
        Group, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    # Who adds and changes, and hands in: the workers.
    worker_group = models.OneToOneField(
        Group, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    is_trusted = models.BooleanField(
        _("publishes without the editors"),
        default=True,
        editable=False,
        help_text=_("If not, the editors look at every change first."),
    )
    collection = models.OneToOneField(
        Collection, null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    poster_kind = "welzijn"

    objects = SitePageManager()

    content_panels = PARTNER_PANELS
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("role"),
    ]
    parent_page_types = ["partners.PartnerIndexPage"]
    exclude_fields_in_copy = [*_OF_THE_TEAM]

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self):
        return self.title

    @property
    def leaves_no_trace(self) -> bool:
        return self.kind == self.Kind.SAFETY

    def get_context(self, request, *args, **kwargs):
        from partners.context import of_partner

        return {
            **super().get_context(request, *args, **kwargs),
            **of_partner(self, clock.now()),
        }

    def with_content_json(self, content):
        """Keep the team and the collection: an old revision must not bring old ones back."""
        page = super().with_content_json(content)
        for name in _OF_THE_TEAM:
            column = self._meta.get_field(name).attname
            setattr(page, column, getattr(self, column))
        return page

    def permissions_for_user(self, user):
        from partners.permissions import PartnerPagePermissions

        return PartnerPagePermissions(user, self)

    def is_open(self, now: datetime) -> bool | None:
        """Say whether the partner is open at that instant; None without known hours."""
        hours = list(self.opening_hours.all())
        if not hours:
            return None
        here = clock.local(now)
        return any(
            row.weekday == here.weekday() and row.opens <= here.time() < row.closes for row in hours
        )


class OpeningHours(Orderable):
    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="hours_close_after_opening"
            )
        ]


class Agreement(ClusterableModel):
    """What several partners signed together."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    signed_on = models.DateField(_("signed on"))
    description = models.TextField(_("what it is about"), blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("signed_on"),
        FieldPanel("description"),
        InlinePanel("signatories", label=_("Signatories"), min_num=2),
    ]

    class Meta:
        ordering = ["-signed_on", "pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self):
        return self.name


class Signatory(Orderable):
    agreement = ParentalKey(Agreement, on_delete=models.CASCADE, related_name="signatories")
    partner = models.ForeignKey(
        PartnerPage, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="signatures"
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["agreement", "partner"], name="signatory_once")
        ]


class TeamIndexPage(SitePage):
    max_count = 1
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["partners.TeamPage"]

    class Meta:
        verbose_name = _("list of teams")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["teams"] = (
            TeamPage.objects.child_of(self)
            .visible()
            .select_related("picture", "municipality")
            .prefetch_related("picture__renditions")
            .order_by("title", "pk")
        )
        return context


class TeamPage(Pictured, Reachable, SitePage):
    """Several partners, one entrance: neither a partner nor a place."""

    municipality = models.ForeignKey(
        "venues.Municipality",
        verbose_name=_("municipality"),
        null=True,
        on_delete=models.PROTECT,
        related_name="teams",
    )
    neighbourhoods = ParentalManyToManyField(
        "venues.Neighbourhood", verbose_name=_("area"), blank=True, related_name="teams"
    )
    began_on = models.DateField(_("began on"), null=True, blank=True)
    way_in = models.TextField(
        _("way in"), max_length=600, blank=True, help_text=_("What a visitor does first.")
    )
    contact_partner = models.ForeignKey(
        PartnerPage,
        verbose_name=_("contact through partner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whose telephone and hours a visitor uses."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("what the team does"), blank=True)

    poster_kind = "team"

    objects = SitePageManager()

    content_panels = TEAM_PANELS
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]
    parent_page_types = ["partners.TeamIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self):
        return self.title

    def get_context(self, request, *args, **kwargs):
        from partners.context import of_team

        return {**super().get_context(request, *args, **kwargs), **of_team(self, clock.now())}


class TeamMember(Orderable):
    team = ParentalKey(TeamPage, on_delete=models.CASCADE, related_name="members")
    partner = models.ForeignKey(
        PartnerPage, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="teams"
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["team", "partner"], name="member_once")]
