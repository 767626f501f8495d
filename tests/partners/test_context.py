from datetime import date, datetime, time

import pytest

from activities.models import CoOrganiser
from common import clock
from partners import context, entrance, structured
from partners.models import Agreement, OpeningHours, Signatory, TeamMember
from tests import builders

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, tzinfo=clock.LOCAL)


def _open_on_monday(partner):
    OpeningHours.objects.create(partner=partner, weekday=0, opens=time(9), closes=time(17))
    return partner


def test_says_that_a_partner_is_open_and_until_when():
    way_in = entrance.of(_open_on_monday(builders.make_partner()), MONDAY)

    assert way_in.is_open is True
    assert way_in.until == time(17)


def test_is_closed_at_the_minute_it_closes():
    partner = _open_on_monday(builders.make_partner())

    assert entrance.of(partner, MONDAY.replace(hour=17)).is_open is False


def test_is_closed_on_a_public_holiday():
    partner = _open_on_monday(builders.make_partner())
    easter_monday = datetime(2027, 3, 29, 10, tzinfo=clock.LOCAL)

    way_in = entrance.of(partner, easter_monday)

    assert way_in.is_open is False
    assert way_in.is_holiday


def test_says_nothing_without_known_hours():
    assert entrance.of(builders.make_partner(), MONDAY).is_open is None


def test_an_agreement_names_the_other_visible_signatories():
    partners = [builders.make_partner(name) for name in ("Een", "Twee", "Drie")]
    hidden = builders.make_partner("Verborgen")
    hidden.unpublish()
    agreement = Agreement.objects.create(name="Proeftuin", signed_on=date(2015, 11, 3))
    for partner in [*partners, hidden]:
        Signatory.objects.create(agreement=agreement, partner=partner)

    found = context.agreements_of(partners[0])

    assert [row.name for row in found] == ["Proeftuin"]
    assert [page.title for page in found[0].others] == ["Drie", "Twee"]


def test_a_team_shows_its_members_and_one_way_in():
    contact = _open_on_monday(builders.make_partner("CJG", telephone="010 000 0000"))
    team = builders.make_team(
        municipality=builders.make_neighbourhood().municipality,
        contact_partner=contact,
        telephone="010 111 1111",
    )
    hidden = builders.make_partner("Verborgen")
    hidden.unpublish()
    for partner in (contact, hidden):
        TeamMember.objects.create(team=team, partner=partner)

    found = context.of_team(team, MONDAY)

    assert [page.title for page in found["members"]] == ["CJG"]
    assert found["entrance"].telephone == "010 111 1111"
    assert found["is_open"] is True


def test_a_partner_shows_its_own_and_shared_activities():
    partner, other = builders.make_partner("Eigen"), builders.make_partner("Ander")
    own = builders.make_activity("Eigen middag", partner=partner)
    shared = builders.make_activity("Samen", partner=other)
    CoOrganiser.objects.create(activity=shared, partner=partner)
    builders.make_activity("Van een ander", partner=other)
    for activity in (own, shared):
        builders.make_session(builders.make_bare_group(activity))

    found = context.of_partner(partner, clock.now())

    assert [card.title for card in found["cards"]()] == ["Eigen middag", "Samen"]
    assert found["help_cards"]() == []


def test_tells_search_engines_who_it_is():
    partner = builders.make_partner("Buurt & </script>", telephone="010 000 0000")

    facts = structured.organization(partner)

    assert facts["@type"] == "Organization"
    assert facts["telephone"] == "010 000 0000"
    assert "sameAs" not in facts
    assert "</script>" not in structured.as_script(facts)[35:-9]
