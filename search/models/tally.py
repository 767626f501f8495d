"""How often words are looked for, without a trace of who did."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """One week's searches for the same words.

    Only words of the portal's own vocabulary are kept, in alphabetical order; no address, no
    session, no moment. After its week, what was asked fewer than five times is folded into the
    one row without words. Questions about danger are never counted.
    """

    week = models.DateField(_("week"))
    words = models.CharField(_("words"), max_length=120, blank=True)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    nothing = models.PositiveIntegerField(_("nothing found"), default=0)
    clicks = models.PositiveIntegerField(_("results opened"), default=0)
    places = models.PositiveIntegerField(_("sum of the places in the list"), default=0)

    class Meta:
        ordering = ["-week", "-searches", "words"]
        verbose_name = _("counted search")
        verbose_name_plural = _("counted searches")
        constraints = [models.UniqueConstraint(fields=["week", "words"], name="tally_once_a_week")]

    def __str__(self):
        return f"{self.week} {self.words}"
