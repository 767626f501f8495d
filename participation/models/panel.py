"""A standing panel, such as the jeugdambassadeurs, and the questions put to it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Panel(models.Model):
    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("run by"),
        on_delete=models.CASCADE,
        related_name="panels",
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address on the site"), max_length=80, unique=True)
    summary = models.CharField(_("in short"), max_length=200)
    about = models.TextField(_("who they are and how they work"), max_length=1000)
    subject = models.CharField(_("what they talk about now"), max_length=120, blank=True)
    meeting = models.ForeignKey(
        "activities.ActivityPage",
        verbose_name=_("yearly meeting"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("panel")
        verbose_name_plural = _("panels")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("participation:panel", args=[self.slug])


class PanelQuestion(models.Model):
    """What an organisation asks a panel, and what the panel said at its meeting."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="questions")
    asked_by = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("asked by"),
        on_delete=models.CASCADE,
        related_name="panel_questions",
    )
    department = models.CharField(_("department"), max_length=80, blank=True)
    question = models.CharField(_("question"), max_length=200)
    why = models.TextField(_("why do you ask this?"), max_length=600)
    asked_on = models.DateField()
    wanted_on = models.DateField(_("answer wanted before or on"))
    met_on = models.DateField(_("meeting held on"), null=True)
    answer = models.TextField(
        _("what the panel said"), max_length=1500, blank=True, help_text=_("Name nobody.")
    )
    # What was put to who asked: what they do with the answer.
    put = models.OneToOneField(
        "participation.Input",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="question",
    )

    class Meta:
        ordering = ["-asked_on", "-pk"]
        verbose_name = _("question to a panel")
        verbose_name_plural = _("questions to a panel")
        constraints = [
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | ~Q(answer=""),
                name="panel_question_answered_with_words",
            )
        ]

    def __str__(self):
        return self.question
