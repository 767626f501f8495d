"""Who works with more than one partner chooses first; who has one goes on at once."""

import pytest
from django.urls import reverse

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("room", ["people", "imports"])
def test_an_editor_chooses_and_a_manager_of_one_partner_goes_on(client, room):
    near, far = builders.make_partner("Dichtbij"), builders.make_partner("Ver weg")
    index, there = reverse(f"{room}:index"), f"{room}:partner"
    client.force_login(builders.make_editor())

    page = client.get(index).content.decode()
    for partner in (near, far):
        assert f'<a href="{reverse(there, args=[partner.pk])}">{partner.title}</a>' in page
    client.force_login(builders.make_staff(near))

    assert client.get(index).url == reverse(there, args=[near.pk])


def test_who_keeps_the_people_of_nobody_is_told_so(client):
    client.force_login(builders.make_user(access_admin=True))

    assert (
        "Je beheert de mensen van geen enkele partner."
        in client.get(reverse("people:index")).content.decode()
    )
