"""What a visitor gets: three short forms, a telephone beside them, and nothing left behind."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from common import clock
from concerns import sealed, working
from concerns.models import Concern
from portal.models import SiteSettings
from tests.builders import make_neighbourhood, make_partner
from tests.concerns.builders import NUMBER, form_data, make_desk, make_sitter
from vault import stamps

pytestmark = pytest.mark.django_db
WORRY, FAMILY, SENT = (reverse(f"concerns:{name}") for name in ("worry", "family", "sent"))


@pytest.fixture
def desk():
    found = make_desk("Wijkteam Oost", is_entrance=True)
    make_sitter(found)
    return found


def _area(desk) -> str:
    return str(desk.team.neighbourhoods.first().pk)


def _page(response) -> str:
    return response.content.decode()


def test_a_message_goes_to_the_team_of_its_neighbourhood_and_the_sender_hears_until_when(
    client, desk
):
    make_sitter(make_desk("Wijkteam West", area="West"), "west")

    answer = client.post(WORRY, form_data(neighbourhood=_area(desk)))
    page = client.get(answer["Location"])

    concern = Concern.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, SENT)
    assert (concern.desk, concern.kind, concern.may_move) == (desk, "worry", True)
    assert sealed.opened(concern).who == "resident"
    assert "Wijkteam Oost" in _page(page)
    assert NUMBER not in _page(page)
    assert str(concern.key) not in answer["Location"]


def test_what_was_sent_is_known_to_nobody_without_the_cookie(client, desk):
    client.post(WORRY, form_data(neighbourhood=_area(desk)))
    other = Client()
    other.cookies["verstuurd"] = f"{Concern.objects.get().key}:x:y"

    page = other.get(SENT)

    assert page.status_code == 200
    assert "Wijkteam Oost" not in _page(page)


def test_a_double_click_is_one_message_and_other_answers_under_its_key_are_refused(client, desk):
    data = form_data(neighbourhood=_area(desk))

    first, second = client.post(WORRY, data), client.post(WORRY, data)
    other = client.post(WORRY, data | {"telephone": "010 7654321"})

    assert (first.status_code, second.status_code, other.status_code) == (303, 303, 409)
    assert Concern.objects.count() == 1


@pytest.mark.parametrize(
    "organisation",
    [
        "Sanne Jansen", "basisschool, over leerling Mo", "De Regenboog 06 12345678",
        "gezin De Vries", "school@post.example", "School van Sanne", "mijn zoon",
        "Wij maken ons grote zorgen om een meisje in groep vier",
    ],
)  # fmt: skip
def test_a_name_or_story_in_the_organisation_is_asked_back_and_nothing_is_kept(
    client, desk, organisation
):
    data = form_data(
        neighbourhood=_area(desk), who="professional", organisation=organisation
    )  # fmt: skip

    answer = client.post(WORRY, data)

    assert answer.status_code == 400
    assert 'href="#id_organisation"' in _page(answer)
    assert not Concern.objects.exists()
    assert not answer.cookies.get("verstuurd")


@pytest.mark.parametrize(
    "organisation",
    ["Kevin Jansen basisschool De Boei", "basisschool fatima el amrani", "OBS De Vliet, Sem"],
)
def test_a_first_name_beside_an_organisation_is_asked_back(client, desk, organisation):
    data = form_data(neighbourhood=_area(desk), who="professional", organisation=organisation)

    asked = client.post(WORRY, data)

    assert asked.status_code == 400 and "is_organisation" in _page(asked)
    assert not Concern.objects.exists()


def test_beside_an_entrance_without_a_telephone_stands_one_with_a_number(client):
    place = make_neighbourhood("Vlijmen", "Heusden")
    bijeen = make_desk("Bijeen", area="Vlijmen", town="Heusden", is_entrance=True)
    bijeen.team.telephone = ""
    bijeen.team.save()
    first = make_partner("Eerste ingang", telephone="010 7654321")
    site = SiteSettings.for_site(Site.objects.get())
    site.first_entrance = first
    site.save()

    nobody = _page(client.post(WORRY, form_data(neighbourhood=str(place.pk))))

    main = nobody.partition("<main")[2].partition("</main>")[0]
    assert "Er is niets verstuurd" in main
    assert "Bijeen" in main and "010 7654321" in main


def test_who_worries_sees_the_telephone_of_the_entrance_of_each_municipality(client, desk):
    other = make_desk("Bijeen", area="Vlijmen", town="Heusden", is_entrance=True)
    other.team.telephone = "073 5550123"
    other.team.save()

    for url in (WORRY, FAMILY):
        page = _page(client.get(url))
        assert "010 1234567" in page and "073 5550123" in page, url
        assert "Maassluis" in page.partition('<aside class="split__aside')[2], url


@pytest.mark.parametrize(
    "organisation", ["OBS De Vliet", "Huisartsenpraktijk Jansen", "De Regenboog", "JGZ", "Pameijer"]
)
def test_the_name_of_an_organisation_is_taken(client, desk, organisation):
    make_partner("Pameijer")
    data = form_data(neighbourhood=_area(desk), who="professional", organisation=organisation)

    assert client.post(WORRY, data).status_code == 303


def test_an_organisation_that_looks_like_a_person_is_taken_with_a_tick(client, desk):
    data = form_data(neighbourhood=_area(desk), who="professional", organisation="Anne Frank")

    asked = client.post(WORRY, data)
    taken = client.post(WORRY, data | {"is_organisation": "on"})

    assert "is_organisation" in _page(asked)
    assert taken.status_code == 303


def test_what_a_resident_typed_as_organisation_is_not_kept(client, desk):
    client.post(WORRY, form_data(neighbourhood=_area(desk), organisation="OBS De Vliet"))

    assert sealed.opened(Concern.objects.get()).organisation == ""


def test_an_urgent_word_shows_whom_to_call_before_anything_is_stored(client, desk):
    data = form_data(
        neighbourhood=_area(desk), who="professional", organisation="Praktijk huiselijk geweld"
    )

    asked = client.post(WORRY, data)
    kept = Concern.objects.count()
    anyway = client.post(WORRY, data | {"urgent_seen": "1"})

    assert asked.status_code == 200
    assert "tel:08002000" in _page(asked) and 'name="urgent_seen"' in _page(asked)
    assert kept == 0
    assert anyway.status_code == 303


def test_an_urgent_word_shows_whom_to_call_even_where_a_machine_seems_to_write(client, desk):
    data = form_data(neighbourhood=_area(desk), telephone="hij slaat mij", website="x")

    answer = client.post(WORRY, data)

    assert answer.status_code == 400
    assert "Is het dringend? Bel nu." in _page(answer).split("<template")[0]


def test_contact_for_a_family_needs_its_consent_as_a_statement_of_the_professional(client, desk):
    data = form_data(neighbourhood=_area(desk), topic="money", organisation="OBS De Vliet")

    without = client.post(FAMILY, data)
    client.post(FAMILY, data | {"consent": "on"})

    concern = Concern.objects.get()
    assert without.status_code == 400
    assert concern.kind == "family"
    assert "gezin besproken" in sealed.opened(concern).agreed
    assert sealed.opened(concern).agreed_at


def test_who_asks_to_be_called_comes_to_the_entrance_of_the_own_municipality(client, desk):
    bijeen = make_desk("Bijeen", area="Vlijmen", town="Heusden", is_entrance=True)
    make_sitter(bijeen, "bijeen")
    url = reverse("concerns:call", args=["heusden"])

    page = client.get(url)
    answer = client.post(url, form_data(topic="money"))

    concern = Concern.objects.get()
    assert "Bijeen" in _page(page)
    assert answer.status_code == 303
    assert (concern.desk, concern.kind, concern.neighbourhood) == (bijeen, "call", None)


@pytest.mark.parametrize("why", ["no team", "nobody sits there", "closed"])
def test_where_no_team_takes_messages_a_telephone_is_shown_and_nothing_is_kept(client, desk, why):
    if why == "no team":
        area = str(make_neighbourhood("West").pk)
    else:
        area = _area(desk)
        if why == "closed":
            type(desk).objects.update(is_open=False)
        else:
            desk.seats.all().delete()

    answer = client.post(WORRY, form_data(neighbourhood=area))
    call = client.get(reverse("concerns:call", args=["maassluis"]))

    assert answer.status_code == 200
    assert "Er is niets verstuurd" in _page(answer)
    if why != "no team":
        assert "Er is niets verstuurd" in _page(call)
    assert not Concern.objects.exists()


def test_the_pages_leave_nothing_behind_on_the_device(client, desk):
    urls = [reverse(f"concerns:{name}") for name in ("start", "towns", "worry", "family", "sent")]
    urls.append(reverse("concerns:call", args=["maassluis"]))

    for url in urls:
        answer = client.get(url)
        page = _page(answer)
        title = re.search("<title>(.*?)</title>", page, re.S)[1]
        assert "no-store" in answer["Cache-Control"], url
        assert answer["Referrer-Policy"] == "same-origin"
        assert "data-quick-exit" in page
        assert not re.search("pluis|zorg|veilig|kind", title, re.I), title
        for field in re.findall(r"<(?:input|select)\b[^>]*>", page):
            if 'type="hidden"' not in field:
                assert 'autocomplete="off"' in field, field
    from_a_poster = client.get(reverse("concerns:not_right"))
    assert from_a_poster.status_code == 301
    assert "no-store" in from_a_poster["Cache-Control"]


def test_the_form_says_why_it_asks_on_what_ground_and_until_when(client, desk):
    page = _page(client.get(WORRY))
    due = clock.local(working.add(clock.now(), working.ONE_DAY))

    assert "artikel 6, lid 1, onder e" in page
    assert "Om je terug te bellen" in page
    assert f"{due.day} " in page and f"{due:%H.%M}".lstrip("0")[:2] in page
    assert not re.search(r"<textarea|name=\"(?:name|naam)\"", page)


def test_machines_and_floods_are_stopped_without_a_row(client, desk):
    data = form_data(neighbourhood=_area(desk))
    honeypot = client.post(WORRY, data | {"website": "x"})
    fast = client.post(WORRY, data | {"begun": stamps.made(clock.now())})
    forged = client.post(WORRY, data | {"begun": "1:x"})
    strict = Client(enforce_csrf_checks=True).post(WORRY, data)
    kept = Concern.objects.count()

    many = [client.post(WORRY, data | {"key": str(uuid4())}) for _number in range(4)]

    stopped = (honeypot, fast, forged, strict)
    assert [answer.status_code for answer in stopped] == [400, 400, 400, 403]
    assert kept == 0
    assert [answer.status_code for answer in many] == [303, 303, 303, 429]
    assert many[-1]["Retry-After"]
    assert NUMBER in _page(many[-1])  # nothing typed is lost


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("telephone", "bel Sanne maar"), ("telephone", "\x0006123"), ("telephone", ""),
        ("topic", "x"), ("when", "'"), ("who", ""), ("key", "1"), ("neighbourhood", "999999"),
        ("organisation", "a‮b"), ("organisation", "x" * 500),
    ],
)  # fmt: skip
def test_bad_input_is_an_error_beside_its_field(client, desk, name, value):
    data = form_data(neighbourhood=_area(desk), who="professional", organisation="OBS De Vliet")

    answer = client.post(WORRY, data | {name: value})

    assert answer.status_code == 400
    assert not Concern.objects.exists()


def test_what_a_form_must_not_set_is_ignored(client, desk):
    other = make_desk("Wijkteam West", area="West")
    data = form_data(neighbourhood=_area(desk), desk=str(other.pk), owner="1", kind="call", level=9)

    client.post(WORRY, data)

    concern = Concern.objects.get()
    assert (concern.desk, concern.owner, concern.kind, concern.level) == (desk, None, "worry", 0)
