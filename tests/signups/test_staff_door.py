import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from partners.models import PartnerPage
from signups import sheet
from signups.models import AccessLog, Attendance, Signup
from signups.personal import Answer
from tests import builders as site
from tests.signups.builders import make_bookable, make_settings, sign_up
from tests.signups.staffing import bookable_now, family, member_of

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def bookable():
    return bookable_now(title="Koken", partner=site.make_partner())


@pytest.fixture
def staff(client, bookable):
    user = member_of(PartnerPage.objects.get())
    client.force_login(user)
    return user


@pytest.fixture
def volunteer(client, bookable):
    user = member_of(PartnerPage.objects.get(), "vrijwilliger", "volunteer")
    client.force_login(user)
    return user


def url(name, bookable, *args):
    return reverse(f"signups_staff:{name}", args=[bookable.session_id, *args])


def tick(client, bookable, signup, state="present", was="", position="0", **kwargs):
    values = {"signup": signup.pk, "position": position, "state": state, "was": was}
    return client.post(url("tick", bookable), values, **kwargs)


def walk_in(client, bookable, **fields):
    values = {"key": str(uuid.uuid4()), "name": "Lotte", "telephone": "", **fields}
    return client.post(url("walk_in", bookable), values)


def test_the_sheet_shows_who_is_expected_and_the_look_is_kept(client, bookable, staff):
    family(bookable, answers=[Answer("Allergie", "noten", "allergies", 1)])

    page = client.get(url("door", bookable)).content.decode()

    for words in ("Noor Bakker", "Sem Bakker", "(7)", "06 12345678", "noten", "0 van 2 aanwezig"):
        assert words in page
    assert "noor@post.example" not in page
    look = AccessLog.objects.get()
    assert (look.action, look.rows, look.partner) == ("attendance", 2, PartnerPage.objects.get())


def test_a_tick_works_without_javascript(client, bookable, staff):
    signup = family(bookable)

    response = tick(client, bookable, signup)

    assert response["Location"] == f"{url('door', bookable)}#p-{signup.pk}-0"
    assert "1 van 2 aanwezig" in client.get(url("door", bookable)).content.decode()


def test_a_script_gets_the_counts_and_no_name(client, bookable, staff):
    response = tick(client, bookable, family(bookable), **JSON)

    assert response.json()["counted"] == "1 van 2 aanwezig"
    assert response.json()["state"] == "present"
    assert "Noor" not in response.content.decode()


def test_who_ticks_past_a_colleague_sees_what_they_noted(client, bookable, staff):
    signup = family(bookable)
    tick(client, bookable, signup, state="absent")

    response = tick(client, bookable, signup, **JSON)

    assert response.status_code == 409
    assert response.json()["state"] == "absent"
    assert "collega" in response.json()["said"]


@pytest.mark.parametrize(
    "fields", [{"state": "here"}, {"was": "x"}, {"position": "-1"}, {"position": "a"}]
)
def test_what_no_button_sends_is_no_page(client, bookable, staff, fields):
    assert tick(client, bookable, family(bookable), **fields).status_code == 404
    assert not Attendance.objects.exists()


def test_staff_add_somebody_who_walks_in(client, bookable, staff):
    assert client.get(url("walk_in", bookable)).status_code == 200

    response = walk_in(client, bookable)

    assert response.status_code == 302
    assert Signup.objects.get().status == Signup.Status.PLACED
    assert sheet.counts(bookable.session) == (1, 1)
    assert AccessLog.objects.filter(action="walked_in", rows=1).exists()
    assert "Lotte" not in repr(list(AccessLog.objects.values()))


def test_when_it_is_full_staff_must_say_that_they_let_somebody_in(client, bookable, staff):
    sign_up(bookable, size=3)

    asked = walk_in(client, bookable)
    page = asked.content.decode()

    assert asked.status_code == 409
    assert "Er is geen plek meer" in page and 'type="checkbox" name="beyond"' in page
    assert "Lotte" in page
    walk_in(client, bookable, beyond="on")
    assert Signup.objects.filter(status=Signup.Status.EXTRA).count() == 1
    shown = re.sub(r"\s+", " ", client.get(url("door", bookable)).content.decode())
    assert "1 persoon kwam erbij zonder plek" in shown


def test_what_the_organiser_asks_consent_for_is_asked_at_the_door_too(client, bookable, staff):
    make_settings(bookable, consent_text="Ik vind goed dat de groep dit weet.")

    refused = walk_in(client, bookable)
    walk_in(client, bookable, agree="on")

    assert refused.status_code == 400
    assert Signup.objects.get().consent_at is not None


def test_who_was_added_by_mistake_is_taken_off(client, bookable, staff):
    walk_in(client, bookable)
    signup = Signup.objects.get()

    for _click in range(2):
        client.post(url("undo_walk_in", bookable, signup.pk))

    signup.refresh_from_db()
    assert signup.status == Signup.Status.CANCELLED
    assert "Lotte" not in client.get(url("door", bookable)).content.decode()


def test_who_signed_up_is_not_taken_off_like_a_walk_in(client, bookable, staff):
    signup = family(bookable)

    assert client.post(url("undo_walk_in", bookable, signup.pk)).status_code == 404


def test_the_sheet_to_print_is_kept_as_a_look(client, bookable, staff):
    family(bookable)

    page = client.get(url("print", bookable)).content.decode()

    assert "Sem Bakker" in page and "Vernietig het daarna" in page
    assert "<script>" not in page and "style=" not in page
    assert AccessLog.objects.get().action == "printed"


def test_a_volunteer_sees_first_names_and_ticks_who_is_here(client, bookable, volunteer):
    signup = family(bookable, answers=[Answer("Allergie", "noten", "allergies", 1)])

    page = client.get(url("door", bookable)).content.decode()

    assert "Noor" in page and "Sem" in page
    for hidden in ("Bakker", "06 12345678", "noten", "(7)", url("print", bookable)):
        assert hidden not in page
    assert tick(client, bookable, signup).status_code == 302
    assert sheet.counts(bookable.session) == (1, 2)
    assert AccessLog.objects.get().action == "first_names"


def test_a_volunteer_does_nothing_else(client, bookable, volunteer):
    signup = family(bookable)
    gone = client.get(reverse("signups_staff:door", args=[99_999]))
    people = [bookable.pk]

    answers = [
        tick(client, bookable, signup, state="absent"),
        walk_in(client, bookable),
        client.get(url("walk_in", bookable)),
        client.get(url("print", bookable)),
        client.get(reverse("signups_staff:people", args=people)),
        client.post(reverse("signups_staff:export", args=people)),
        client.get(reverse("signups_staff:write", args=people)),
        client.get(reverse("signups_staff:telephone", args=people)),
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, gone.content)}
    index = client.get(reverse("signups_staff:index")).content.decode()
    assert "Koken" in index and "Bellijst" not in index


def test_a_volunteer_sees_no_other_day(client, bookable):
    later = make_bookable(group=bookable.owner, starts_at=clock.now() + timedelta(days=3))
    client.force_login(member_of(PartnerPage.objects.get(), "vrijwilliger", "volunteer"))

    assert client.get(url("door", later)).status_code == 404


def test_today_comes_first_with_counts_and_a_button(client, bookable, staff):
    family(bookable)

    page = client.get(reverse("signups_staff:index")).content.decode()

    assert page.index("Vandaag") < page.index("Wat nog komt")
    assert url("door", bookable) in page and "0 van 2 aanwezig" in page
    assert "Noor" not in page
    assert not AccessLog.objects.exists()
