"""What editors keep for the search: other words, pages to show first, and signs of danger.

A change works at once, in every process and without a new index: see search.wording.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.dutch.tokens import words


class Language(models.TextChoices):
    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")
    TURKISH = "tr", _("Turkish")
    POLISH = "pl", _("Polish")
    ARABIC = "ar", _("Arabic")


def validate_words(value: str) -> None:
    """Refuse what holds no word between its commas.

    :raises ValidationError: a part holds no letter or digit.
    """
    if not all(words(part) for part in value.split(",")):
        raise ValidationError(_("Write words with a comma between them."), code="no_words")


class Synonym(models.Model):
    """Words that mean the same, or that lead to other words."""

    words = models.CharField(
        _("words"),
        max_length=250,
        validators=[validate_words],
        help_text=_("What people type. Put a comma between words that mean the same."),
    )
    leads_to = models.CharField(
        _("leads to"),
        max_length=250,
        blank=True,
        validators=[validate_words],
        help_text=_(
            "Words on our own pages. Leave it empty to let the words stand for each other."
        ),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.DUTCH
    )

    class Meta:
        ordering = ["language", "words", "pk"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [models.UniqueConstraint(fields=["words", "leads_to"], name="synonym_once")]

    def __str__(self):
        return self.line()

    def clean(self):
        if not self.leads_to and "," not in self.words:
            raise ValidationError(
                {"leads_to": _("Give a second word, or say where the word leads to.")}
            )

    def line(self) -> str:
        """Return the rule as search.dutch.synonyms reads it."""
        return f"{self.words} => {self.leads_to}" if self.leads_to else self.words


class BestBet(models.Model):
    """A page that comes first for certain questions."""

    words = models.CharField(
        _("questions"),
        max_length=250,
        validators=[validate_words],
        help_text=_("What people type. Put a comma between questions."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("This page comes first, if everybody may see it."),
    )

    class Meta:
        ordering = ["words", "pk"]
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets")
        constraints = [models.UniqueConstraint(fields=["words", "page"], name="best_bet_once")]

    def __str__(self):
        return f"{self.words} → {self.page}"


class UrgentTerm(models.Model):
    """A sign that somebody may be in danger, or that a word is no such sign."""

    class Kind(models.TextChoices):
        VIOLENCE = "violence", _("violence or abuse")
        SUICIDE = "suicide", _("thoughts of suicide")
        YOUNG = "young", _("says that a child or teenager asks")
        CALM = "calm", _("is no sign of danger")

    words = models.CharField(
        _("words"),
        max_length=100,
        unique=True,
        help_text=_("A star stands for any ending, three dots for up to three words between."),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.VIOLENCE)
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.DUTCH
    )

    class Meta:
        ordering = ["kind", "language", "words", "pk"]
        verbose_name = _("urgent word")
        verbose_name_plural = _("urgent words")

    def __str__(self):
        return self.words

    def clean(self):
        if not words(self.words):
            raise ValidationError({"words": _("Write at least one word.")})


class Offered(models.Model):
    """A row of words that came with a release and was put into the tables once.

    What editors change or delete after that stays so: an upgrade adds only what is not here yet.
    """

    kind = models.CharField(max_length=20)
    line = models.CharField(max_length=510)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "line"], name="offered_once")]

    def __str__(self):
        return self.line
