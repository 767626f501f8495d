"""A message from staff reaches the group that it is for, and nobody else."""

import uuid

import pytest
from django.urls import reverse

from common import clock
from partners.models import PartnerPage
from signups import operations
from signups.models import AccessLog, OutboxMail
from tests import builders
from tests.signups.form_data import text
from tests.signups.placement.builders import make_series, places_of, sign_up
from tests.signups.staffing import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(client):
    made = make_series(groups=2, partner=builders.make_partner())
    client.force_login(member_of(PartnerPage.objects.get()))
    return made


def post(client, series, to, do="send"):
    values = {"key": str(uuid.uuid4()), "text": "We beginnen later.", "to": to, "do": do}
    return client.post(reverse("signups_staff:write", args=[series.bookable.pk]), values)


def receivers():
    found = OutboxMail.objects.filter(kind="message").order_by("signup")
    return list(found.values_list("signup", flat=True))


def test_staff_write_to_one_group_to_the_others_or_to_all(client, series):
    (one, other), now = places_of(series), clock.now()
    signups = [sign_up(series) for _one in range(4)]
    for signup, place in zip(signups, (one, one, other), strict=False):
        operations.place(signup=signup, place=place, now=now)
    shown = text(post(client, series, str(one.pk), do="preview"))
    assert "Groep 1" in shown and "2 aanmeldingen" in shown and not receivers()

    found = []
    for to in (str(one.pk), "none", ""):
        post(client, series, to)
        found.append(receivers())
        OutboxMail.objects.filter(kind="message").delete()

    ids = [signup.pk for signup in signups]
    assert found == [ids[:2], ids[3:], ids]
    assert AccessLog.objects.filter(action="messaged", about__contains="Groep 1").count() == 1


def test_a_group_of_another_series_is_no_choice(client, series):
    foreign = places_of(make_series())[0]
    sign_up(series)

    answer = post(client, series, str(foreign.pk))

    assert answer.status_code == 400
    assert not receivers()
