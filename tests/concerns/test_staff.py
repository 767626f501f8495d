"""The inbox: who sits there works with it; for everybody else there is nothing."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from concerns import operations
from concerns.models import Concern, Count, Desk, Look, Seat, Wait
from partners.models import Membership
from tests.builders import make_editor, make_staff, make_user
from tests.concerns.builders import MONDAY, NUMBER, make_concern, make_desk, make_sitter, partner_of

pytestmark = pytest.mark.django_db
INDEX = reverse("concerns_staff:index")


def _page(response) -> str:
    return response.content.decode()


def _url(name: str, pk: int) -> str:
    return reverse(f"concerns_staff:{name}", args=[pk])


@pytest.fixture
def desk():
    return make_desk("Wijkteam Oost")


def _strangers(desk) -> dict:
    """Return everybody who might think that they may look."""
    other = make_desk("Wijkteam West", area="West")
    left = make_sitter(desk, "vertrokken")
    left.memberships.all().delete()
    seated = make_user("technisch-met-plek", is_superuser=True)
    Seat.objects.create(desk=desk, user=seated, given_at=MONDAY)
    return {
        "another team": make_sitter(other, "ander-team"),
        "a manager without a seat": make_staff(partner_of(desk), "beheerder"),
        "a colleague without a seat": make_staff(
            partner_of(desk), "collega", Membership.Role.WORKER
        ),
        "an editor": make_editor(),
        "a superuser": make_user("technisch", is_superuser=True),
        "a superuser with a seat but no partner": seated,
        "who left": left,
    }


def test_for_everybody_else_a_message_is_as_if_it_were_not_there(client, desk):
    concern = make_concern(desk)

    for who, user in _strangers(desk).items():
        client.force_login(user)
        there, nowhere = client.get(_url("detail", concern.pk)), client.get(_url("detail", 999999))
        act = client.post(_url("act", concern.pk), {"do": "take"})
        inbox = client.get(INDEX)

        if user.has_perm("wagtailadmin.access_admin"):
            codes = (there.status_code, nowhere.status_code, act.status_code)
            assert codes == (404, 404, 404), who
            assert there.content == nowhere.content, who
        assert "niet pluis" not in _page(inbox), who
    concern.refresh_from_db()
    assert concern.owner is None
    assert Look.objects.filter(action=Look.Action.REFUSED).count() >= 10


def test_the_list_tells_what_waits_and_until_when_but_nothing_of_what_it_says(client, desk):
    user = make_sitter(desk)
    make_concern(desk, organisation="OBS Zonderling")
    client.force_login(user)

    page = _page(client.get(INDEX))

    assert "niet pluis" in page and "Maassluis Oost" in page
    assert NUMBER not in page and "Zonderling" not in page
    assert not Look.objects.exists()


def test_the_first_page_of_the_admin_tells_who_sits_there_that_something_waits(client, desk):
    sitter, now = make_sitter(desk), clock.now()
    make_concern(desk, now)
    make_concern(desk, now - timedelta(days=9))
    mine = make_concern(desk, now)
    operations.take(concern=mine, user=sitter, now=now)
    others = make_sitter(make_desk("Wijkteam West", area="West"), "ander")

    client.force_login(sitter)
    told = _page(client.get("/beheer/"))
    client.force_login(others)
    silent = _page(client.get("/beheer/"))

    assert "2 berichten wachten" in told and "1 is te laat" in told
    assert NUMBER not in told and "niet pluis" not in told
    assert "berichten wachten" not in silent and "bericht wacht" not in silent


def test_who_opens_a_message_sees_what_was_filled_in_and_is_noted(client, desk):
    user = make_sitter(desk)
    concern = make_concern(desk, organisation="OBS Zonderling")
    client.force_login(user)

    page = client.get(_url("detail", concern.pk))

    look = Look.objects.get()
    assert NUMBER in _page(page) and "Zonderling" in _page(page)
    assert "no-store" in page["Cache-Control"]
    assert (look.user, look.action, look.concern_number) == (user, "looked", concern.pk)


def test_of_two_who_take_it_the_second_is_told_who_was_first(client, desk):
    one, two = make_sitter(desk, "een"), make_sitter(desk, "twee")
    concern = make_concern(desk)
    client.force_login(one)
    client.post(_url("act", concern.pk), {"do": "take"})
    client.force_login(two)

    answer = client.post(_url("act", concern.pk), {"do": "take"}, follow=True)

    assert "Een collega was eerder" in _page(answer)
    assert "Opgepakt door een" in _page(answer)
    assert Concern.objects.get().owner == one


def test_a_second_team_sees_no_number_before_it_took_the_message_over(client, desk):
    second = make_desk("Wijkteam West", area="West")
    here, there = make_sitter(desk, "hier"), make_sitter(second, "daar")
    concern = make_concern(desk)
    operations.take(concern=concern, user=here, now=MONDAY)
    client.force_login(here)
    client.post(_url("act", concern.pk), {"do": "offer", "to": second.pk})
    client.force_login(there)

    before = _page(client.get(_url("detail", concern.pk)))
    over = client.post(_url("act", concern.pk), {"do": "take_over"})
    client.post(_url("act", concern.pk), {"do": "take"})
    after = _page(client.get(_url("detail", concern.pk)))
    client.force_login(here)
    gone = client.get(_url("detail", concern.pk))

    assert "Wijkteam Oost" in before and NUMBER not in before
    assert over.status_code == 404
    assert NUMBER in after
    assert gone.status_code == 404


def test_the_first_team_can_not_take_what_it_handed_over_in_the_place_of_the_second(client, desk):
    sitter, colleague = make_sitter(desk), make_sitter(desk, "collega")
    second = make_desk("Wijkteam West", area="West")
    make_sitter(second, "west")
    concern = make_concern(desk)
    operations.take(concern=concern, user=sitter, now=MONDAY)
    concern.refresh_from_db()
    operations.offer(concern=concern, to=second, user=sitter, now=MONDAY)

    for user in (sitter, colleague):
        client.force_login(user)
        assert client.post(_url("act", concern.pk), {"do": "take"}).status_code == 404

    concern.refresh_from_db()
    assert (concern.desk, concern.owner, concern.offered_to) == (desk, sitter, second)


def test_done_deletes_it_and_the_number_stays_in_the_report(client, desk):
    user = make_sitter(desk)
    concern = make_concern(desk)
    client.force_login(user)
    client.post(_url("act", concern.pk), {"do": "take"})

    answer = client.post(_url("act", concern.pk), {"do": "finish"}, follow=True)

    assert "verwijderd" in _page(answer)
    assert not Concern.objects.exists()
    assert Count.objects.get(what="done").number == 1
    assert client.get(_url("detail", concern.pk)).status_code == 404


def test_numbers_under_five_are_folded_and_a_mean_needs_five(client, desk):
    client.force_login(make_sitter(desk))
    month = MONDAY.date().replace(day=1)
    Count.objects.create(desk=desk, kind="worry", month=month, what="received", number=3)
    Wait.objects.create(desk=desk, month=month, hours=2, number=4)

    few = _page(client.get(_url("figures", desk.pk)))
    Count.objects.update(number=12)
    Wait.objects.create(desk=desk, month=month, hours=7, number=1)
    many = _page(client.get(_url("figures", desk.pk)))

    assert "minder dan 5" in few and "te weinig" in few and "chart__picture" not in few
    assert ">12<" in many and "chart__picture" in many
    assert "na 3,0 werkuren" in many or "na 3 werkuren" in many


def test_a_manager_of_a_partner_behind_the_desk_gives_and_takes_seats_and_is_noted(client, desk):
    boss = make_staff(partner_of(desk), "beheerder")
    worker = make_staff(partner_of(desk), "medewerker", Membership.Role.WORKER)
    client.force_login(boss)

    client.post(_url("seats", desk.pk), {"do": "give", "who": worker.pk})
    given = [seat.user for seat in Seat.objects.all()]
    refused = client.post(_url("seats", desk.pk), {"do": "give", "who": boss.pk}, follow=True)
    page = _page(client.get(_url("seats", desk.pk)))
    client.post(_url("seats", desk.pk), {"do": "take", "who": Seat.objects.get().pk})

    assert given == [worker]
    assert "Niemand geeft zichzelf een plek" in _page(refused)
    assert "medewerker" in page and "gaf een plek" in page
    assert not Seat.objects.exists()
    assert set(Look.objects.values_list("action", flat=True)) == {"seat_given", "seat_taken"}


def test_seats_and_numbers_of_another_team_are_not_there(client, desk):
    other = make_desk("Wijkteam West", area="West")
    client.force_login(make_staff(partner_of(desk), "beheerder"))

    assert client.get(_url("seats", desk.pk)).status_code == 200
    assert client.get(_url("seats", other.pk)).status_code == 404
    assert client.get(_url("figures", other.pk)).status_code == 404


def test_an_editor_opens_a_desk_and_reads_nothing_there(client, desk):
    make_concern(desk)
    client.force_login(make_editor())

    listed = client.get("/beheer/desks/")

    assert listed.status_code == 200
    assert "niet pluis" not in _page(listed)
    assert ">True<" not in re.sub(r"\s+", "", _page(listed))
    assert Desk.objects.count() == 1


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_nobody_moves_a_desk_with_its_messages_to_another_team(client, desk, who):
    make_sitter(desk)
    make_concern(desk)
    other = make_desk("Wijkteam West", area="West").team
    Desk.objects.filter(team=other).delete()
    client.force_login(
        make_editor() if who == "editor" else make_user("technisch", is_superuser=True)
    )

    answer = client.post(f"/beheer/desks/edit/{desk.pk}/", {"team": other.pk, "is_open": "on"})
    closed = client.post(f"/beheer/desks/edit/{desk.pk}/", {"team": desk.team_id}, follow=True)
    gone = client.post(f"/beheer/desks/delete/{desk.pk}/", follow=True)

    assert answer.status_code == 200 and "Open een nieuwe balie" in _page(answer)
    assert closed.status_code == 200
    assert "Er wachten nog berichten" in _page(gone)
    after = Desk.objects.get()
    assert (after.team_id, after.is_open) == (desk.team_id, False)
    assert Concern.objects.count() == 1


def test_a_manager_sees_every_look_of_the_year_however_many_came_after_it(client, desk):
    boss, sitter = make_staff(partner_of(desk), "beheerder"), make_sitter(desk)
    concern = make_concern(desk)
    client.force_login(sitter)
    client.get(_url("detail", concern.pk))
    stranger = make_sitter(make_desk("Wijkteam West", area="West"), "ander")
    client.force_login(stranger)
    for _time in range(60):
        client.get(_url("detail", concern.pk))
    client.force_login(boss)

    first, second = (_page(client.get(f"{_url('seats', desk.pk)}?p={page}")) for page in (1, 2))

    assert "opende een bericht" not in first
    assert "opende een bericht" in second


@pytest.mark.parametrize("way", ["one", "many", "with all below"])
def test_a_page_with_a_desk_is_not_deleted(client, desk, way):
    client.force_login(make_user("technisch", is_superuser=True))
    above = desk.team.get_parent().pk if way == "with all below" else desk.team_id
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    answer = client.post(
        f"/beheer/pages/{desk.team_id}/delete/" if way == "one" else f"{many}?id={above}",
        follow=True,
    )

    assert answer.status_code == 200
    assert "Verwijder eerst de balie" in _page(answer)
    assert Desk.objects.get().team_id == desk.team_id
