"""Pictures with a text for who cannot see them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from common.personal_data import PersonalField
from pictures import cleaning


class Picture(AbstractImage):
    """A picture; `description` is its alternative text."""

    class People(models.TextChoices):
        """Who can be recognised."""

        NOBODY = "niemand", _("nobody")
        ADULTS = "volwassenen", _("adults")
        CHILDREN = "kinderen", _("children")

    people = models.CharField(
        _("who is recognisable?"), max_length=12, choices=People.choices, default=People.NOBODY
    )
    consent_on = models.DateField(
        _("the day on which they agreed"),
        null=True,
        blank=True,
        help_text=_("Only if somebody is recognisable."),
    )

    personal_data = [
        PersonalField(
            "file",
            purpose="shows who takes part, if they are recognisable",
            ground="consent, art. 6(1)(a)",
            retention="until the consent is withdrawn: the file and every size of it go at once",
            seen_by="everybody",
        ),
        PersonalField(
            "consent_on",
            purpose="proves that who is recognisable agreed, art. 7(1)",
            ground="legal obligation, art. 6(1)(c)",
            retention="as long as the picture",
            seen_by="the partner's staff and editors",
        ),
    ]

    admin_form_fields = (
        "title",
        "file",
        "description",
        "people",
        "consent_on",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = Image._meta.permissions
        constraints = [
            models.CheckConstraint(
                condition=models.Q(people="niemand") | models.Q(consent_on__isnull=False),
                name="picture_people_agreed",
            )
        ]

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
