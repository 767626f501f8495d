"""Who gets a mail when something is handed in, approved or sent back."""

import pytest
from django.core import mail

from partners import operations
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


def test_the_partners_managers_are_asked_to_look_and_nobody_else(partner, worker):
    builders.make_staff(partner, "baas")
    builders.make_staff(builders.make_partner("Ander"), "andere-baas")
    builders.make_staff(partner, "weg", is_active=False)
    builders.make_editor()
    builders.make_user("technisch", is_superuser=True)

    state = hand_in(partner, worker)

    assert to(mail.outbox) == ["baas@portaal.example"]
    assert mail.outbox[0].subject == "Kijk even naar: Buurthuis"
    assert "Mia Maker" in mail.outbox[0].body
    assert f"/beheer/pages/{state.object_id}/edit/" in mail.outbox[0].body


def test_editors_are_asked_where_the_partner_may_not_publish_itself(partner, worker):
    builders.make_staff(partner, "baas")
    operations.doubt(partner=partner)
    builders.make_editor()
    near = builders.make_user("dichtbij")
    near.groups.add(EditorArea.objects.get(municipality__name="Maassluis").group)

    hand_in(partner, worker)

    assert to(mail.outbox) == ["dichtbij@portaal.example", "redacteur@portaal.example"]


def test_who_wants_no_mail_gets_none(partner, worker):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(builders.make_staff(partner, "baas"))
    profile.submitted_notifications = False
    profile.save()

    hand_in(partner, worker)

    assert mail.outbox == []


def test_who_handed_in_hears_that_it_is_approved_or_what_has_to_change(partner, worker):
    manager = builders.make_staff(partner, "baas")
    for action, given in (("approve", {}), ("reject", {"comment": "Welke dag is het?"})):
        task = hand_in(partner, worker).current_task_state
        mail.outbox[:] = [message for message in mail.outbox if "maker" in message.to[0]]
        task.task.specific.on_action(task, manager, action, **given)

    assert to(mail.outbox) == ["maker@portaal.example", "maker@portaal.example"]
    assert mail.outbox[0].subject == "Goedgekeurd: Buurthuis"
    assert mail.outbox[1].subject == "Pas dit nog aan: Buurthuis"
    assert "Welke dag is het?" in mail.outbox[1].body
