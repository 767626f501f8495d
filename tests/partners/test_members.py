from datetime import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Collection

from common import clock
from partners import operations, permissions
from partners.models import EditorArea, MemberEvent, Membership, PartnerPage
from tests import builders

pytestmark = pytest.mark.django_db

Role = Membership.Role
NOW = datetime(2026, 11, 23, 10, tzinfo=clock.LOCAL)


@pytest.fixture
def ours():
    return builders.make_partner("Buurthuis De Ster")


@pytest.fixture
def theirs():
    return builders.make_partner("Sportclub De Pijl")


@pytest.fixture
def manager(ours):
    return builders.make_staff(ours, "beheerder")


def names_of(user):
    return set(user.groups.values_list("name", flat=True))


def test_a_manager_is_in_the_managers_group_and_a_worker_in_that_of_workers(ours, manager):
    worker = builders.make_staff(ours, "schrijver", role=Role.WORKER)

    assert names_of(manager) == {"Buurthuis De Ster"}
    assert names_of(worker) == {"Buurthuis De Ster (medewerkers)"}


def test_a_volunteer_gets_the_door_and_nothing_else(ours):
    volunteer = builders.make_staff(ours, "vrijwilliger", role=Role.VOLUNTEER)

    assert names_of(volunteer) == {operations.ENTRANCE}
    assert volunteer.has_perm("wagtailadmin.access_admin")
    assert not permissions.pages_of(volunteer).exists()


def test_only_the_right_role_sees_people_pairs_and_first_names(ours, theirs):
    may = (
        permissions.may_see_people, permissions.may_see_pairs, permissions.may_see_first_names,
        permissions.is_publisher,
    )  # fmt: skip
    seen = {}
    for role in Role:
        user = builders.make_staff(ours, role.value, role=role)
        seen[role] = [allows(user, ours) for allows in may]
        assert not any(allows(user, theirs) for allows in may)

    assert seen == {
        Role.WORKER: [False, False, False, False],
        Role.MANAGER: [True, False, True, True],
        Role.DATA: [False, True, False, False],
        Role.VOLUNTEER: [False, False, True, False],
    }


def test_a_role_taken_away_ends_at_the_next_request(client, ours, manager):
    builders.make_staff(ours, "tweede")
    client.force_login(manager)
    edit = reverse("wagtailadmin_pages:edit", args=[ours.pk])
    assert client.get(edit).status_code == 200

    operations.remove_member(membership=manager.memberships.get(), now=NOW)

    assert client.get(edit).status_code == 302
    assert not permissions.may_see_people(manager, ours)


def test_the_last_manager_stays(ours, manager):
    row = manager.memberships.get()

    with pytest.raises(operations.LastManager):
        operations.remove_member(membership=row, now=NOW)
    with pytest.raises(operations.LastManager):
        operations.change_role(membership=row, role=Role.WORKER, now=NOW)

    assert manager.memberships.get().role == Role.MANAGER


def test_a_manager_who_left_does_not_count_as_one(ours, manager):
    gone = builders.make_staff(ours, "weg", is_active=False)
    assert gone.memberships.exists()

    with pytest.raises(operations.LastManager):
        operations.remove_member(membership=manager.memberships.get(), now=NOW)


def test_a_group_given_by_hand_goes_when_memberships_change(ours, theirs, manager):
    manager.groups.add(theirs.team_group)

    operations.follow_memberships(user=manager)

    assert names_of(manager) == {"Buurthuis De Ster"}
    assert not permissions.may_see_people(manager, theirs)


def test_every_change_is_written_down_with_names_only(ours, manager):
    worker = builders.make_user("schrijver")
    row = operations.add_member(user=worker, partner=ours, role=Role.WORKER, by=manager, now=NOW)
    operations.remove_member(membership=row, by=manager, now=NOW)

    events = MemberEvent.objects.filter(by=manager).order_by("pk")

    assert [(e.action, e.account, e.role, e.by_name) for e in events] == [
        ("added", "schrijver", "worker", "beheerder"),
        ("removed", "schrijver", "worker", "beheerder"),
    ]


def test_managers_of_a_partner_that_is_not_trusted_do_not_publish(ours, manager):
    operations.doubt(partner=ours, now=NOW)
    assert not permissions.is_publisher(manager, PartnerPage.objects.get(pk=ours.pk))

    operations.trust(partner=ours, now=NOW)
    fresh = type(manager).objects.get(pk=manager.pk)
    assert permissions.is_publisher(fresh, PartnerPage.objects.get(pk=ours.pk))


def test_a_revision_does_not_bring_trust_back(ours):
    ours.save_revision()
    operations.doubt(partner=PartnerPage.objects.get(pk=ours.pk), now=NOW)

    ours.revisions.get().publish()

    assert not PartnerPage.objects.get(pk=ours.pk).is_trusted


def area_editor(place="Maassluis"):
    user = builders.make_user(f"redactie-{place}")
    user.groups.add(EditorArea.objects.get(municipality__name=place).group)
    return user


def test_editors_of_a_municipality_look_after_its_partners_only(ours, theirs):
    ours.neighbourhoods.set([builders.make_neighbourhood("Oost", "Maassluis")])
    theirs.neighbourhoods.set([builders.make_neighbourhood("Nieuwland", "Schiedam")])
    ours.save(), theirs.save()

    editor = area_editor()

    assert list(permissions.partners_of(editor)) == [ours]
    assert permissions.is_publisher(editor, ours)
    assert not permissions.may_see_people(editor, ours)
    assert not theirs.permissions_for_user(editor).can_edit()


def test_a_partner_that_moves_away_leaves_the_editors_of_that_municipality(ours):
    ours.neighbourhoods.set([builders.make_neighbourhood("Oost", "Maassluis")])
    ours.save()
    editor = area_editor()

    ours.neighbourhoods.set([builders.make_neighbourhood("Nieuwland", "Schiedam")])
    ours.save()

    assert list(permissions.partners_of(editor)) == []
    assert list(permissions.partners_of(area_editor("Schiedam"))) == [ours]


def test_an_older_installation_gets_groups_workflow_and_areas(ours):
    builders.make_neighbourhood()
    PartnerPage.objects.update(worker_group=None)
    EditorArea.objects.all().delete()

    operations.bring_up_to_date(home=builders.make_home())
    operations.bring_up_to_date(home=builders.make_home(), is_new_version=False)

    assert PartnerPage.objects.get().worker_group_id
    assert EditorArea.objects.count() == 1
    assert builders.make_home().get_workflow() is not None


@pytest.mark.parametrize(("was", "becomes"), [("Root", "De hele site"), ("Van ons", "Van ons")])
def test_the_collection_of_the_whole_site_has_a_dutch_name(was, becomes):
    Collection.objects.filter(depth=1).update(name=was)

    operations.bring_up_to_date(home=builders.make_home(), is_new_version=False)

    assert Collection.get_first_root_node().name == becomes


def test_members_of_the_old_team_become_managers(ours):
    user = builders.make_user("oud")
    user.groups.add(ours.team_group)

    import_module("partners.migrations.0002_managers").make_managers(apps, None)

    assert user.memberships.get().role == Role.MANAGER


def test_a_worker_hands_in_and_a_manager_approves(client, ours, manager):
    operations.ensure_workflow(home=builders.make_home())
    worker = builders.make_staff(ours, "schrijver", role=Role.WORKER)
    page = builders.make_activity(
        partner=ours, live=False, summary="Samen koffie.", age_from=18, contact_telephone="010 1"
    )
    page.save_revision(user=worker)
    assert not page.permissions_for_user(worker).can_publish()
    assert page.permissions_for_user(worker).can_submit_for_moderation()

    state = page.get_workflow().start(page, worker)
    client.force_login(manager)
    task = state.current_task_state
    assert list(task.task.specific.get_task_states_user_can_moderate(manager)) == [task]
    assert not task.task.specific.get_task_states_user_can_moderate(worker).exists()
    answer = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    )

    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.live


def test_a_worker_publishes_nothing_by_asking(client, ours):
    operations.ensure_workflow(home=builders.make_home())
    worker = builders.make_staff(ours, "schrijver", role=Role.WORKER)
    page = builders.make_activity(partner=ours, live=False)
    page.save_revision(user=worker)
    state = page.get_workflow().start(page, worker)
    client.force_login(worker)

    task = state.current_task_state.pk
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task]))

    page.refresh_from_db()
    assert not page.live
