import pytest

from signups import bsn, personal
from signups.models import ConsentText, Question, Signup
from tests.signups.builders import make_bookable
from tests.signups.form_data import children, form_of, settings_for, text, url_of

pytestmark = pytest.mark.django_db


def ask(wishes, label, order=0, **fields):
    fields = {"purpose": "Doel", "required": False, **fields}
    return Question.objects.create(settings=wishes, label=label, sort_order=order, **fields)


def yes_or_no(wishes, label, order=0, **fields):
    return ask(wishes, label, order, field_type="radio", choices="ja\nnee", **fields)


def answers():
    return [
        (row.question, row.answer, row.person)
        for row in personal.answers_of(Signup.objects.latest("pk"))
    ]


def test_a_question_for_each_child_is_kept_with_the_child(client):
    bookable = make_bookable(capacity=9)
    wishes = settings_for(bookable, who_comes="families", legal_ground="agreement")
    ask(wishes, "Groep op school", scope="child", required=True)
    form = form_of(bookable, **children("Daan", "Zoë"), **{"p-0-vraag-groep_op_school": "4"})

    refused = client.post(url_of(bookable), form)
    assert refused.status_code == 400
    assert 'href="#id_p-1-vraag-groep_op_school"' in text(refused)

    assert (
        client.post(url_of(bookable), form | {"p-1-vraag-groep_op_school": "6"}).status_code == 303
    )
    assert answers() == [("Groep op school", "4", 1), ("Groep op school", "6", 2)]


def test_answers_move_along_when_a_child_is_taken_away(client):
    bookable = make_bookable(capacity=9)
    wishes = settings_for(bookable, who_comes="families")
    ask(wishes, "Groep op school", scope="child")
    rows = {"p-0-vraag-groep_op_school": "4", "p-1-vraag-groep_op_school": "6"}

    page = text(
        client.post(
            url_of(bookable),
            form_of(bookable, people="remove:0", **children("Daan", "Zoë"), **rows),
        )
    )

    assert 'name="p-0-vraag-groep_op_school" value="6"' in page
    assert "p-1-vraag" not in page


@pytest.mark.parametrize(
    ("first", "second", "status", "kept"),
    [
        ("ja", "Noten", 303, ["ja", "Noten"]),
        ("ja", "", 400, []),
        ("nee", "", 303, ["nee"]),
        ("nee", "Noten", 303, ["nee"]),
        ("", "Noten", 303, []),
    ],
)
def test_a_question_is_asked_only_after_the_answer_it_belongs_to(
    client, first, second, status, kept
):
    bookable = make_bookable()
    wishes = settings_for(bookable)
    yes_or_no(wishes, "Eet je mee?")
    ask(wishes, "Wat niet?", 1, only_if="Ja", required=True)
    form = form_of(bookable, **{"vraag-eet_je_mee": first, "vraag-wat_niet": second})

    response = client.post(url_of(bookable), form)

    assert response.status_code == status
    if status == 400:
        assert 'href="#id_vraag-wat_niet"' in text(response)
    else:
        assert [answer for _question, answer, _person in answers()] == kept


def test_a_question_that_depends_says_so_where_nothing_hides_it(client):
    bookable = make_bookable()
    wishes = settings_for(bookable)
    yes_or_no(wishes, "Eet je mee?")
    ask(wishes, "Wat niet?", 1, only_if="ja")

    page = text(client.get(url_of(bookable)))

    assert "Alleen als je “ja” koos bij: Eet je mee?" in page
    assert 'data-only-if="vraag-eet_je_mee" data-only-answer="ja"' in page


def test_answers_about_health_need_explicit_consent(client):
    bookable = make_bookable()
    wishes = settings_for(bookable, legal_ground="agreement", health_confirmed=True)
    yes_or_no(wishes, "Allergie?", about_health=True)
    form = form_of(bookable)

    assert client.post(url_of(bookable), form).status_code == 303
    assert not Signup.objects.get().consent_at
    form = form_of(bookable, email="b@post.example", **{"vraag-allergie": "ja"})
    refused = client.post(url_of(bookable), form)
    assert refused.status_code == 400
    assert 'href="#id_health"' in text(refused)

    assert client.post(url_of(bookable), form | {"health": "on"}).status_code == 303
    assert "gezondheid" in ConsentText.objects.get().text
    assert Signup.objects.latest("pk").consent_at


def test_coming_to_what_says_something_about_health_needs_explicit_consent(client):
    bookable = make_bookable()
    settings_for(bookable, legal_ground="agreement", about_health=True)

    assert client.post(url_of(bookable), form_of(bookable)).status_code == 400
    assert client.post(url_of(bookable), form_of(bookable, agree="on")).status_code == 303


@pytest.mark.parametrize("value", ["123456782", "Mijn nummer is 1234.56.782", "111222333"])
def test_a_bsn_is_not_taken_as_an_answer(client, value):
    bookable = make_bookable()
    ask(settings_for(bookable), "Opmerking", field_type="multiline")

    response = client.post(url_of(bookable), form_of(bookable, **{"vraag-opmerking": value}))

    assert response.status_code == 400
    assert "Dit lijkt een BSN" in text(response)
    assert not Signup.objects.exists()


@pytest.mark.parametrize(
    "value", ["123456789", "06 12345678", "+31612345678", "1234567821", "12-3"]
)
def test_other_numbers_are_no_bsn(value):
    assert not bsn.is_in(value)


@pytest.mark.parametrize("value", ["31-12-2099", "31-12-1850", "31-02-2015", "gisteren"])
def test_a_birth_date_lies_in_a_life(client, value):
    bookable = make_bookable()
    ask(settings_for(bookable), "Geboren", field_type="birth")

    response = client.post(url_of(bookable), form_of(bookable, **{"vraag-geboren": value}))

    assert response.status_code == 400
    assert f'value="{value}"' in text(response)
    assert 'href="#id_vraag-geboren"' in text(response)
