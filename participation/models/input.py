"""What was said and must be answered: who owns it, until when, and what was done."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.panel import Panel
from participation.querysets import InputQuerySet
from vault.outbox import AbstractMail


class Input(models.Model):
    class Source(models.TextChoices):
        STATEMENT = "stelling", _("stelling")
        THEME_EVENING = "themabijeenkomst", _("theme evening")
        CITY_TALK = "stadsgesprek", _("city conversation")
        PANEL = "panel", _("question to a panel")
        WISH = "wens", _("wish from a yearly meeting")

    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("collected by"),
        on_delete=models.CASCADE,
        related_name="inputs",
    )
    source = models.CharField(_("where it was said"), max_length=20, choices=Source)
    title = models.CharField(_("what was said, in a few words"), max_length=120)
    said = models.TextField(
        _("what was said"), max_length=1000, help_text=_("In plain words. Name nobody.")
    )
    said_on = models.DateField(_("said on"))
    themes = models.ManyToManyField(
        "activities.Theme", verbose_name=_("themes"), related_name="inputs", blank=True
    )
    activity = models.ForeignKey(
        "activities.ActivityPage",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="inputs",
    )
    statement = models.ForeignKey(
        "participation.Statement",
        verbose_name=_("stelling"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="inputs",
    )
    panel = models.ForeignKey(
        Panel,
        verbose_name=_("panel"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="inputs",
    )
    owner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("who must answer"),
        on_delete=models.PROTECT,
        related_name="owned_inputs",
    )
    department = models.CharField(
        _("department"), max_length=80, blank=True, help_text=_("For example: Beleid jeugd.")
    )
    due_on = models.DateField(_("answer before or on"))
    put_on = models.DateField(null=True, editable=False)
    answer = models.TextField(_("answer, in plain words"), max_length=1500, blank=True)
    changes = models.TextField(_("what changes"), max_length=600, blank=True)
    outcome = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("activity or news that came of it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_on = models.DateField(null=True, editable=False)

    objects = models.Manager.from_queryset(InputQuerySet)()

    class Meta:
        ordering = ["-said_on", "-pk"]
        verbose_name = _("what was said")
        verbose_name_plural = _("what was said")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(put_on__isnull=False),
                name="input_put_before_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="input_answered_with_words",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_put(self) -> bool:
        return self.put_on is not None

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None

    def is_overdue(self, today: date) -> bool:
        """Whether the promised day has passed without an answer."""
        return self.is_put and not self.is_answered and self.due_on < today

    @property
    def owner_name(self) -> str:
        """The organisation that must answer, with its department if there is one."""
        return f"{self.owner.title}, {self.department}" if self.department else self.owner.title


class InputMail(AbstractMail):
    """A mail to a manager of the owner: something was put, is almost due, or is late."""

    class Kind(models.TextChoices):
        PUT = "put", _("something to answer")
        DUE = "due", _("almost due")
        OVERDUE = "overdue", _("late")

    kind = models.CharField(max_length=8, choices=Kind)
    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta(AbstractMail.Meta):
        verbose_name = _("mail about what was said")
        verbose_name_plural = _("mails about what was said")
        constraints = [
            models.UniqueConstraint(
                fields=["input", "user", "kind"], name="input_mail_once_per_kind"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.uid}"
