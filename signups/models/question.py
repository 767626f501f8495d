"""What an organiser asks beside name and address: each question with the reason for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.forms.models import AbstractFormField

from signups.models.settings import SignupSettings


class Question(AbstractFormField):
    """One question of the organiser, with the reason it is asked."""

    class Kind(models.TextChoices):
        LINE = "singleline", _("one line")
        TEXT = "multiline", _("more lines")
        NUMBER = "number", _("number")
        CHECKBOX = "checkbox", _("a box to tick")
        CHECKBOXES = "checkboxes", _("boxes to tick, several possible")
        DROPDOWN = "dropdown", _("choose from a list")
        RADIO = "radio", _("choose one")
        DATE = "date", _("date")
        BIRTH = "birth", _("date of birth")

    class Scope(models.TextChoices):
        SIGNUP = "signup", _("once in each signup")
        CHILD = "child", _("for each child")

    WITH_CHOICES = (Kind.CHECKBOXES, Kind.DROPDOWN, Kind.RADIO)
    FREE_TEXT = (Kind.LINE, Kind.TEXT)

    settings = ParentalKey(SignupSettings, on_delete=models.CASCADE, related_name="questions")
    field_type = models.CharField(
        _("kind of answer"), max_length=16, choices=Kind, default=Kind.LINE
    )
    purpose = models.CharField(
        _("why you ask this"), max_length=160, help_text=_("Shown beside the question.")
    )
    scope = models.CharField(
        _("how often you ask it"), max_length=8, choices=Scope, default=Scope.SIGNUP
    )
    about_health = models.BooleanField(
        _("says something about health"),
        default=False,
        help_text=_("Allergies, medicines, a disability: the law protects these extra."),
    )
    only_if = models.CharField(
        _("ask this only after the answer"),
        max_length=80,
        blank=True,
        help_text=_("The answer to the question above, such as: yes. Empty: always ask."),
    )

    panels = [
        FieldPanel("label"),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("field_type"), FieldPanel("scope")]),
        FieldPanel("choices"),
        FieldRowPanel([FieldPanel("required"), FieldPanel("about_health")]),
        FieldPanel("help_text"),
        FieldPanel("only_if"),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.label

    @property
    def name(self) -> str:
        """The name under which its answer is kept; the same for as long as the question lives."""
        return self.clean_name or self.get_field_clean_name()

    @property
    def is_per_child(self) -> bool:
        return self.scope == self.Scope.CHILD
