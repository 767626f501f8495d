import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page

from partners import operations, permissions
from partners.models import PartnerPage
from pictures.models import Picture
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return builders.make_partner("Buurthuis De Ster")


@pytest.fixture
def theirs():
    return builders.make_partner("Sportclub De Pijl")


@pytest.fixture
def manager(ours):
    return builders.make_staff(ours)


@pytest.fixture
def stranger():
    return builders.make_user("niemand", access_admin=True)


def chosen(client, **query):
    answer = client.get(
        reverse("wagtailadmin_choose_page_search"), {"q": "", **query}, HTTP_X_REQUESTED_WITH="x"
    )
    return answer.content.decode()


def test_a_new_partner_has_a_team_and_a_collection(ours):
    assert (ours.team_group.name, ours.collection.name) == ("Buurthuis De Ster",) * 2


def test_making_the_team_again_changes_nothing(ours):
    before = ours.team_group.page_permissions.count()

    operations.ensure_team(partner=PartnerPage.objects.get(pk=ours.pk))

    ours.refresh_from_db()
    assert ours.team_group.page_permissions.count() == before == 3


def test_two_partners_of_one_name_have_two_teams(ours):
    twin = builders.make_partner("Buurthuis De Ster")

    assert twin.team_group_id != ours.team_group_id


def test_the_team_is_renamed_with_its_partner(ours):
    ours.title = "Buurthuis De Maan"
    ours.save()

    ours.team_group.refresh_from_db()
    ours.collection.refresh_from_db()
    assert (ours.team_group.name, ours.collection.name) == ("Buurthuis De Maan",) * 2


def test_a_copied_partner_has_a_team_of_its_own(ours):
    copy = ours.copy(update_attrs={"slug": "kopie", "title": "Kopie"})

    assert copy.team_group_id not in (None, ours.team_group_id)


def test_publishing_an_old_revision_keeps_the_team(ours):
    revision = ours.save_revision()
    content = revision.content | {"team_group": None, "collection": None}
    type(revision).objects.filter(pk=revision.pk).update(content=content)

    ours.revisions.get().publish()

    assert PartnerPage.objects.get(pk=ours.pk).team_group_id == ours.team_group_id


def test_the_team_goes_with_its_partner(ours):
    group = ours.team_group

    ours.delete()

    assert not type(group).objects.filter(pk=group.pk).exists()


def test_partners_of_a_manager_are_their_own(manager, ours, theirs):
    assert list(permissions.partners_of(manager)) == [ours]


def test_a_user_without_a_partner_has_none(stranger, ours, theirs):
    assert list(permissions.partners_of(stranger)) == []
    assert list(permissions.pages_of(stranger)) == []


def test_someone_who_left_has_none(manager, ours):
    manager.is_active = False
    manager.save()

    assert list(permissions.partners_of(manager)) == []
    assert not permissions.may_see_people(manager, ours)


def test_only_the_team_sees_people(manager, stranger, ours, theirs):
    boss = get_user_model().objects.create_superuser("baas", "baas@portaal.example", "x")
    editor = builders.make_editor()

    assert permissions.may_see_people(manager, ours)
    for user, partner in [(manager, theirs), (stranger, ours), (boss, ours), (editor, ours)]:
        assert not permissions.may_see_people(user, partner)
    assert list(permissions.partners_with_people_for(boss)) == []


def test_editors_look_after_every_partner(ours, theirs):
    editor = builders.make_editor()

    assert set(permissions.partners_of(editor)) == {ours, theirs}
    assert ours.permissions_for_user(editor).can_delete()


def test_a_manager_publishes_below_the_own_partner_only(manager, ours, theirs):
    own, other = builders.make_activity(partner=ours), builders.make_activity(partner=theirs)

    assert own.permissions_for_user(manager).can_edit()
    assert own.permissions_for_user(manager).can_publish()
    assert own.permissions_for_user(manager).can_delete()
    for page in (other, theirs):
        rights = page.permissions_for_user(manager)
        assert not (rights.can_edit() or rights.can_publish() or rights.can_delete())


def test_a_manager_changes_but_never_deletes_or_unpublishes_the_partner_page(manager, ours):
    rights = Page.objects.get(pk=ours.pk).permissions_for_user(manager)

    assert rights.can_edit() and rights.can_publish() and rights.can_add_subpage()
    assert not (rights.can_delete() or rights.can_unpublish() or rights.can_move())


def test_the_explorer_shows_nothing_of_another_partner(client, manager, ours, theirs):
    builders.make_activity("Onze koffie", partner=ours)
    builders.make_activity("Hun training", partner=theirs)
    client.force_login(manager)

    own = client.get(reverse("wagtailadmin_explore", args=[ours.pk])).content.decode()
    other = client.get(reverse("wagtailadmin_explore", args=[theirs.pk]), follow=True)
    found = client.get(reverse("wagtailadmin_pages:search"), {"q": "training"})

    assert "Onze koffie" in own
    assert "Hun training" not in other.content.decode()
    assert "Hun training" not in found.content.decode()


@pytest.mark.parametrize("name", ["edit", "delete", "unpublish", "history"])
def test_pages_of_another_partner_are_refused(client, manager, theirs, name):
    page = builders.make_activity("Hun training", partner=theirs)
    client.force_login(manager)

    answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), follow=True)

    assert "Hun training" not in answer.content.decode()


@pytest.mark.noted
def test_the_page_chooser_shows_no_draft_of_another_partner(client, manager, ours, theirs):
    builders.make_activity("Ons concept", partner=ours, live=False)
    builders.make_activity("Hun concept", partner=theirs, live=False)
    builders.make_activity("Hun training", partner=theirs)
    client.force_login(manager)

    found = chosen(client, q="concept")
    below = client.get(reverse("wagtailadmin_choose_page_child", args=[theirs.pk]))

    assert "Ons concept" in found
    assert "Hun concept" not in found + below.content.decode()
    assert "Hun training" in below.content.decode()


def test_pictures_are_chosen_from_the_own_collection(client, manager, ours, theirs):
    from django.core.files.images import ImageFile
    from wagtail.images.tests.utils import get_test_image_file

    for title, partner in [("onze foto", ours), ("hun foto", theirs)]:
        Picture.objects.create(
            title=title,
            file=ImageFile(get_test_image_file().file, name="foto.png"),
            collection=partner.collection,
        )
    client.force_login(manager)

    answer = client.get(reverse("wagtailimages_chooser:choose")).content.decode()

    assert "onze foto" in answer
    assert "hun foto" not in answer


def test_a_stranger_with_a_login_sees_no_page(client, stranger, ours):
    client.force_login(stranger)

    answer = client.get(reverse("wagtailadmin_explore_root"), follow=True)

    assert ours.title not in answer.content.decode()
