"""What the pages of partners and teams show."""

from collections.abc import Callable
from datetime import datetime

from common.fragments import on_demand
from partners import entrance, structured
from partners.models import Agreement, PartnerPage, Signatory, TeamPage

# An upper app adds what it knows of a partner: given the page and this instant, more context.
PartnerSource = Callable[[PartnerPage, datetime], dict]
_sources: list[PartnerSource] = []


def register_partner_context(source: PartnerSource) -> None:
    """Let an upper app add to a partner's page; called once, from its `ready`."""
    if source not in _sources:
        _sources.append(source)


def of_partner(partner: PartnerPage, now: datetime) -> dict:
    """Return how to reach a partner, what it signed, its teams, and what upper apps add.

    A partner that an editor previews before it is saved has no key yet; 0 is nobody's.

    Each value is a function that the template calls: what is not shown is not read.
    """
    way_in = on_demand(lambda: entrance.of(partner, now))
    context = {
        "entrance": way_in,
        "opening_hours": lambda: way_in().hours,
        "is_open": lambda: way_in().is_open,
        "agreements": on_demand(lambda: agreements_of(partner)),
        "teams": on_demand(lambda: list(_teams_of(partner))),
        "jsonld": lambda: structured.as_script(structured.organization(partner)),
    }
    for source in _sources:
        context.update(source(partner, now))
    return context


def _teams_of(partner: PartnerPage):
    return (
        TeamPage.objects.visible()
        .filter(members__partner=partner.pk or 0)
        .select_related("municipality")
        .order_by("title", "pk")
    )


def agreements_of(partner: PartnerPage) -> list[Agreement]:
    """Return the agreements a partner signed, each with `others`: the other visible partners."""
    agreements = list(
        Agreement.objects.filter(signatories__partner=partner.pk or 0).order_by("-signed_on", "pk")
    )
    visible = {
        page.pk: page for page in PartnerPage.objects.visible().filter(
            signatures__agreement__in=agreements
        )
    }  # fmt: skip
    rows = Signatory.objects.filter(agreement__in=agreements).exclude(partner=partner.pk)
    others: dict[int, list[PartnerPage]] = {}
    for agreement_id, partner_id in rows.order_by("partner__title", "pk").values_list(
        "agreement_id", "partner_id"
    ):
        if partner_id in visible:
            others.setdefault(agreement_id, []).append(visible[partner_id])
    for agreement in agreements:
        agreement.others = others.get(agreement.pk, [])
    return agreements


def of_team(team: TeamPage, now: datetime) -> dict:
    """Return the visible members of a team and its one way in (None without any)."""
    members = list(
        PartnerPage.objects.visible()
        .filter(teams__team=team.pk or 0)
        .select_related("picture")
        .order_by("teams__sort_order", "title", "pk")
    )
    contact = (
        PartnerPage.objects.visible()
        .filter(pk=team.contact_partner_id)
        .prefetch_related("opening_hours")
        .first()
    )
    way_in = entrance.of(contact, now) if contact else None
    if way_in:
        way_in.telephone = team.telephone or way_in.telephone
        way_in.email = team.email or way_in.email
    return {"members": members, "entrance": way_in, "is_open": way_in.is_open if way_in else None}


def teams_in_order():
    """Every visible team, by name."""
    return (
        TeamPage.objects.visible()
        .select_related("picture", "municipality")
        .order_by("title", "pk")
    )  # fmt: skip
