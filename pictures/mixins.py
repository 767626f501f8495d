"""A page that carries one picture."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pictured(models.Model):
    picture = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    page_related = ("picture",)
    poster_kind = (
        "pagina"  # of the drawing in place of a photo that goes, unless the page has a kind
    )

    class Meta:
        abstract = True
