"""What an organiser asks of people who sign up, why, and for how long it is kept."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
)

_HEALTH_WARNING = _(
    "Answers about health are extra protected (AVG article 9). Do you ask for them? Then whoever "
    "signs up must agree, and a leak is more serious."
)


class SignupSettings(ClusterableModel):
    class WhoComes(models.TextChoices):
        ADULTS = "adults", _("the person who signs up, and others")
        CHILDREN = "children", _("only children")
        FAMILIES = "families", _("parents with children")

    class Ask(models.TextChoices):
        NO = "no", _("do not ask")
        OPTIONAL = "optional", _("ask, need not be filled in")
        REQUIRED = "required", _("ask, must be filled in")

    class Ground(models.TextChoices):
        """AVG (GDPR) article 6(1); for health data with article 9(2)(a)."""

        CONSENT = "consent", _("your consent")
        AGREEMENT = "agreement", _("needed for what we agree with you")
        PUBLIC_TASK = "public_task", _("a public task of the municipality")

    activity = models.OneToOneField(
        "activities.ActivityPage", on_delete=models.CASCADE, related_name="signup_settings"
    )
    who_comes = models.CharField(
        _("who comes"), max_length=8, choices=WhoComes, default=WhoComes.ADULTS
    )
    max_people = models.PositiveSmallIntegerField(
        _("most people in one signup"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    ask_age = models.BooleanField(_("ask each child's age"), default=False)
    telephone = models.CharField(
        _("telephone"), max_length=8, choices=Ask, default=Ask.OPTIONAL
    )  # fmt: skip
    purpose = models.CharField(
        _("purpose"),
        max_length=200,
        blank=True,
        help_text=_("Why you need these data. Empty: to arrange this activity."),
    )
    legal_ground = models.CharField(
        _("legal ground"), max_length=12, choices=Ground, default=Ground.CONSENT
    )
    consent_text = models.TextField(
        _("what people agree to"),
        max_length=600,
        blank=True,
        help_text=_("Needed where the activity itself says something about health."),
    )
    about_health = models.BooleanField(
        _("coming here says something about health"),
        default=False,
        help_text=_("For example: an afternoon for children with autism."),
    )
    health_confirmed = models.BooleanField(
        _("we really need these answers about health"),
        default=False,
        help_text=_("Only tick this when you can't do without. Ask no more than you use."),
    )
    health_free_text = models.BooleanField(
        _("let people write about health in their own words"),
        default=False,
        help_text=_("People then tell more than you need. A list to choose from is better."),
    )
    controller = models.CharField(
        _("responsible organisation"),
        max_length=160,
        blank=True,
        help_text=_("Empty: the organising partner."),
    )
    processor = models.CharField(
        _("who works with the data for them"),
        max_length=160,
        blank=True,
        help_text=_("For example: who runs this website. Needs an agreement (AVG article 28)."),
    )
    retention_weeks = models.PositiveSmallIntegerField(
        _("weeks until deletion"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(52)],
        help_text=_("After the last session, all personal data are deleted."),
    )
    aftercare_text = models.TextField(
        _("mail afterwards"),
        max_length=600,
        blank=True,
        help_text=_("Sent the day after the last session. Empty: no mail."),
    )
    aftercare_link = models.URLField(
        _("link in that mail"),
        blank=True,
        help_text=_("For example a short list of questions, without names."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to answer an offered place"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
    )
    smaller_may_pass = models.BooleanField(
        _("smaller parties may pass a larger one"),
        default=False,
        help_text=_("Otherwise the waiting list keeps its strict order."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("who_comes"),
                FieldRowPanel([FieldPanel("max_people"), FieldPanel("ask_age")]),
                FieldPanel("telephone"),
            ],
            heading=_("Who, and how to reach them"),
        ),
        FieldPanel("ready", heading=_("Ready questions")),
        InlinePanel("questions", label=_("Question"), heading=_("The questions on your form")),
        MultiFieldPanel(
            [
                HelpPanel(_HEALTH_WARNING),
                FieldPanel("health_confirmed"),
                FieldPanel("health_free_text"),
            ],
            heading=_("Questions about health"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("purpose"),
                FieldPanel("legal_ground"),
                FieldPanel("about_health"),
                FieldPanel("consent_text"),
                FieldPanel("controller"),
                FieldPanel("processor"),
                FieldPanel("retention_weeks"),
            ],
            heading=_("Privacy"),
        ),
        MultiFieldPanel(
            [FieldPanel("aftercare_text"), FieldPanel("aftercare_link")],
            heading=_("Afterwards"),
        ),
        MultiFieldPanel(
            [FieldPanel("offer_hours"), FieldPanel("smaller_may_pass")],
            heading=_("Waiting list"),
        ),
    ]

    class Meta:
        verbose_name = _("signup settings")
        verbose_name_plural = _("signup settings")

    def __str__(self):
        return str(self.activity)


class ConsentText(models.Model):
    """A text that somebody agreed to, kept as it was, under the version in their signup."""

    version = models.CharField(max_length=16, unique=True)
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("text agreed to")
        verbose_name_plural = _("texts agreed to")

    def __str__(self):
        return self.version
