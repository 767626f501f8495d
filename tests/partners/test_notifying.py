"""Who gets a mail when something is handed in, approved or sent back."""

import pytest
from django.core import mail

from common import clock
from partners import mails, operations
from partners.models import EditorArea, Membership
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    operations.ensure_workflow(home=builders.make_home())
    partner = builders.make_partner("Buurthuis")
    partner.neighbourhoods.set([builders.make_neighbourhood("Oost", "Maassluis")])
    partner.save()
    return partner


@pytest.fixture
def worker(partner):
    return builders.make_staff(
        partner, "maker", role=Membership.Role.WORKER, first_name="Mia", last_name="Maker"
    )


def hand_in(partner, worker):
    """Hand in a change of the partner's own page."""
    partner.save_revision(user=worker)
    return partner.get_workflow().start(partner, worker)


def to(sent):
    return sorted(address for message in sent for address in message.to)


def sent():
    """Let the worker send what is due, and return all that left."""
    assert mail.outbox == [], "no mail leaves within a request"
    mails.run(clock.now())
    return list(mail.outbox)


def test_the_partners_managers_are_asked_to_look_and_nobody_else(partner, worker):
    builders.make_staff(partner, "baas")
    builders.make_staff(builders.make_partner("Ander"), "andere-baas")
    builders.make_staff(partner, "weg", is_active=False)
    builders.make_editor()
    builders.make_user("technisch", is_superuser=True)

    state = hand_in(partner, worker)

    letters = sent()
    assert to(letters) == ["baas@portaal.example"]
    assert letters[0].subject == "Kijk even naar: Buurthuis"
    assert "Mia Maker" in letters[0].body
    assert f"/beheer/pages/{state.object_id}/edit/" in letters[0].body


def test_editors_are_asked_where_the_partner_may_not_publish_itself(partner, worker):
    builders.make_staff(partner, "baas")
    operations.doubt(partner=partner)
    builders.make_editor()
    near = builders.make_user("dichtbij")
    near.groups.add(EditorArea.objects.get(municipality__name="Maassluis").group)

    hand_in(partner, worker)

    assert to(sent()) == ["dichtbij@portaal.example", "redacteur@portaal.example"]


def test_who_wants_no_mail_gets_none(partner, worker):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(builders.make_staff(partner, "baas"))
    profile.submitted_notifications = False
    profile.save()

    hand_in(partner, worker)

    assert sent() == []


def test_nobody_is_asked_to_look_at_what_is_settled_by_now(partner, worker):
    manager = builders.make_staff(partner, "baas")
    task = hand_in(partner, worker).current_task_state

    task.task.specific.on_action(task, manager, "approve")

    assert to(sent()) == ["maker@portaal.example"]


def test_who_handed_in_hears_that_it_is_approved_or_what_has_to_change(partner, worker):
    manager = builders.make_staff(partner, "baas")
    approving = hand_in(partner, worker).current_task_state
    approving.task.specific.on_action(approving, manager, "approve")
    refusing = hand_in(partner, worker).current_task_state
    refusing.task.specific.on_action(refusing, manager, "reject", comment="Welke dag is het?")

    approved, sent_back = sorted(sent(), key=lambda letter: letter.subject)
    assert to([approved, sent_back]) == ["maker@portaal.example"] * 2
    assert approved.subject == "Goedgekeurd: Buurthuis"
    assert sent_back.subject == "Pas dit nog aan: Buurthuis"
    assert "Welke dag is het?" in sent_back.body
