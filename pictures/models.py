"""Pictures with a text for who cannot see them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from pictures import cleaning


class Picture(AbstractImage):
    """A picture; `description` is its alternative text."""

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = Image._meta.permissions

    def save(self, *args, **kwargs):
        """Keep a new file without its metadata: a photograph tells where a child lives."""
        if self.file and not self.file._committed:
            clean = cleaning.without_metadata(self.file.file)
            if clean is not None:
                self.file = clean
                self._set_image_file_metadata()
        super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique"
            )
        ]
