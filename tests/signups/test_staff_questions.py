import pytest
from django.urls import reverse

from signups import library
from signups.models import Question, SignupSettings
from tests import builders as site
from tests.signups.builders import make_bookable
from tests.signups.form_data import text, url_of
from tests.signups.test_staff import member_of, settings_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def bookable():
    return make_bookable(title="Koken", partner=site.make_partner("Buurtvereniging"), capacity=3)


@pytest.fixture
def save(client, bookable):
    """Save the form of staff and return the answer."""
    client.force_login(member_of(bookable.owner.activity.organiser()))
    url = reverse("signups_staff:settings", args=[bookable.owner.activity_id])
    return lambda *questions, **fields: client.post(url, settings_form(*questions, **fields))


def yes_no(**fields):
    return {"label": "Eet je mee?", "field_type": "radio", "choices": "ja\nnee", **fields}


def test_ready_questions_are_added_with_a_tick_and_asked_at_once(client, bookable, save):
    response = save({"label": "Neem je iets mee?"}, ready=["emergency", "school_year", "photo"])

    assert response.status_code == 302
    rows = Question.objects.order_by("sort_order")
    assert [row.name for row in rows] == ["neem_je_iets_mee", "emergency", "school_year", "photo"]
    assert rows[2].scope == Question.Scope.CHILD
    page = text(client.get(url_of(bookable)))
    assert "Wie kunnen we bellen bij nood?" in page and "groep 3 of 4" in page


def test_what_is_asked_already_is_not_offered_again(client, bookable, save):
    save(ready=["photo"])

    page = text(client.get(reverse("signups_staff:settings", args=[bookable.owner.activity_id])))

    assert 'value="photo"' not in page and 'value="emergency"' in page


@pytest.mark.parametrize(
    ("questions", "fields", "status"),
    [
        ([], {"ready": ["allergies"]}, 200),
        ([], {"ready": ["allergies"], "health_confirmed": "on"}, 302),
        ([], {"ready": ["care"], "health_confirmed": "on"}, 200),
        ([], {"ready": ["care"], "health_confirmed": "on", "health_free_text": "on"}, 302),
        ([yes_no(label="Ben je allergisch?")], {}, 200),
        ([yes_no(label="Ben je allergisch?")], {"health_confirmed": "on"}, 302),
        ([yes_no(about_health="on")], {}, 200),
    ],
)
def test_health_is_asked_only_where_staff_confirm_it(save, questions, fields, status):
    assert save(*questions, **fields).status_code == status
    assert Question.objects.exists() == (status == 302)
    if status == 302:
        assert Question.objects.get().about_health


@pytest.mark.parametrize(
    "question",
    [
        {"label": "Wat is je BSN?"},
        {"label": "Je burgerservicenummer"},
        {"label": "Nummer", "help_text": "Je BSN staat op je paspoort."},
    ],
)
def test_nobody_is_asked_for_a_bsn(save, question):
    response = save(question)

    assert response.status_code == 200
    assert "BSN" in text(response) and not Question.objects.exists()


@pytest.mark.parametrize(
    ("questions", "is_fine"),
    [
        ([yes_no(), {"label": "Wat niet?", "only_if": "Ja"}], True),
        ([yes_no(), {"label": "Wat niet?", "only_if": "misschien"}], False),
        ([{"label": "Wat niet?", "only_if": "ja"}], False),
        ([yes_no(), {"label": "Wat niet?", "only_if": "ja", "scope": "child"}], False),
        ([yes_no(), {"label": "Wat?", "only_if": "ja"}, {"label": "En?", "only_if": "nee"}], True),
        ([{"label": "Mee?", "field_type": "checkbox"}, {"label": "Wat?", "only_if": "ja"}], True),
    ],
)
def test_a_condition_names_an_answer_that_can_be_given(save, questions, is_fine):
    assert (save(*questions).status_code == 302) is is_fine
    assert SignupSettings.objects.exists()
    assert Question.objects.exists() is is_fine


def test_nothing_is_asked_of_children_where_no_children_come(save):
    assert save({"label": "Groep?", "scope": "child"}, who_comes="adults").status_code == 200
    assert save(ready=["school_year"], who_comes="adults").status_code == 200
    assert not Question.objects.exists()


@pytest.mark.parametrize("ready", library.READY, ids=lambda ready: ready.name)
def test_every_ready_question_can_be_asked(ready):
    question = ready.question(1)

    question.settings = SignupSettings()
    question.clean_fields(exclude=["settings"])
    assert question.purpose and (question.choices or question.field_type != "radio")
