"""An activity, or help without a date: the page that residents look for."""

import logging

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from activities import checklist, guards
from activities.editor import CONTENT_PANELS, PROMOTE_PANELS, ActivityPageForm
from activities.querysets import ActivityQuerySet
from common import clock
from common.blocks import BodyBlock
from common.pages import SitePage
from pictures.mixins import Pictured

logger = logging.getLogger("wijkportaal.activities")


class ActivityPage(Pictured, SitePage):
    class Kind(models.TextChoices):
        GROUP_SESSIONS = "groepssessies", _("group sessions")
        TRAINING = "training", _("training or course")
        AFTERNOON = "middag", _("afternoon")
        YOUTH_EVENING = "jongerenavond", _("youth evening")
        DROP_IN = "inloop", _("drop-in")
        MEETING = "bijeenkomst", _("meeting")
        HELP = "hulp", _("help or scheme")

    class Level(models.TextChoices):
        """How much reaches the senses."""

        UNKNOWN = "", _("not filled in")
        LOW = "weinig", _("little")
        SOME = "gewoon", _("ordinary")
        MUCH = "veel", _("a lot")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    audiences = ParentalManyToManyField(
        "activities.Audience", verbose_name=_("for whom"), blank=True, related_name="activities"
    )
    themes = ParentalManyToManyField(
        "activities.Theme", verbose_name=_("themes"), blank=True, related_name="activities"
    )
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    venue = models.ForeignKey(
        "venues.Venue",
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    municipality = models.ForeignKey(
        "venues.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        help_text=_("Only when it holds for a whole municipality. Otherwise the venue says it."),
    )
    neighbourhood = models.ForeignKey(
        "venues.Neighbourhood",
        verbose_name=_("neighbourhood"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        help_text=_("Only when it differs from the venue's."),
    )
    price_cents = models.PositiveIntegerField(
        _("price in cents"),
        null=True,
        blank=True,
        help_text=_("0 is free. Leave empty if the price is not known."),
    )
    price_note = models.CharField(_("note with the price"), max_length=160, blank=True)
    passes = ParentalManyToManyField(
        "activities.Pass", verbose_name=_("passes that pay"), blank=True, related_name="activities"
    )
    contact_name = models.CharField(
        _("contact"), max_length=120, blank=True, help_text=_("A team or role, no private person.")
    )
    contact_telephone = models.CharField(_("telephone"), max_length=20, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    first_time_who = models.TextField(_("who greets you"), max_length=400, blank=True)
    first_time_place = models.TextField(
        _("what it looks, sounds and smells like"), max_length=400, blank=True
    )
    first_time_company = models.TextField(_("may somebody come along"), max_length=400, blank=True)
    sound = models.CharField(_("sound"), max_length=8, choices=Level, blank=True)
    light = models.CharField(_("light"), max_length=8, choices=Level, blank=True)
    crowd = models.CharField(_("people"), max_length=8, choices=Level, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Mails and calendars of visitors then do not name the activity."),
    )
    is_urgent_help = models.BooleanField(
        _("about safety"), default=False, help_text=_("Shows 112 and Veilig Thuis at the top.")
    )

    objects = PageManager.from_queryset(ActivityQuerySet)()
    page_related = (
        "picture",
        "venue__neighbourhood__municipality",
        "neighbourhood__municipality",
        "municipality",
    )

    base_form_class = ActivityPageForm
    content_panels = CONTENT_PANELS
    promote_panels = PROMOTE_PANELS
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    parent_page_types = ["partners.PartnerPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(age_from__isnull=True)
                | models.Q(age_to__isnull=True)
                | models.Q(age_to__gte=models.F("age_from")),
                name="activity_ages_in_order",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if None not in (self.age_from, self.age_to) and self.age_to < self.age_from:
            raise ValidationError({"age_to": _("This age must not be below the first one.")})
        if self.pk and self.groups.filter(way_in="placement").exists():
            self.is_sensitive = True  # who comes to such a group is told to nobody
            if self.venue_id:
                told = _("Give each group its own venue: this one is public.")
                raise ValidationError({"venue": told})

    def publish(self, revision, *args, log_action=True, **kwargs):
        """Publish a revision now, or on schedule. Every way to the site comes through here.

        What is kept off when its time comes loses its schedule, so it holds up no other page.

        A person who publishes is held to the checklist; what the portal takes over from a
        partner's own calendar is not.

        :raises guards.KeptOff: an upper layer, or the checklist, keeps it off the site.
        """
        if kwargs.get("user") and not kwargs.get("skip_permission_checks"):
            page = revision.as_object()
            if missing := checklist.blockers(checklist.of_page(page, clock.now())):
                raise guards.KeptOff(missing[0].problem)
        if why := guards.why_kept_off(self.pk):
            if log_action != "wagtail.publish.scheduled":
                raise guards.KeptOff(why)
            logger.warning("page %s was not published: it is kept off the site", self.pk)
            self.revisions.update(approved_go_live_at=None)
            return
        super().publish(revision, *args, log_action=log_action, **kwargs)

    @property
    def is_help(self) -> bool:
        return self.kind == self.Kind.HELP

    @property
    def where(self):
        """The neighbourhood it belongs to: its own, or its venue's; else None."""
        if self.neighbourhood_id:
            return self.neighbourhood
        return self.venue.neighbourhood if self.venue_id else None

    @property
    def leaves_no_trace(self) -> bool:
        return self.is_urgent_help

    def get_context(self, request, *args, **kwargs):
        from activities.page import context

        return {**super().get_context(request, *args, **kwargs), **context(self, clock.now())}

    def organiser(self):
        """The partner it hangs under (one query)."""
        from partners.models import PartnerPage

        return PartnerPage.objects.parent_of(self).first()


class CoOrganiser(Orderable):
    activity = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="co_organisers")
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        on_delete=models.CASCADE,
        related_name="co_organised",
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["activity", "partner"], name="co_organiser_once")
        ]
