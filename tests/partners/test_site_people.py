"""Administrators ask editors and each other in, and nobody else does."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse

from common import clock
from partners import mails, operations, permissions
from partners.models import EditorArea, Invitation, MemberEvent, SiteRole
from tests import builders

pytestmark = pytest.mark.django_db

ADDRESS = "nieuw@voorbeeld.example"
PASSWORD = "vier-woorden-voor-een-test"
PAGE = reverse("people:site")


@pytest.fixture
def boss(client):
    operations.ensure_editors(home=builders.make_home())
    user = builders.make_user("baas", is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def area():
    return EditorArea.objects.get(municipality=builders.make_neighbourhood().municipality)


def invite(client, role, area=None, email=ADDRESS):
    given = {"email": email, "role": role, "area": area.pk if area else ""}
    return client.post(reverse("people:site_invite"), given)


def accept(client):
    """Follow the link in the mail and make an account; return it."""
    mails.run(clock.now())
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/uitnodiging/" in line)
    path = "/" + link.split("/", 3)[3]
    client.logout()
    assert client.get(path).status_code == 200
    names = {"first_name": "Nieuwe", "last_name": "Collega"}
    client.post(path, names | {"password": PASSWORD, "again": PASSWORD})
    return User.objects.get(email=ADDRESS)


def take(client, user, role, area=None):
    given = {"user": user.pk, "role": role, "area": area.pk if area else ""}
    return client.post(reverse("people:site_take"), given, follow=True)


def done():
    return [(event.action, event.role, event.partner_name) for event in MemberEvent.objects.all()]


def test_an_invited_editor_looks_after_the_whole_site_until_the_role_is_taken(client, boss):
    invite(client, "editor")
    editor = accept(client)

    assert "Je rol is redactie." in mail.outbox[0].body
    assert permissions.looks_after_all(editor)
    assert not editor.is_superuser
    client.force_login(boss)
    assert "nieuwe.collega" in client.get(PAGE).content.decode()
    take(client, editor, "editor")

    assert not permissions.looks_after_all(User.objects.get(pk=editor.pk))
    assert [row[0] for row in done()] == ["removed", "joined", "added", "invited"]


def test_an_editor_of_one_municipality_looks_after_its_partners_only(client, boss, area):
    near, far = builders.make_partner("Dichtbij"), builders.make_partner("Ver weg")
    near.neighbourhoods.set([builders.make_neighbourhood()])
    near.save()
    invite(client, "editor", area)
    editor = accept(client)

    assert "voor Maassluis" in mail.outbox[0].body
    assert list(permissions.partners_of(editor)) == [near]
    assert far not in permissions.partners_of(editor)
    assert set(done()) == {(name, "editor", "Maassluis") for name in ("invited", "added", "joined")}


def test_an_invited_administrator_keeps_the_site_and_the_last_one_stays(client, boss):
    invite(client, "admin")
    other = accept(client)
    assert other.is_superuser
    client.force_login(other)

    take(client, boss, "admin")
    assert not User.objects.get(pk=boss.pk).is_superuser
    answer = take(client, other, "admin")

    assert "laatste beheerder van de site" in answer.content.decode()
    assert User.objects.get(pk=other.pk).is_superuser


def test_what_cannot_be_is_refused_beside_the_field(client, boss, area):
    builders.make_editor()
    known = "redacteur@portaal.example"

    assert "hele site" in invite(client, "admin", area).content.decode()
    assert "heeft die rol al" in invite(client, "editor", email=known).content.decode()
    assert "je eigen adres" in invite(client, "editor", email=boss.email).content.decode()
    assert not Invitation.objects.exists()


def test_a_withdrawn_invitation_is_over(client, boss):
    invite(client, "editor")
    row = Invitation.objects.get()

    client.post(reverse("people:site_withdraw", args=[row.pk]))
    mails.run(clock.now())

    assert mail.outbox == []
    assert not Invitation.objects.open(clock.now()).exists()


@pytest.mark.parametrize("who", ["editor", "manager"])
def test_nobody_but_an_administrator_asks_somebody_in(client, boss, who):
    other = (
        builders.make_editor() if who == "editor" else builders.make_staff(builders.make_partner())
    )
    client.force_login(other)

    assert client.get(PAGE).status_code == 404
    assert invite(client, "editor").status_code == 404
    assert take(client, boss, "admin").status_code == 404
    assert User.objects.get(pk=boss.pk).is_superuser


def test_the_logbook_shows_administrators_who_got_which_role(client, boss):
    builders.make_partner()
    operations.give_site_role(user=builders.make_user("iemand"), role=SiteRole.EDITOR, by=boss)

    assert "iemand – redactie" in client.get(reverse("logbook:index")).content.decode()
