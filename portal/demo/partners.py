"""Who organises: partners, their teams, and what they signed."""

from datetime import time

from partners.models import (
    Agreement,
    OpeningHours,
    PartnerIndexPage,
    PartnerPage,
    Signatory,
    TeamIndexPage,
    TeamMember,
    TeamPage,
)
from portal.demo import data
from portal.demo.moments import WEEKDAYS
from portal.demo.posters import Album
from portal.demo.tree import Tree
from venues.models import Municipality, Neighbourhood, Venue

_WRITTEN = ("title", "slug", "kind", "summary", "for_whom", "role", "address", "hours_note")
_REACHED = ("telephone", "email", "source_year")


def rows() -> list[dict]:
    """Return the partners as they are written down."""
    return data.read_folder("partners")


def load(tree: Tree, album: Album) -> None:
    """Add the list of partners and every partner."""
    index = PartnerIndexPage(
        title="Partners",
        slug="partners",
        summary="Clubs, kerken, scholen en zorg: dit zijn de organisaties op deze site.",
    )
    tree.add(index)
    neighbourhoods = {row.slug: row for row in Neighbourhood.objects.all()}
    venues = {row.name: row for row in Venue.objects.all()}
    for row in rows():
        page = PartnerPage(
            **{name: row[name] for name in (*_WRITTEN, *_REACHED) if name in row},
            is_example="voorbeeld" in row["title"],
        )
        page.neighbourhoods = [neighbourhoods[slug] for slug in row["neighbourhoods"]]
        page.venues = [venues[name] for name in row.get("venues", ())]
        page.opening_hours = _hours(row["hours"]) if "hours" in row else []
        picture = album.picture(kind=row["kind"], title=row["title"], theme=row["theme"])
        tree.add(page, under="partners", body=row["body"], picture=picture)


def load_teams(tree: Tree, album: Album) -> None:
    """Add the list of teams, every team, and the agreements between partners."""
    index = TeamIndexPage(
        title="Teams",
        slug="teams",
        summary="In een team werken partners samen. Jij hebt met één ingang te maken.",
    )
    tree.add(index)
    partners = tree.of(PartnerPage)
    content = data.read("teams")
    for row in content["teams"]:
        page = TeamPage(
            title=row["title"],
            slug=row.get("slug", ""),
            summary=row["summary"],
            way_in=row["way_in"],
            began_on=row.get("began_on"),
            telephone=row.get("telephone", ""),
            email=row["email"],
            municipality=Municipality.objects.get(name=row["municipality"]),
            contact_partner=partners.get(row.get("contact")),
        )
        page.neighbourhoods = list(Neighbourhood.objects.filter(slug__in=row["neighbourhoods"]))
        page.members = [
            TeamMember(partner=partners[slug], sort_order=number)
            for number, slug in enumerate(row.get("members", ()))
        ]
        picture = album.picture(kind="team", title=row["title"], theme=row["theme"])
        tree.add(page, under="teams", body=row["body"], picture=picture)
    for row in content["agreements"]:
        agreement = Agreement(
            name=row["name"], signed_on=row["signed_on"], description=row["description"]
        )
        agreement.signatories = [
            Signatory(partner=partners[slug], sort_order=number)
            for number, slug in enumerate(row["signatories"])
        ]
        agreement.save()


def _hours(row: dict) -> list[OpeningHours]:
    first, last = (WEEKDAYS.index(day) for day in row["days"].split("-"))
    opens: time = row["opens"]
    return [
        OpeningHours(weekday=day, opens=opens, closes=row["closes"], sort_order=day)
        for day in range(first, last + 1)
    ]
