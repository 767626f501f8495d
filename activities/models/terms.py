"""The words staff file activities under."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin


class Term(TranslatableMixin, models.Model):
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address on the site"), max_length=80)

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Theme(Term):
    summary = models.CharField(_("in short"), max_length=200, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="theme_unique_in_locale")
        ]


class Audience(Term):
    """For whom; the ages are a hint for staff and for search, both ends included, in years."""

    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="audience_unique_in_locale")
        ]


class Pass(Term):
    """A discount pass or fund that pays (part of) the price."""

    class Meta(Term.Meta):
        verbose_name = _("pass that pays")
        verbose_name_plural = _("passes that pay")
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="pass_unique_in_locale")
        ]
