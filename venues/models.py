"""Where: municipality, neighbourhood, venue, and the areas that postcodes stand for."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address on the site"), max_length=80, unique=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self):
        return self.name


class Neighbourhood(models.Model):
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="neighbourhoods",
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address on the site"),
        max_length=80,
        unique=True,
        help_text=_("For example maassluis-oost: unique over all municipalities."),
    )

    class Meta:
        ordering = ["municipality__name", "name", "pk"]
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"], name="neighbourhood_unique_in_municipality"
            )
        ]

    def __str__(self):
        return f"{self.municipality} {self.name}"


class Place(models.Model):
    """A point on the map, WGS 84, in degrees."""

    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta:
        abstract = True


class Venue(Place):
    class Kind(models.TextChoices):
        MEETING_CENTRE = "ontmoetingscentrum", _("meeting centre")
        CARE = "zorg", _("care centre")
        SCHOOL = "school", _("school")
        SPORTS = "sport", _("sports venue")
        FAITH = "geloof", _("church or mosque")
        LIBRARY = "bibliotheek", _("library")
        OTHER = "anders", _("other")

    class Answer(models.TextChoices):
        """Visitors with a wheelchair need a no as much as a yes."""

        YES = "ja", _("yes")
        NO = "nee", _("no")
        UNKNOWN = "onbekend", _("not known")

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        verbose_name=_("neighbourhood"),
        on_delete=models.PROTECT,
        related_name="venues",
    )
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^[1-9][0-9]{3} ?[A-Z]{2}$", _("For example 3141 AB."))],
    )
    town = models.CharField(_("town"), max_length=80, blank=True)
    telephone = models.CharField(_("telephone"), max_length=20, blank=True)
    website = models.URLField(_("website"), blank=True)
    route = models.TextField(_("how to get there"), max_length=600, blank=True)
    step_free = models.CharField(
        _("step-free entrance"), max_length=8, choices=Answer, default=Answer.UNKNOWN
    )
    accessible_toilet = models.CharField(
        _("accessible toilet"), max_length=8, choices=Answer, default=Answer.UNKNOWN
    )
    quiet_room = models.CharField(
        _("quiet room"), max_length=8, choices=Answer, default=Answer.UNKNOWN
    )
    low_stimulus = models.CharField(
        _("low-stimulus"), max_length=8, choices=Answer, default=Answer.UNKNOWN
    )
    is_example = models.BooleanField(_("made up (example)"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        """Street, postcode and town on one line, as far as they are known."""
        town = " ".join(part for part in (self.postcode, self.town) if part)
        return ", ".join(part for part in (self.street, town) if part)

    @property
    def access_facts(self) -> list[tuple[str, str, str]]:
        """Label, answer code and answer in words of each fact about access."""
        names = ("step_free", "accessible_toilet", "quiet_room", "low_stimulus")
        return [
            (
                self._meta.get_field(name).verbose_name,
                getattr(self, name),
                getattr(self, f"get_{name}_display")(),
            )
            for name in names
        ]


class PostcodeArea(Place):
    """The first four digits of a postcode and the neighbourhood they mostly stand for."""

    digits = models.CharField(
        _("four digits"),
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[1-9][0-9]{3}$", _("Four digits, for example 3141."))],
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        verbose_name=_("neighbourhood"),
        on_delete=models.PROTECT,
        related_name="postcode_areas",
    )

    class Meta:
        ordering = ["digits"]
        verbose_name = _("postcode area")
        verbose_name_plural = _("postcode areas")

    def __str__(self):
        return self.digits
