"""Where messages arrive: the desk of a team or of a partner, and who sits at it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from partners.models import PartnerPage, TeamPage
from venues.models import Municipality, Neighbourhood


class DeskQuerySet(models.QuerySet):
    def staffed(self):
        """Return desks that are open and where somebody may pick a message up."""
        seats = Seat.objects.valid().values("desk")
        return self.filter(is_open=True, pk__in=seats)

    def for_area(self, area: Neighbourhood):
        """Return the desks of the teams that work in a neighbourhood."""
        return self.filter(team__neighbourhoods=area)

    def named(self):
        """Return them with their page and municipality read along, in order."""
        rows = self.select_related("team__municipality", "partner", "entrance_of")
        return rows.order_by("team__title", "partner__title", "pk")


class Desk(models.Model):
    """One inbox. Editors open it; the partners behind it say who sits there."""

    team = models.OneToOneField(
        TeamPage, verbose_name=_("team"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="desk",
    )  # fmt: skip
    partner = models.OneToOneField(
        PartnerPage, verbose_name=_("partner"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="desk",
        help_text=_("Only where the entrance is one partner and no team."),
    )  # fmt: skip
    entrance_of = models.OneToOneField(
        Municipality, verbose_name=_("first entrance of"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="entrance_desk",
        help_text=_("Who asks to be called in this municipality comes here."),
    )  # fmt: skip
    is_open = models.BooleanField(
        _("takes messages"),
        default=True,
        help_text=_("If not, visitors see the telephone instead of a form."),
    )

    objects = models.Manager.from_queryset(DeskQuerySet)()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("desk for messages")
        verbose_name_plural = _("desks for messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, partner__isnull=True)
                | Q(team__isnull=True, partner__isnull=False),
                name="desk_of_a_team_or_a_partner",
            )
        ]

    def __str__(self):
        return self.page.title if self.page else str(_("desk for messages"))

    def clean(self):
        if bool(self.team_id) == bool(self.partner_id):
            raise ValidationError(_("Choose a team or a partner, not both."))
        before = Desk.objects.filter(pk=self.pk).values_list("team", "partner").first()
        if before not in (None, (self.team_id, self.partner_id)):
            # Else its messages, and its seats, would be another team's from one moment to the next.
            raise ValidationError(_("Open a new desk for another team. Close this one."))

    @property
    def page(self) -> TeamPage | PartnerPage | None:
        return self.team or self.partner

    def partner_ids(self) -> list[int]:
        """Return the partners behind the desk (one query for a team)."""
        if self.partner_id:
            return [self.partner_id]
        return list(self.team.members.order_by("pk").values_list("partner", flat=True))


class SeatQuerySet(models.QuerySet):
    def valid(self):
        """Return seats of accounts that still work for a partner behind the desk."""
        of_team = Q(desk__team__members__partner__memberships__user=models.F("user"))
        of_partner = Q(desk__partner__memberships__user=models.F("user"))
        return self.filter(of_team | of_partner, user__is_active=True).distinct()


class Seat(models.Model):
    """One account that reads and answers the messages of one desk."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="desk_seats",
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField()

    objects = models.Manager.from_queryset(SeatQuerySet)()

    personal_data = [
        PersonalField(
            "user",
            purpose="Know who may read and answer the messages for a team.",
            ground="Task in the public interest (AVG article 6(1)(e)).",
            retention="Until the seat is taken away or the account is deleted.",
            seen_by="Who sits at the desk, and managers of the partners behind it.",
        )
    ]

    class Meta:
        ordering = ["desk", "user__username", "pk"]
        verbose_name = _("seat at a desk")
        verbose_name_plural = _("seats at a desk")
        constraints = [models.UniqueConstraint(fields=["desk", "user"], name="seat_once")]

    def __str__(self):
        return f"{self.user.get_username()} – {self.desk}"
