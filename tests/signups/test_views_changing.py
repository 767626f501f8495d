from datetime import timedelta

import pytest
from django.core import mail as mailbox
from django.urls import reverse

from common import addresses, clock
from signups import links, operations, outbox, personal
from signups.models import OutboxMail, Signup
from signups.personal import Answer, Contact, Person
from tests.signups.builders import counts, make_bookable, sign_up
from tests.signups.form_data import children, form_of, opened, settings_for, text
from tests.signups.test_asking import ask

pytestmark = pytest.mark.django_db


def page_of(signup, name="manage"):
    return reverse(f"signups:{name}", args=[signup.key])


def fresh(signup):
    return Signup.objects.get(pk=signup.pk)


def family(bookable, *names, **fields):
    people = [Person("Noor Voorbeeld"), *(Person(name, is_child=True, age=8) for name in names)]
    contact = Contact("Noor Voorbeeld", "noor@post.example")
    return sign_up(bookable, contact=contact, people=people, **fields)


def test_the_form_to_change_holds_all_that_was_filled_in(client):
    bookable = make_bookable(capacity=9)
    wishes = settings_for(bookable, who_comes="families", ask_age=True)
    ask(wishes, "Opmerking")
    ask(wishes, "Kleuren", field_type="checkboxes", choices="rood\nblauw\ngeel")
    ask(wishes, "Groep op school", scope="child")
    answers = [
        Answer("Opmerking", "Bij het raam", "opmerking"),
        Answer("Kleuren", "rood, geel", "kleuren"),
        Answer("Groep op school", "4", "groep_op_school", 1),
    ]
    signup = family(bookable, "Daan", answers=answers)
    opened(client, signup)

    page = text(client.get(page_of(signup, "change")))

    for value in ("Noor Voorbeeld", "noor@post.example", "Daan", "8", "Bij het raam", "4"):
        assert f'value="{value}"' in page
    assert page.count("checked") == 2


def test_people_contact_and_answers_change_together(client):
    bookable = make_bookable(capacity=9)
    wishes = settings_for(bookable, who_comes="families", ask_age=True, legal_ground="agreement")
    ask(wishes, "Opmerking")
    signup = family(bookable, "Daan")
    opened(client, signup)
    form = form_of(
        bookable, telephone="06 12345678", **children("Daan", "Zoë", age=9),
        **{"vraag-opmerking": "Later"},
    )  # fmt: skip

    response = client.post(page_of(signup, "change"), form)

    changed = fresh(signup)
    assert response["Location"] == page_of(signup)
    assert counts(bookable) == (3, 9, 0)
    assert [person.name for person in personal.people_of(changed)][1:] == ["Daan", "Zoë"]
    assert personal.people_of(changed)[1].age == 9
    assert personal.contact_of(changed).telephone == "06 12345678"
    assert personal.answers_of(changed)[0].answer == "Later"
    assert client.get(page_of(signup)).status_code == 200


def test_more_people_than_fit_change_nothing(client):
    bookable = make_bookable(capacity=3)
    settings_for(bookable, who_comes="families", legal_ground="agreement")
    signup = family(bookable, "Daan")
    sign_up(bookable)
    opened(client, signup)

    response = client.post(page_of(signup, "change"), form_of(bookable, **children("Daan", "Zoë")))

    assert response.status_code == 409
    assert "geen plek voor meer mensen" in text(response)
    assert 'value="Zoë"' in text(response)
    assert fresh(signup).size == 2 and counts(bookable) == (3, 3, 0)


def test_who_stays_away_leaves_a_place_for_who_waits(client):
    bookable = make_bookable(capacity=2)
    settings_for(bookable, who_comes="families", legal_ground="agreement")
    signup, waiting = family(bookable, "Daan"), sign_up(bookable)
    settings = bookable.owner.activity.signup_settings
    type(settings).objects.update(who_comes="adults")
    opened(client, signup)

    client.post(page_of(signup, "change"), form_of(bookable))

    assert fresh(signup).size == 1
    assert fresh(waiting).status == Signup.Status.OFFERED


def test_a_new_address_gets_a_link_of_its_own_and_the_old_link_stops(client):
    bookable = make_bookable()
    signup = family(bookable)
    old = links.manage_link(signup).removeprefix(addresses.whole())
    outbox.run(clock.now())
    opened(client, signup)

    client.post(page_of(signup, "change"), form_of(bookable, email="nieuw@post.example"))
    outbox.run(clock.now())

    assert client.get(page_of(signup)).status_code == 200
    assert client.get(old).status_code == 404
    assert mailbox.outbox[-1].to == ["nieuw@post.example"]
    assert links.manage_link(fresh(signup)) in mailbox.outbox[-1].body


def test_mails_to_a_new_address_are_limited_like_all_others(client, settings):
    settings.LIMITS = {"email": (1, 600)}
    bookable = make_bookable(capacity=9)
    codes = []
    for _signup in range(2):
        signup = sign_up(bookable)
        opened(client, signup)
        form = form_of(bookable, email="nieuw@post.example")
        codes.append(client.post(page_of(signup, "change"), form).status_code)

    assert codes == [303, 429]


def test_bad_input_changes_nothing_and_is_told_beside_the_field(client):
    bookable = make_bookable()
    signup = family(bookable)
    opened(client, signup)

    for bad in ({"name": ""}, {"email": "noor@"}, {"website": "x"}):
        response = client.post(page_of(signup, "change"), form_of(bookable, **bad))
        assert response.status_code == 400
        assert "error-summary" in text(response)

    assert personal.contact_of(fresh(signup)).email == "noor@post.example"


def test_another_date_is_had_before_the_old_one_is_given_up(client):
    bookable = make_bookable(capacity=2)
    other = make_bookable(capacity=2, group=bookable.owner)
    signup = family(bookable, "Daan")
    waiting = sign_up(bookable)
    opened(client, signup)

    page = text(client.get(page_of(signup, "move")))
    response = client.post(page_of(signup, "move"), {"moment": str(other.session_id)})

    assert f'value="{other.session_id}"' in page
    assert response.status_code == 303
    assert (fresh(signup).bookable_id, fresh(signup).status) == (other.pk, "placed")
    assert fresh(waiting).status == Signup.Status.OFFERED
    assert (counts(bookable), counts(other)) == ((1, 2, 0), (2, 2, 0))
    sent = OutboxMail.objects.filter(signup=signup).latest("pk")
    assert sent.kind == OutboxMail.Kind.CHANGED


def test_the_mail_about_another_date_strikes_the_old_one_out_of_the_calendar(client):
    bookable = make_bookable(capacity=2)
    other = make_bookable(
        capacity=2, group=bookable.owner, starts_at=clock.now() + timedelta(days=30)
    )
    signup = family(bookable)
    operations.move(signup=signup, to=other, now=clock.now(), tells=OutboxMail.Kind.CHANGED)

    outbox.run(clock.now())

    message = next(row for row in mailbox.outbox if row.subject.startswith("Je koos een andere"))
    calendar = message.attachments[0].content
    assert calendar.count("BEGIN:VEVENT") == 2 and calendar.count("STATUS:CANCELLED") == 1


@pytest.mark.parametrize("waits", [False, True])
def test_a_date_that_is_full_leaves_everything_as_it_was(client, waits):
    bookable = make_bookable(capacity=1)
    full = make_bookable(capacity=1, waiting_capacity=None if waits else 0, group=bookable.owner)
    sign_up(full)
    signup = family(bookable)
    opened(client, signup)

    response = client.post(page_of(signup, "move"), {"moment": str(full.session_id)})

    assert response.status_code == 409
    assert "Je houdt wat je had" in text(response)
    assert fresh(signup).bookable_id == bookable.pk
    assert (counts(bookable), counts(full)) == ((1, 1, 0), (1, 1, 0))


def test_only_dates_of_the_same_group_can_be_chosen(client):
    bookable, foreign = make_bookable(), make_bookable()
    make_bookable(group=bookable.owner)
    signup = family(bookable)
    opened(client, signup)

    for moment in (str(foreign.session_id), str(bookable.session_id), "x", ""):
        response = client.post(page_of(signup, "move"), {"moment": moment})
        assert response.status_code == 400
    assert fresh(signup).bookable_id == bookable.pk


def test_what_is_not_asked_is_ignored_when_changing(client):
    bookable = make_bookable(capacity=1)
    sign_up(bookable)
    signup = family(bookable)
    opened(client, signup)
    forged = {"status": "placed", "number": "0", "group": "1", "consent_at": "2020-01-01"}

    client.post(page_of(signup, "change"), form_of(bookable, **forged))

    kept = fresh(signup)
    assert (kept.status, kept.number, kept.consent_at) == (Signup.Status.WAITING, 1, None)


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_an_answer_where_nothing_was_offered_is_told_plainly(client, verb):
    bookable = make_bookable(capacity=1)
    placed, waiting = family(bookable), sign_up(bookable)

    for signup, words in ((placed, "Je hebt een plek"), (waiting, "Je staat op de wachtlijst")):
        opened(client, signup)
        response = client.post(page_of(signup), {"do": verb}, follow=True)
        page = text(response)
        assert words in page and "naar iemand anders" not in page
        assert fresh(signup).status == signup.status
        if response.status_code == 409:
            assert "Er is niets te beantwoorden" in page


def test_who_waits_sees_how_many_stand_before_unless_that_is_private(client):
    for sensitive in (False, True):
        bookable = make_bookable(capacity=1, is_sensitive=sensitive)
        sign_up(bookable)
        _first, second = sign_up(bookable), sign_up(bookable)
        opened(client, second)
        page = text(client.get(page_of(second)))
        assert ("Er is 1 aanmelding voor je." in page) is not sensitive


def test_an_offer_says_until_when_in_words(client):
    bookable = make_bookable(capacity=1)
    first, second = sign_up(bookable), sign_up(bookable)
    operations.cancel(signup=first, now=clock.now())
    opened(client, second)

    page = text(client.get(page_of(second)))

    assert "Antwoord vóór" in page or "Antwoord voor" in page
    assert "Je hebt nog" in page


def test_agreeing_to_something_else_is_no_consent_about_health(client):
    bookable = make_bookable(capacity=9)
    wishes = settings_for(bookable, consent_text="Ik vind het goed.", health_confirmed=True)
    ask(wishes, "Allergie", about_health=True)
    for answers, ticked in (([], 1), ([Answer("Allergie", "noten", "allergie")], 2)):
        signup = family(bookable, answers=answers, consent="Ik vind het goed.")
        opened(client, signup)
        page = text(client.get(page_of(signup, "change")))
        assert page.count("checked") == ticked
