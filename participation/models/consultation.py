"""A consultation: an evening, or a question to everybody, with stellingen to answer."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.querysets import ConsultationQuerySet


class Answer(models.TextChoices):
    """What one may say to a stelling; each value names its column in Counter."""

    AGREE = "agree", _("agree")
    DISAGREE = "disagree", _("disagree")
    UNSURE = "unsure", _("don't know")


class Consultation(models.Model):
    """It goes from draft to open to closed, and never back: a result never changes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Way(models.TextChoices):
        HALL = "hall", _("at an evening, with the code on the screen")
        SITE = "site", _("by everybody, from the site")

    partner = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("partner"),
        on_delete=models.CASCADE,
        related_name="consultations",
    )
    title = models.CharField(_("title"), max_length=100)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    summary = models.TextField(
        _("in short"), max_length=300, help_text=_("What is it about, and who hears the outcome?")
    )
    themes = models.ManyToManyField(
        "activities.Theme", verbose_name=_("themes"), related_name="consultations", blank=True
    )
    session = models.ForeignKey(
        "activities.Session",
        verbose_name=_("evening"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="consultations",
        help_text=_("Leave empty if it does not belong to a meeting."),
    )
    way = models.CharField(_("who votes"), max_length=8, choices=Way, default=Way.HALL)
    most_votes = models.PositiveIntegerField(
        _("at most so many votes for each stelling"),
        null=True,
        blank=True,
        help_text=_("For an evening: the number of people in the room. More votes are refused."),
    )
    closes_at = models.DateTimeField(_("closes by itself at"), db_index=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT, editable=False)
    code = models.CharField(max_length=6, unique=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(ConsultationQuerySet)()

    class Meta:
        ordering = ["-closes_at", "-pk"]
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(
                condition=Q(most_votes__isnull=True) | Q(most_votes__gt=0),
                name="consultation_takes_votes",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("participation:consultation", args=[self.slug])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be added any more; only then is there a result."""
        return self.state == self.State.CLOSED

    def takes_votes(self, now: datetime) -> bool:
        """Whether it is open at that instant; between its end and the closing it is neither."""
        return self.state == self.State.OPEN and now < self.closes_at

    @property
    def spoken_code(self) -> str:
        """The code in two groups, as it stands on the screen."""
        return f"{self.code[:3]} {self.code[3:]}"


class Statement(models.Model):
    """A stelling: a sentence to agree with or not."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="statements"
    )
    text = models.CharField(_("stelling"), max_length=200)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("stelling")
        verbose_name_plural = _("stellingen")

    def __str__(self):
        return self.text


class Counter(models.Model):
    """How often each answer was given to one stelling. There is no row for a vote.

    Nothing but participation.counting reads it. It has no moment: who looks at the database
    sees three numbers. Whether it is open stands here too, so that one statement decides.
    """

    statement = models.OneToOneField(
        Statement, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    agree = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=False)
    closes_at = models.DateTimeField()
    most = models.PositiveIntegerField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        constraints = [
            models.CheckConstraint(
                condition=Q(most__isnull=True)
                | Q(most__gte=F("agree") + F("disagree") + F("unsure")),
                name="counter_within_its_most",
            )
        ]

    def __str__(self):
        return f"counts of {self.statement_id}"


class Conversation(models.Model):
    """A conversation that was held aloud: hands that were counted, and what was said in short."""

    statement = models.ForeignKey(
        Statement,
        verbose_name=_("stelling"),
        on_delete=models.CASCADE,
        related_name="conversations",
    )
    held_on = models.DateField(_("held on"))
    agree = models.PositiveSmallIntegerField(_("agree"), default=0)
    disagree = models.PositiveSmallIntegerField(_("disagree"), default=0)
    unsure = models.PositiveSmallIntegerField(_("don't know"), default=0)
    summary = models.TextField(
        _("what was said, in short"), max_length=600, help_text=_("Name nobody.")
    )

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self):
        return f"{self.statement} ({self.held_on})"

    @property
    def total(self) -> int:
        return self.agree + self.disagree + self.unsure
