"""The facets: the name in the address, the field in the index, and the order of their values."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list down.

    `values` is the closed list in the order to show it; empty when the index knows them.
    """

    name: str
    field: str
    label: str
    values: tuple[tuple[str, str], ...] = field(default=())


# Ages in years, both ends included.
AGE_BUCKETS = {
    "0-3": (0, 3),
    "4-11": (4, 11),
    "12-17": (12, 17),
    "18-26": (18, 26),
    "27-66": (27, 66),
    "67-plus": (67, 130),
}
TYPES = {
    "activiteit": "activity",
    "hulp": "help",
    "partner": "partner",
    "team": "team",
    "nieuws": "news",
    "pagina": "page",
}
TYPE = Facet(
    "soort",
    "type",
    _("What"),
    (
        ("activiteit", _("Activities")),
        ("hulp", _("Help and schemes")),
        ("partner", _("Organisations")),
        ("team", _("Teams")),
        ("nieuws", _("News")),
        ("pagina", _("Information")),
    ),
)
DAY = Facet(
    "dag",
    "day",
    _("Day"),
    (
        ("ma", _("Monday")),
        ("di", _("Tuesday")),
        ("wo", _("Wednesday")),
        ("do", _("Thursday")),
        ("vr", _("Friday")),
        ("za", _("Saturday")),
        ("zo", _("Sunday")),
        ("ochtend", _("in the morning")),
        ("middag", _("in the afternoon")),
        ("avond", _("in the evening")),
    ),
)
AGE = Facet(
    "leeftijd",
    "age",
    _("Age"),
    (
        ("0-3", _("0 to 3 years")),
        ("4-11", _("4 to 11 years")),
        ("12-17", _("12 to 17 years")),
        ("18-26", _("18 to 26 years")),
        ("27-66", _("27 to 66 years")),
        ("67-plus", _("67 years and older")),
    ),
)
PRICE = Facet(
    "prijs", "price", _("Costs"), (("gratis", _("Free")), ("betaald", _("Costs money")))
)  # fmt: skip
PLACES = Facet("plek", "places", _("Places"), (("vrij", _("Place left")),))
KIND = Facet("vorm", "kind", _("Kind"))
AUDIENCE = Facet("doelgroep", "audience", _("For whom"))
THEME = Facet("thema", "theme", _("Theme"))
NEIGHBOURHOOD = Facet("wijk", "neighbourhood", _("Neighbourhood"))
MUNICIPALITY = Facet("gemeente", "municipality", _("Municipality"))
# How far away, in kilometres; it stands for the venues that are so near.
WITHIN = Facet(
    "afstand",
    "venue",
    _("Distance"),
    (
        ("1", _("within 1 km")),
        ("2", _("within 2 km")),
        ("5", _("within 5 km")),
        ("10", _("within 10 km")),
    ),
)

FACETS = (
    TYPE,
    DAY,
    AUDIENCE,
    AGE,
    PRICE,
    PLACES,
    THEME,
    KIND,
    MUNICIPALITY,
    NEIGHBOURHOOD,
    WITHIN,
)
BY_NAME = {facet.name: facet for facet in FACETS}
