from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from activities.models import Group
from common import clock
from partners.operations import add_member
from signups import exports, operations
from signups.models import AccessLog, Bookable, Question, Signup, SignupSettings
from signups.personal import Answer, Contact
from tests import builders as site
from tests.signups.builders import make_bookable, sign_up

pytestmark = pytest.mark.django_db


def member_of(partner, name="medewerker"):
    user = get_user_model().objects.create_user(name, password="x")
    add_member(user=user, partner=partner, role="manager")
    return user


@pytest.fixture
def bookable():
    partner = site.make_partner("Buurtvereniging Voorbeeld")
    return make_bookable(title="Koken", partner=partner, capacity=3)


@pytest.fixture
def partner(bookable):
    return bookable.owner.activity.organiser()


@pytest.fixture
def staff(client, partner):
    user = member_of(partner)
    client.force_login(user)
    return user


def people_url(bookable):
    return reverse("signups_staff:people", args=[bookable.pk])


def test_own_staff_see_who_comes_and_each_look_is_kept(client, bookable, staff):
    sign_up(bookable, contact=Contact("Zoë", "zoe@post.example", "06 12345678"))

    page = client.get(people_url(bookable))

    assert page.status_code == 200
    for word in ("Zoë", "zoe@post.example", "06 12345678"):
        assert word in page.content.decode()
    look = AccessLog.objects.get()
    assert (look.user, look.action, look.rows) == (staff, AccessLog.Action.LOOKED, 1)
    assert "Zoë" not in repr(AccessLog.objects.values().get())


@pytest.mark.parametrize("who", ["other_partner", "superuser", "editor"])
def test_nobody_else_sees_who_comes(client, bookable, who):
    sign_up(bookable, contact=Contact("Zoë", "zoe@post.example"))
    if who == "other_partner":
        user = member_of(site.make_partner("Andere vereniging"), "ander")
    else:
        user = get_user_model().objects.create_superuser("baas", password="x")
    client.force_login(user)

    answers = [
        client.get(people_url(bookable)),
        client.post(reverse("signups_staff:export", args=[bookable.pk])),
        client.post(
            reverse("signups_staff:act", args=[bookable.pk, Signup.objects.get().pk]),
            {"do": "cancel"},
        ),
        client.get(reverse("signups_staff:people", args=[bookable.pk + 99])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.content for answer in answers[::3]}) == 1
    assert Signup.objects.get().status == Signup.Status.PLACED
    assert set(AccessLog.objects.values_list("action", flat=True)) == {AccessLog.Action.REFUSED}
    assert "Koken" not in client.get(reverse("signups_staff:index")).content.decode()


def test_a_stranger_is_sent_to_the_login(client, bookable):
    assert client.get(people_url(bookable)).status_code == 302


def test_the_list_of_sessions_has_counts_and_no_names(client, bookable, staff):
    sign_up(bookable, contact=Contact("Zoë", "zoe@post.example"))

    page = client.get(reverse("signups_staff:index")).content.decode()

    assert "Koken" in page and "1 / 3" in page
    assert "Zoë" not in page


def test_an_export_is_quoted_and_kept(client, bookable, staff):
    sign_up(
        bookable,
        contact=Contact('=HYPERLINK("x")', "zoe@post.example", "+31612345678"),
        answers=[Answer("Allergie?", "@noten")],
    )

    response = client.post(reverse("signups_staff:export", args=[bookable.pk]))

    text = response.content.decode("utf-8-sig")
    assert '"\'=HYPERLINK(""x"")"' in text
    assert '"\'+31612345678"' in text and '"\'@noten"' in text
    assert AccessLog.objects.get().action == AccessLog.Action.EXPORTED
    assert client.get(reverse("signups_staff:export", args=[bookable.pk])).status_code == 405


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(value):
    assert exports.safe(value).startswith("'")


def test_staff_answer_an_offer_for_who_is_called(client, bookable, staff):
    first = sign_up(bookable, size=3)
    second = sign_up(bookable, contact=Contact("Noor", telephone="06 12345678"))
    operations.cancel(signup=first, now=clock.now())
    assert "06 12345678" in client.get(people_url(bookable)).content.decode()

    client.post(reverse("signups_staff:act", args=[bookable.pk, second.pk]), {"do": "accept"})

    assert Signup.objects.get(pk=second.pk).status == Signup.Status.PLACED
    assert AccessLog.objects.filter(action=AccessLog.Action.ANSWERED).exists()


def test_staff_cancel_for_who_called(client, bookable, staff):
    signup = sign_up(bookable)

    for _click in range(2):
        client.post(reverse("signups_staff:act", args=[bookable.pk, signup.pk]), {"do": "cancel"})

    assert Signup.objects.get().status == Signup.Status.CANCELLED


def test_a_signup_of_another_list_is_not_reached_through_ones_own(client, bookable, staff):
    foreign = sign_up(make_bookable(title="Elders", partner=site.make_partner("Ander")))

    response = client.post(
        reverse("signups_staff:act", args=[bookable.pk, foreign.pk]), {"do": "cancel"}
    )

    assert response.status_code == 404
    assert Signup.objects.get().status == Signup.Status.PLACED


def group_form(activity, **fields):
    return {
        "activity": activity.pk,
        "name": "",
        "way_in": Group.WayIn.PER_SESSION,
        "elsewhere_url": "",
        "frequency": "once",
        "first_day": f"{clock.local(clock.now() + timedelta(days=9)):%Y-%m-%d}",
        "starts": "10:00",
        "ends": "12:00",
        "capacity": "8",
        "waiting_capacity": "",
        **fields,
    }


def test_a_new_group_gets_its_places_in_the_same_form(client, bookable, staff):
    activity = bookable.owner.activity

    response = client.post(reverse("groups:add"), group_form(activity))

    assert response.status_code == 302, response.context["form"].errors
    group = Group.objects.latest("pk")
    assert Bookable.objects.get(session__group=group).capacity == 8
    assert client.get(reverse("groups:detail", args=[group.pk])).status_code == 200


def test_a_group_that_takes_signups_needs_its_places(client, bookable, staff):
    response = client.post(reverse("groups:add"), group_form(bookable.owner.activity, capacity=""))

    assert response.status_code == 200
    assert "capacity" in response.context["form"].errors


def test_the_capacity_is_changed_with_the_group(client, bookable, staff):
    group = bookable.owner

    client.post(
        reverse("groups:edit", args=[group.pk]),
        group_form(group.activity, capacity="5", waiting_capacity="2"),
    )

    bookable.refresh_from_db()
    assert (bookable.capacity, bookable.waiting_capacity) == (5, 2)


def test_the_way_in_stays_once_somebody_signed_up(client, bookable, staff):
    sign_up(bookable)
    group = bookable.owner

    response = client.post(
        reverse("groups:edit", args=[group.pk]),
        group_form(group.activity, way_in=Group.WayIn.WHOLE_GROUP),
    )

    assert "way_in" in response.context["form"].errors


def test_the_group_shows_how_many_come_with_a_way_to_the_names(client, bookable, staff):
    sign_up(bookable, size=2)

    page = client.get(reverse("groups:detail", args=[bookable.owner.pk])).content.decode()

    assert people_url(bookable) in page


def settings_form(*questions, **fields):
    form = {
        "who_comes": "families",
        "max_people": "4",
        "telephone": "required",
        "purpose": "",
        "legal_ground": "consent",
        "consent_text": "",
        "controller": "",
        "retention_weeks": "6",
        "offer_hours": "24",
        "questions-TOTAL_FORMS": str(len(questions)),
        "questions-INITIAL_FORMS": "0",
        "questions-MIN_NUM_FORMS": "0",
        "questions-MAX_NUM_FORMS": "1000",
        **fields,
    }
    for position, question in enumerate(questions):
        row = {"purpose": "Om het goed te regelen.", "field_type": "singleline", "scope": "signup"}
        row |= question
        form |= {f"questions-{position}-{name}": value for name, value in row.items()}
        form |= {f"questions-{position}-ORDER": str(position + 1), f"questions-{position}-id": ""}
    return form


def test_staff_say_what_their_activity_asks(client, bookable, staff):
    url = reverse("signups_staff:settings", args=[bookable.owner.activity_id])
    assert client.get(url).status_code == 200

    response = client.post(url, settings_form({"label": "Neem je iets mee?"}))

    assert response.status_code == 302
    wishes = SignupSettings.objects.get()
    assert (wishes.who_comes, wishes.retention_weeks) == ("families", 6)
    assert Question.objects.get().label == "Neem je iets mee?"


@pytest.mark.parametrize(
    "questions",
    [
        [{"label": "Allergie?"}, {"label": "Allergie?"}],
        [{"label": "Kies", "field_type": "radio", "choices": " "}],
    ],
    ids=["the same twice", "nothing to choose"],
)
def test_questions_that_cannot_work_are_refused(client, bookable, staff, questions):
    url = reverse("signups_staff:settings", args=[bookable.owner.activity_id])

    response = client.post(url, settings_form(*questions))

    assert response.status_code == 200
    assert not Question.objects.exists()


def test_what_an_activity_asks_belongs_to_its_own_staff(client, bookable):
    client.force_login(member_of(site.make_partner("Andere vereniging"), "ander"))

    url = reverse("signups_staff:settings", args=[bookable.owner.activity_id])

    assert client.get(url).status_code == 404
    assert client.post(url, settings_form()).status_code == 404
