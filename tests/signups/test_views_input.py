import re

import pytest

from signups import personal
from signups.models import Question, Signup
from tests.signups.builders import make_bookable, sign_up
from tests.signups.form_data import children, form_of, settings_for, text, url_of

pytestmark = pytest.mark.django_db


BAD = [
    {"name": "Noor\x00Voorbeeld"},
    {"name": "Noor\u202eneerob"},
    {"name": "Noor\nBcc: x@post.example"},
    {"name": "n" * 1_000_000},
    {"name": "Noor\u2066neerob\u2069"},
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


@pytest.mark.parametrize(
    "body", [{"name": "n" * 3_000_000}, {f"f{n}": "x" for n in range(3000)}], ids=["long", "many"]
)
def test_a_body_beyond_all_bounds_gets_a_page_in_plain_dutch(client, body):
    bookable = make_bookable()

    response = client.post(url_of(bookable), form_of(bookable, **body))

    assert response.status_code == 413
    assert "Dit is te veel in één keer" in text(response)
    assert not Signup.objects.exists()


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
    value = {"number": "3", "checkbox": "on", "date": "2026-11-25", "birth": "31-12-2015"}.get(
        kind, "rood"
    )

    response = client.post(url_of(bookable), form_of(bookable, **{"vraag-vraag": value}))

    assert response.status_code == 303
    assert len(personal.answers_of(Signup.objects.get())) == 1
