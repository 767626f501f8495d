from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from common import clock
from partners import mails, operations
from partners.models import AccountMail, Invitation, MemberEvent, Membership
from tests import builders

pytestmark = pytest.mark.django_db

Role = Membership.Role
PASSWORD = "vier-woorden-voor-een-test"


@pytest.fixture
def ours():
    return builders.make_partner("Buurthuis De Ster")


@pytest.fixture
def manager(ours):
    return builders.make_staff(ours, "beheerder")


def invite(ours, manager, email="nieuw@voorbeeld.example", role=Role.WORKER, now=None):
    return operations.invite(
        partner=ours, email=email, role=role, by=manager, now=now or clock.now()
    )


def link_of(invitation):
    return reverse("invitation", args=[invitation.key.hex, invitation.signature()])


def answers(**changed):
    given = {"first_name": "Nieuwe", "last_name": "Collega", "password": PASSWORD}
    return given | {"again": PASSWORD} | changed


def test_a_manager_invites_somebody_who_then_gets_mail_and_an_account(client, ours, manager):
    client.force_login(manager)
    client.post(
        reverse("people:invite", args=[ours.pk]),
        {"email": "nieuw@voorbeeld.example", "role": "worker"},
    )

    assert mails.run(clock.now()) == 1
    letter = mail.outbox[0]
    assert letter.to == ["nieuw@voorbeeld.example"]
    link = next(line for line in letter.body.splitlines() if "/uitnodiging/" in line)
    client.logout()
    path = link.partition("://")[2].partition("/")[2]
    answer = client.post(f"/{path}", answers())

    assert answer.url == reverse("account_login")
    user = get_user_model().objects.get(email="nieuw@voorbeeld.example")
    assert (user.username, user.memberships.get().role) == ("nieuwe.collega", "worker")
    assert user.check_password(PASSWORD)
    assert AccountMail.objects.get().sent_at


def test_a_link_works_once(client, ours, manager):
    link = link_of(invite(ours, manager))
    client.post(link, answers())

    answer = client.post(link, answers())

    assert answer.status_code == 410
    assert Membership.objects.filter(role=Role.WORKER).count() == 1


@pytest.mark.parametrize("spoil", ["expired", "withdrawn"])
def test_a_link_that_is_over_makes_no_account(client, ours, manager, spoil):
    then = clock.now() - timedelta(days=8 if spoil == "expired" else 1)
    invitation = invite(ours, manager, now=then)
    if spoil == "withdrawn":
        operations.withdraw(invitation=invitation, by=manager, now=clock.now())

    assert client.get(link_of(invitation)).status_code == 410
    mails.run(clock.now())
    assert mail.outbox == []


def test_a_link_that_somebody_made_up_is_not_there(client, ours, manager):
    key = invite(ours, manager).key.hex

    assert client.get(reverse("invitation", args=[key, "x" * 43])).status_code == 404
    assert client.get(reverse("invitation", args=["zomaar", "x"])).status_code == 404


def test_a_weak_password_is_refused_and_nothing_is_lost(client, ours, manager):
    answer = client.post(link_of(invite(ours, manager)), answers(password="kort", again="kort"))

    assert answer.status_code == 400
    assert "Nieuwe" in answer.content.decode()
    assert Invitation.objects.open(clock.now()).count() == 1


def test_an_account_that_is_there_joins_after_logging_in(client, ours, manager):
    known = builders.make_user("bekend")
    link = link_of(invite(ours, manager, email=known.email.upper()))

    assert "Log daar eerst mee in" in client.get(link).content.decode()
    client.post(link, answers())
    assert not known.memberships.exists()
    client.force_login(known)
    client.post(link)

    assert known.memberships.get().partner == ours


def test_somebody_else_who_is_logged_in_does_not_join(client, ours, manager):
    known, other = builders.make_user("bekend"), builders.make_user("ander")
    client.force_login(other)

    client.post(link_of(invite(ours, manager, email=known.email)), answers())

    assert not other.memberships.exists()
    with pytest.raises(operations.OtherAccount):
        row = Invitation.objects.get()
        operations.accept_as(invitation=row, user=other, now=clock.now())


def test_inviting_again_withdraws_the_older_link(ours, manager):
    first, second = invite(ours, manager), invite(ours, manager)

    assert list(Invitation.objects.open(clock.now())) == [second]
    assert first != second


def test_old_invitations_go(ours, manager):
    invite(ours, manager, now=datetime(2026, 1, 1, tzinfo=clock.LOCAL))
    kept = invite(ours, manager)

    operations.forget_old(clock.now())

    assert list(Invitation.objects.all()) == [kept]


def test_no_address_is_written_in_the_trail(ours, manager):
    invite(ours, manager, email="geheim@voorbeeld.example")

    texts = [str(event.__dict__) for event in MemberEvent.objects.all()]

    assert not any("geheim" in text for text in texts)


def test_another_partner_is_not_there(client, ours, manager):
    theirs = builders.make_partner("Sportclub De Pijl")
    stranger = builders.make_staff(theirs, "vreemd")
    row = stranger.memberships.get()
    client.force_login(manager)

    answers_ = [
        client.get(reverse("people:partner", args=[theirs.pk])),
        client.post(reverse("people:invite", args=[theirs.pk]), {"email": "a@b.nl"}),
        client.post(reverse("people:change", args=[theirs.pk, row.pk]), {"do": "remove"}),
        client.post(reverse("people:change", args=[ours.pk, row.pk]), {"do": "remove"}),
        client.post(reverse("people:trust", args=[ours.pk]), {"do": "doubt"}),
    ]

    assert [answer.status_code for answer in answers_] == [404] * 5
    assert stranger.memberships.exists()


def test_a_worker_does_not_come_near_the_people(client, ours):
    client.force_login(builders.make_staff(ours, "schrijver", role=Role.WORKER))

    assert client.get(reverse("people:partner", args=[ours.pk])).status_code == 404


def test_a_manager_changes_a_role_and_takes_one_away(client, ours, manager):
    row = builders.make_staff(ours, "schrijver", role=Role.WORKER).memberships.get()
    client.force_login(manager)

    client.post(reverse("people:change", args=[ours.pk, row.pk]), {"role": "volunteer"})
    row = Membership.objects.get(user__username="schrijver")
    assert row.role == Role.VOLUNTEER
    client.post(reverse("people:change", args=[ours.pk, row.pk]), {"do": "remove"})

    assert not Membership.objects.filter(user__username="schrijver").exists()


def test_the_last_manager_is_told_why_it_cannot_go(client, ours, manager):
    client.force_login(manager)
    own = manager.memberships.get()

    answer = client.post(
        reverse("people:change", args=[ours.pk, own.pk]), {"do": "remove"}, follow=True
    )

    assert "laatste beheerder" in answer.content.decode()
    assert manager.memberships.exists()


def test_nobody_gives_themselves_another_role(client, ours, manager):
    builders.make_staff(ours, "tweede")
    client.force_login(manager)
    own = manager.memberships.get()

    url = reverse("people:change", args=[ours.pk, own.pk])
    assert client.post(url, {"role": "data"}).status_code == 404
    invite_self = {"email": manager.email, "role": "data"}
    assert client.post(reverse("people:invite", args=[ours.pk]), invite_self).status_code == 400


def test_editors_invite_the_first_manager_and_no_other(client, ours):
    client.force_login(builders.make_editor())
    url = reverse("people:invite", args=[ours.pk])

    worker = client.post(url, {"email": "een@voorbeeld.example", "role": "worker"})
    assert worker.status_code == 400
    client.post(url, {"email": "een@voorbeeld.example", "role": "manager"})
    assert Invitation.objects.get().role == Role.MANAGER
    builders.make_staff(ours, "beheerder")

    assert client.post(url, {"email": "twee@voorbeeld.example"}).status_code == 404


def test_mail_that_cannot_leave_waits_and_is_not_lost(settings, ours, manager):
    invite(ours, manager)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert mails.run(clock.now()) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert mails.run(clock.now() + timedelta(hours=1)) == 1
