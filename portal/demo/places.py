"""Where: municipalities, neighbourhoods, venues, postcode areas and school holidays."""

from django.utils.text import slugify
from wagtail.models import Locale

from activities.models import Audience, Pass, SchoolHoliday, Theme
from portal.demo import data
from venues.models import Municipality, Neighbourhood, PostcodeArea, Venue

_TERMS = {"themes": Theme, "audiences": Audience, "passes": Pass}


def load() -> None:
    """Make every place and every school holiday."""
    places = data.read("places")
    for row in places["municipalities"]:
        municipality = Municipality.objects.create(name=row["name"], slug=slugify(row["name"]))
        for name in row["neighbourhoods"]:
            Neighbourhood.objects.create(
                municipality=municipality, name=name, slug=slugify(f"{municipality} {name}")
            )
    by_slug = {row.slug: row for row in Neighbourhood.objects.all()}
    Venue.objects.bulk_create(_venue(dict(row), by_slug) for row in data.read("venues")["venues"])
    PostcodeArea.objects.bulk_create(
        PostcodeArea(
            digits=row["digits"],
            neighbourhood=by_slug[row["neighbourhood"]],
            latitude=row["at"][0],
            longitude=row["at"][1],
        )
        for row in places["postcode_areas"]
    )
    SchoolHoliday.objects.bulk_create(SchoolHoliday(**row) for row in places["school_holidays"])


def load_terms() -> None:
    """Make the themes, audiences and passes that staff file under."""
    locale = Locale.objects.get(language_code="nl")
    for name, model in _TERMS.items():
        for row in data.read("terms")[name]:
            model.objects.create(**{"slug": slugify(row["name"]), "locale": locale, **row})


def _venue(row: dict, by_slug: dict[str, Neighbourhood]) -> Venue:
    latitude, longitude = row.pop("at")
    return Venue(
        **{
            **row,
            "neighbourhood": by_slug[row["neighbourhood"]],
            "latitude": latitude,
            "longitude": longitude,
            "is_example": "voorbeeld" in row["name"],
        }
    )
