import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from activities.models import Group
from common import clock
from signups import crypto, links, operations, personal, refusals
from signups.models import Bookable, Question, Signup, SignupSettings
from tests import builders as site
from tests.signups.builders import counts, make_bookable, make_series, sign_up

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "Noor Voorbeeld",
    "email": "noor@post.example",
    "telephone": "",
    "p-TOTAL_FORMS": "0",
    "p-INITIAL_FORMS": "0",
}


def form_of(bookable, **fields):
    moment = {"moment": str(bookable.session_id)} if bookable.session_id else {}
    return {"key": str(uuid.uuid4()), **moment, **GOOD, **fields}


def url_of(bookable):
    if bookable.session_id:
        return reverse("signups:start", args=["sessie", bookable.session_id])
    return reverse("signups:start", args=["groep", bookable.group_id])


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def settings_for(bookable, **fields):
    return SignupSettings.objects.create(activity=bookable.owner.activity, **fields)


def children(*names, age=None):
    rows = {"p-TOTAL_FORMS": str(len(names)), "p-INITIAL_FORMS": "0"}
    for position, name in enumerate(names):
        rows |= {f"p-{position}-kind": "child", f"p-{position}-name": name}
        if age is not None:
            rows[f"p-{position}-age"] = str(age)
    return rows


def test_the_form_of_a_session_is_chosen_already(client):
    bookable = make_bookable()

    response = client.get(url_of(bookable))

    assert response.status_code == 200
    assert f'value="{bookable.session_id}" checked' in text(response)
    assert "no-store" in response["Cache-Control"]


def test_a_good_form_leads_to_the_page_of_the_signup(client):
    bookable = make_bookable()

    response = client.post(url_of(bookable), form_of(bookable), follow=True)

    assert response.redirect_chain[0][1] == 303
    assert response.status_code == 200
    assert "noor@post.example" in text(response)
    assert Signup.objects.get().status == Signup.Status.PLACED


def test_the_same_form_sent_twice_shows_the_same_page(client):
    bookable = make_bookable()
    form = form_of(bookable)

    first, second = (client.post(url_of(bookable), form) for _click in range(2))

    assert first["Location"] == second["Location"]
    assert Signup.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(client):
    bookable = make_bookable()
    form = form_of(bookable)
    client.post(url_of(bookable), form)

    response = client.post(url_of(bookable), form | {"name": "Iemand anders"})

    assert response.status_code == 409


def test_a_family_is_one_signup(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="families", ask_age=True, legal_ground="agreement")

    client.post(url_of(bookable), form_of(bookable, **children("Daan", "Zoë", age=8)))

    signup = Signup.objects.get()
    assert signup.size == 3
    assert [person.name for person in personal.people_of(signup)] == [
        "Noor Voorbeeld",
        "Daan",
        "Zoë",
    ]
    assert personal.people_of(signup)[1].age == 8


def test_only_children_take_places_where_only_children_come(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="children", legal_ground="agreement")

    client.post(url_of(bookable), form_of(bookable, **children("Daan")))

    assert Signup.objects.get().size == 1


def test_a_form_for_children_needs_a_child(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="children", legal_ground="agreement")

    response = client.post(url_of(bookable), form_of(bookable))

    assert response.status_code == 400
    assert 'href="#people"' in text(response)


def test_a_child_is_added_without_javascript_and_nothing_typed_is_lost(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="families")

    response = client.post(
        url_of(bookable), form_of(bookable, people="add:child", **children("Daan"))
    )

    page = text(response)
    assert response.status_code == 200
    assert 'name="p-TOTAL_FORMS" value="2"' in page
    assert 'value="Daan"' in page and 'value="noor@post.example"' in page
    assert "error-summary" not in page


def test_a_child_is_removed_without_javascript(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="families")

    response = client.post(
        url_of(bookable), form_of(bookable, people="remove:0", **children("Daan", "Zoë"))
    )

    assert "Daan" not in text(response)
    assert 'value="Zoë"' in text(response)


def test_errors_are_told_above_and_beside_the_field_and_nothing_is_lost(client):
    bookable = make_bookable()
    key = str(uuid.uuid4())

    response = client.post(url_of(bookable), form_of(bookable, key=key, name="", email="noor@"))

    page = text(response)
    assert response.status_code == 400
    assert 'class="error-summary"' in page
    for field in ("id_name", "id_email"):
        assert f'href="#{field}"' in page
        assert f'id="{field}_error"' in page
    assert 'value="noor@"' in page and key in page
    assert not Signup.objects.exists()


def test_asks_for_an_address_or_a_number(client):
    bookable = make_bookable()

    response = client.post(url_of(bookable), form_of(bookable, email=""))
    assert response.status_code == 400

    client.post(url_of(bookable), form_of(bookable, email="", telephone="06 12345678"))
    assert not Signup.objects.get().has_email


BAD = [
    {"name": "Noor\x00Voorbeeld"},
    {"name": "Noor\u202eneerob"},
    {"name": "Noor\nBcc: x@post.example"},
    {"name": "n" * 100_000},
    {"name": "   "},
    {"email": "noor@post.example\r\nBcc: x@post.example"},
    {"email": "noor@post.example\x00"},
    {"email": "n" * 100_000 + "@post.example"},
    {"telephone": "'; DROP TABLE"},
    {"moment": "999999"},
    {"moment": "\x00"},
    {"moment": ""},
    {"p-TOTAL_FORMS": "x"},
    {"website": "https://spam.example"},
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad)[:40])
def test_bad_input_gets_a_page_with_what_is_wrong(client, bad):
    bookable = make_bookable()
    make_bookable(group=bookable.owner)

    response = client.post(url_of(bookable), form_of(bookable, **bad))

    assert response.status_code == 400
    assert "error-summary" in text(response)
    assert not Signup.objects.exists()


@pytest.mark.parametrize(
    "name", ["Zoë", "Þórdís", "محمد", "陳大文", "O'Brien-de Vries", "Noor 🌷", "نو\u200cر"]
)
def test_takes_names_as_people_write_them(client, name):
    bookable = make_bookable()

    client.post(url_of(bookable), form_of(bookable, name=name))

    assert personal.contact_of(Signup.objects.get()).name == name


def test_five_hundred_children_are_too_many(client):
    bookable = make_bookable()
    settings_for(bookable, who_comes="families")

    response = client.post(
        url_of(bookable), form_of(bookable, **children(*(f"Kind {n}" for n in range(500)), age=4))
    )

    assert response.status_code == 400
    assert len(response.content) < 100_000


def test_a_key_that_is_none_gets_a_new_one(client):
    bookable = make_bookable()

    response = client.post(url_of(bookable), form_of(bookable, key="x"))

    assert response.status_code == 303


def test_fields_that_are_not_asked_are_ignored(client):
    bookable = make_bookable(capacity=1)
    sign_up(bookable)

    client.post(
        url_of(bookable),
        form_of(bookable, status="placed", number="0", consent_at="2020-01-01"),
    )

    signup = Signup.objects.latest("pk")
    assert (signup.status, signup.number, signup.consent_at) == (Signup.Status.WAITING, 1, None)


def test_questions_of_the_organiser_are_asked_with_their_purpose_and_kept_sealed(client):
    bookable = make_bookable()
    wishes = settings_for(bookable)
    Question.objects.create(
        settings=wishes, label="Heb je een allergie?", purpose="Er is iets te eten.",
        field_type="singleline", required=True,
    )  # fmt: skip
    page = text(client.get(url_of(bookable)))
    assert "Heb je een allergie?" in page and "Er is iets te eten." in page
    name = re.search(r'name="(vraag-[^"]+)"', page).group(1)

    refused = client.post(url_of(bookable), form_of(bookable))
    assert refused.status_code == 400
    assert f'href="#id_{name}"' in text(refused)

    client.post(url_of(bookable), form_of(bookable, **{name: "Noten"}))
    (answer,) = personal.answers_of(Signup.objects.get())
    assert (answer.question, answer.answer) == ("Heb je een allergie?", "Noten")


@pytest.mark.parametrize("kind", Question.Kind.values)
def test_every_kind_of_question_can_be_asked_and_answered(client, kind):
    bookable = make_bookable()
    wishes = settings_for(bookable)
    Question.objects.create(
        settings=wishes, label="Vraag", purpose="Doel", field_type=kind, choices="rood\nblauw"
    )
    value = {"number": "3", "checkbox": "on", "date": "2026-11-25"}.get(kind, "rood")

    response = client.post(url_of(bookable), form_of(bookable, **{"vraag-vraag": value}))

    assert response.status_code == 303
    assert len(personal.answers_of(Signup.objects.get())) == 1


def test_consent_is_asked_and_kept_with_its_version_and_time(client):
    bookable = make_bookable()
    settings_for(bookable, consent_text="Ik vind het goed dat jullie dit weten.")

    assert client.post(url_of(bookable), form_of(bookable)).status_code == 400
    client.post(url_of(bookable), form_of(bookable, agree="on"))

    signup = Signup.objects.get()
    assert signup.consent_version and signup.consent_at


def test_a_parent_agrees_for_children(client):
    bookable = make_bookable()
    settings_for(bookable, who_comes="children", legal_ground="consent")

    refused = client.post(url_of(bookable), form_of(bookable, **children("Daan")))
    assert refused.status_code == 400
    taken = client.post(url_of(bookable), form_of(bookable, parent="on", **children("Daan")))
    assert taken.status_code == 303


def test_the_form_says_when_the_data_are_deleted(client):
    bookable = make_bookable(starts_at=clock.now().replace(year=2030, month=3, day=1))
    settings_for(bookable, retention_weeks=2, controller="Stichting Voorbeeld")

    page = text(client.get(url_of(bookable)))

    assert "2030" in page and "15" in page
    assert "Stichting Voorbeeld" in page


def test_a_full_session_offers_the_waiting_list(client):
    bookable = make_bookable(capacity=1)
    sign_up(bookable)

    response = client.post(url_of(bookable), form_of(bookable), follow=True)

    assert response.status_code == 200
    assert Signup.objects.latest("pk").status == Signup.Status.WAITING


def test_full_in_the_meantime_is_said_with_another_date(client):
    bookable = make_bookable(capacity=1, waiting_capacity=0)
    other = make_bookable(capacity=1, waiting_capacity=0, group=bookable.owner)
    sign_up(bookable)

    response = client.post(url_of(bookable), form_of(bookable))

    assert response.status_code in (400, 409)
    assert str(other.session_id) in text(response)


def test_a_party_that_never_fits_hears_how_many_do(client):
    bookable = make_bookable(capacity=2)
    settings_for(bookable, who_comes="families", legal_ground="agreement")

    response = client.post(url_of(bookable), form_of(bookable, **children("Daan", "Zoë", "Mia")))

    assert response.status_code == 400
    assert "error-summary" in text(response)
    assert counts(bookable) == (0, 2, 0)


def test_a_cancelled_session_is_said_plainly(client):
    from activities import operations as activity_operations

    bookable = make_bookable()
    activity_operations.cancel_session(session=bookable.session, reason="Ziek", now=clock.now())

    assert client.get(url_of(bookable)).status_code == 200
    response = client.post(url_of(bookable), form_of(bookable))

    assert response.status_code == 409
    assert "Ziek" in text(response)


@pytest.mark.parametrize(
    "refusal",
    [
        refusals.GroupFull(),
        refusals.SignupClosed(),
        refusals.SignupNotOpen(),
        refusals.SessionCancelled(),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_what_changed_in_the_meantime_is_said_plainly(client, monkeypatch, refusal):
    bookable = make_bookable()

    def refuse(**_form):
        raise refusal

    monkeypatch.setattr(operations, "sign_up", refuse)
    response = client.post(url_of(bookable), form_of(bookable))

    assert response.status_code == 409
    assert bookable.owner.activity.url in text(response)


def test_a_whole_series_has_one_form(client):
    bookable = make_series()

    assert client.post(url_of(bookable), form_of(bookable)).status_code == 303


def test_what_nobody_may_see_has_no_form(client):
    draft = make_bookable(title="Concept", live=False)
    walk_in = site.make_session(site.make_bare_group(way_in=Group.WayIn.DROP_IN))

    assert client.get(url_of(draft)).status_code == 404
    assert client.get(reverse("signups:start", args=["sessie", walk_in.pk])).status_code == 404
    assert client.get(reverse("signups:start", args=["sessie", 999_999])).status_code == 404
    assert client.get("/aanmelden/groep/99999999999999/").status_code == 404


def test_a_form_without_its_csrf_token_is_refused():
    from django.test import Client

    bookable = make_bookable()

    response = Client(enforce_csrf_checks=True).post(url_of(bookable), form_of(bookable))

    assert response.status_code == 403
    assert not Signup.objects.exists()


def test_a_flood_from_one_network_is_stopped(client, settings):
    settings.SIGNUP_LIMITS = {"network": (2, 60)}
    bookable = make_bookable(capacity=9)

    codes = [
        client.post(
            url_of(bookable),
            form_of(bookable, email=f"noor{n}@post.example"),
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        ).status_code
        for n in range(3)
    ]

    assert codes == [303, 303, 429]


def test_one_address_gets_a_handful_of_mails(client, settings):
    settings.SIGNUP_LIMITS = {"email": (1, 60)}
    bookable = make_bookable(capacity=9)

    codes = [
        client.post(
            url_of(bookable), form_of(bookable, email=address), REMOTE_ADDR=f"10.0.0.{n}"
        ).status_code
        for n, address in enumerate(("noor@post.example", "NOOR@post.example"))
    ]

    assert codes == [303, 429]


def opened(client, signup):
    token = crypto.link_token(signup.key, purpose=links.MANAGE, version=signup.link_version)
    return client.post(reverse("signups:link", args=[signup.key]), {links.PARAMETER: token})


def test_a_link_changes_nothing_until_its_button_is_pressed(client):
    signup = sign_up(make_bookable())
    address = links.manage_link(signup).removeprefix(links.base_url())

    for method in (client.get, client.head):
        response = method(address)
        assert response.status_code == 200
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies.get(links.COOKIE)
    assert client.get(reverse("signups:manage", args=[signup.key])).status_code == 404


def test_the_button_gives_a_short_cookie_and_a_clean_address(client):
    signup = sign_up(make_bookable())

    response = opened(client, signup)

    cookie = response.cookies[links.COOKIE]
    assert response["Location"] == reverse("signups:manage", args=[signup.key])
    assert cookie["httponly"] and cookie["path"] == response["Location"]
    assert client.get(response["Location"]).status_code == 200


def test_every_wrong_link_gets_the_same_answer(client):
    signup, other = sign_up(make_bookable()), sign_up(make_bookable())
    token = crypto.link_token(signup.key, purpose=links.MANAGE, version=1)
    revoked = sign_up(make_bookable())
    Signup.objects.filter(pk=revoked.pk).update(link_version=2)
    old = crypto.link_token(revoked.key, purpose=links.MANAGE, version=1)
    calendar = crypto.link_token(signup.key, purpose="calendar", version=1)
    tries = [
        (signup.key, token[:-1] + ("A" if token[-1] != "A" else "B")),
        (signup.key, ""),
        (signup.key, calendar),
        (other.key, token),
        (uuid.uuid4(), token),
        (revoked.key, old),
    ]

    answers = set()
    for key, wrong in tries:
        address = reverse("signups:link", args=[key])
        for response in (
            client.get(address, {links.PARAMETER: wrong}),
            client.post(address, {links.PARAMETER: wrong}),
        ):
            assert response.status_code == 404
            answers.add(response.content)

    assert len(answers) == 1


@pytest.mark.parametrize("name", ["manage", "cancel", "calendar"])
def test_the_cookie_of_one_signup_opens_no_other(client, name):
    mine, other = sign_up(make_bookable()), sign_up(make_bookable())
    opened(client, mine)
    client.cookies[links.COOKIE]["path"] = "/"

    assert client.get(reverse(f"signups:{name}", args=[mine.key])).status_code == 200
    assert client.get(reverse(f"signups:{name}", args=[other.key])).status_code == 404
    assert client.post(reverse(f"signups:{name}", args=[other.key])).status_code in (404, 405)


def test_cancelling_asks_first_and_works_once(client):
    bookable = make_bookable(capacity=1)
    signup, waiting = sign_up(bookable), sign_up(bookable)
    opened(client, signup)
    address = reverse("signups:cancel", args=[signup.key])

    assert client.get(address).status_code == 200
    assert Signup.objects.get(pk=signup.pk).status == Signup.Status.PLACED
    for _click in range(2):
        assert client.post(address).status_code == 303

    assert Signup.objects.get(pk=signup.pk).status == Signup.Status.CANCELLED
    assert Signup.objects.get(pk=waiting.pk).status == Signup.Status.OFFERED


def test_an_offer_is_accepted_on_the_page_of_the_signup(client):
    bookable = make_bookable(capacity=1)
    first, second = sign_up(bookable), sign_up(bookable)
    operations.cancel(signup=first, now=clock.now())
    opened(client, second)
    address = reverse("signups:manage", args=[second.key])

    assert 'value="accept"' in text(client.get(address))
    assert client.post(address, {"do": "accept"}).status_code == 303

    assert Signup.objects.get(pk=second.pk).status == Signup.Status.PLACED


def test_an_offer_that_expired_is_said_plainly(client):
    bookable = make_bookable(capacity=1)
    first, second = sign_up(bookable), sign_up(bookable)
    operations.cancel(signup=first, now=clock.now())
    Signup.objects.filter(pk=second.pk).update(offer_expires_at=clock.now() - timedelta(minutes=1))
    opened(client, second)

    response = client.post(reverse("signups:manage", args=[second.key]), {"do": "accept"})

    assert response.status_code == 409
    assert "error-summary" in text(response)


def test_the_calendar_has_the_sessions_of_the_signup(client):
    signup = sign_up(make_bookable(title="Koken"))
    opened(client, signup)

    response = client.get(reverse("signups:calendar", args=[signup.key]))

    assert response["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Koken" in response.content
    assert str(signup.bookable.session.uid).encode() in response.content


def test_the_calendar_of_a_sensitive_activity_names_nothing(client):
    venue = site.make_venue("De Vliet")
    signup = sign_up(make_bookable(title="Groepssessie scheiding", is_sensitive=True, venue=venue))
    opened(client, signup)

    content = client.get(reverse("signups:calendar", args=[signup.key])).content

    for word in (b"scheiding", b"Vliet", b"LOCATION", b"GEO", b"DESCRIPTION"):
        assert word not in content


def test_who_has_no_address_can_keep_the_link(client):
    bookable = make_bookable()

    response = client.post(
        url_of(bookable), form_of(bookable, email="", telephone="06 12345678"), follow=True
    )

    assert links.PARAMETER in text(response)


def test_the_form_takes_few_queries(client, django_assert_max_num_queries):
    bookable = make_bookable()
    for _session in range(5):
        make_bookable(group=bookable.owner)
    client.get(url_of(bookable))

    with django_assert_max_num_queries(20):
        client.get(url_of(bookable))


def test_a_place_in_the_form_belongs_to_the_bookable_that_was_chosen(client):
    bookable = make_bookable()
    other = make_bookable(group=bookable.owner)

    client.post(url_of(bookable), form_of(bookable, moment=str(other.session_id)))

    assert Bookable.objects.get(pk=other.pk).taken == 1
