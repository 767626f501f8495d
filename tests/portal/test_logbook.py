"""Who did what and when: of the own partner, and without what only its managers may know."""

import csv
import io

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from partners import operations
from partners.models import Membership
from pictures.models import Picture
from pictures.operations import withdraw
from signups.models import AccessLog
from tests import builders
from tests.pictures import files

pytestmark = pytest.mark.django_db

TAKEN_AWAY = "Een foto is weggehaald: iemand die erop staat, vond het niet meer goed."
LOGBOOK = "/beheer/logboek/"


@pytest.fixture
def ours():
    """A partner with a page that was published, a new worker, and a look at who signed up."""
    return a_partner("Buurthuis", "Soep")


@pytest.fixture
def theirs():
    return a_partner("Zevensterren", "Zang")


def a_partner(name, title):
    partner = builders.make_partner(name)
    manager = builders.make_staff(partner, f"beheer-{name}")
    worker = builders.make_user(f"maker-{name}")
    operations.add_member(user=worker, partner=partner, role=Membership.Role.WORKER, by=manager)
    page = builders.make_activity(f"{title} van {name}", partner=partner)
    log(instance=page, action="wagtail.publish", user=manager)
    AccessLog.objects.create(
        user=manager,
        user_name=manager.get_username(),
        action=AccessLog.Action.LOOKED,
        partner=partner,
        about=f"Lijst van {name}",
        network="198.51.100.7",
        at=timezone.now(),
    )
    return partner


def a_picture(title, collection) -> Picture:
    file = ImageFile(io.BytesIO(files.picture("PNG")), name="foto.png")
    return Picture.objects.create(
        title=title, description="Soep.", file=file, collection=collection
    )


def shown(client, username, **asked):
    client.force_login(builders.get_user_model().objects.get(username=username))
    return client.get(LOGBOOK, asked)


def lines(answer):
    return [(row.who, row.about) for row in answer.context["entries"]]


def test_a_manager_reads_content_people_and_looks_of_the_own_partner(client, ours, theirs):
    answer = shown(client, "beheer-Buurthuis")

    me = "beheer-Buurthuis"
    assert {(me, "Soep van Buurthuis"), (me, "maker-Buurthuis – medewerker")} < set(lines(answer))
    assert (me, "Lijst van Buurthuis") in lines(answer)
    assert "Zevensterren" not in answer.content.decode()
    assert "198.51.100.7" not in answer.content.decode()


def test_editors_read_of_all_partners_but_see_no_looks_at_visitors(client, ours, theirs):
    builders.make_editor()
    builders.make_user("technisch", is_superuser=True)

    for username in ("redacteur", "technisch"):
        abouts = {about for _, about in lines(shown(client, username))}
        assert {"Soep van Buurthuis", "Zang van Zevensterren"} < abouts
        assert not {about for about in abouts if about.startswith("Lijst")}
        assert shown(client, username, kind="looks").status_code == 404


def test_it_is_narrowed_by_partner_account_word_and_day(client, ours, theirs):
    builders.make_editor()
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)

    of_one = lines(shown(client, "redacteur", partner=ours.pk))
    by_one = lines(shown(client, "redacteur", account=theirs.memberships.first().user_id))
    about = lines(shown(client, "redacteur", about="zang"))

    assert of_one and not [about for _, about in of_one if "Zevensterren" in about]
    assert by_one and {who for who, _ in by_one} == {"beheer-Zevensterren"}
    assert {about for _, about in about} == {"Zang van Zevensterren"}
    assert lines(shown(client, "redacteur", since=tomorrow.isoformat())) == []
    assert shown(client, "redacteur", since="morgen").status_code == 400


def test_another_partners_logbook_is_not_there_and_a_worker_has_none(client, ours, theirs):
    stranger = theirs.memberships.first().user_id

    assert shown(client, "beheer-Buurthuis", partner=theirs.pk).status_code == 404
    assert shown(client, "beheer-Buurthuis", account=stranger).status_code == 404
    assert shown(client, "maker-Buurthuis").status_code == 404
    assert client.get(f"{LOGBOOK}bestand/").status_code == 404


def test_the_file_holds_the_same_lines_and_no_formula(client, ours):
    page = builders.make_activity("=1+1", partner=ours)
    log(instance=page, action="wagtail.publish")
    shown(client, "beheer-Buurthuis")

    text = client.get(f"{LOGBOOK}bestand/").content.decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))

    abouts = [row[3] for row in rows]
    assert rows[0] == ["Wanneer", "Wie", "Wat", "Waarover", "Partner"]
    assert "'=1+1" in abouts
    assert "Lijst van Buurthuis" in abouts


def test_who_removed_a_page_is_told_to_the_editors(client, ours):
    editor = builders.make_editor()
    page = builders.make_activity("Weg ermee", partner=ours)
    page.delete(user=editor)

    assert ("redacteur", "Weg ermee") in lines(shown(client, "redacteur"))


def whats(answer):
    return [(row.who, row.what, row.about, row.partner) for row in answer.context["entries"]]


def test_a_manager_reads_who_sent_and_withdrew_pictures_of_the_own_partner(client, ours, theirs):
    for partner in (ours, theirs):
        picture = a_picture(f"Foto van {partner.title}", partner.collection)
        by = partner.memberships.get(role="worker").user
        log(instance=picture, action="wagtail.create", user=by)
        withdraw(picture=picture, by=by)

    found = whats(shown(client, "beheer-Buurthuis", about="foto"))

    assert found == [
        ("maker-Buurthuis", TAKEN_AWAY, "Foto van Buurthuis",
         "Buurthuis"),
    ]  # fmt: skip


def test_a_picture_that_is_there_is_told_with_its_partner(client, ours, theirs):
    for partner in (ours, theirs):
        picture = a_picture(f"Foto van {partner.title}", partner.collection)
        log(instance=picture, action="wagtail.edit", user=partner.memberships.first().user)

    found = whats(shown(client, "beheer-Buurthuis", about="foto"))

    assert [row[2:] for row in found] == [("Foto van Buurthuis", "Buurthuis")]


def test_handing_in_and_approving_are_told_in_plain_words(client, ours):
    operations.ensure_workflow(home=builders.make_home())
    manager, worker = (ours.memberships.get(role=role).user for role in ("manager", "worker"))
    page = builders.make_activity("Thee", partner=ours, live=False)
    page.save_revision(user=worker)
    page.get_workflow().start(page, worker)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, manager, "reject", comment="Welke dag?")

    found = whats(shown(client, "beheer-Buurthuis", about="thee"))

    words = [what for _who, what, *_rest in found]
    assert words[0] == "Teruggestuurd: Welke dag?"
    assert words[1] == "Ingediend"


def test_who_changed_dates_and_groups_is_told_once_to_manager_and_editor(client, ours):
    group = builders.make_bare_group(builders.make_activity("Thee", partner=ours))
    session = builders.make_session(group)
    worker = ours.memberships.get(role="worker").user
    client.force_login(worker)
    client.post(f"/beheer/groepen/datum/{session.pk}/afzeggen/", {"reason": "Ziek."})
    asked = {"activity": group.activity_id, "way_in": "drop_in", "name": "Laat"}
    client.post(reverse("groups:edit", args=[group.pk]), asked)
    builders.make_editor()

    for reader in ("beheer-Buurthuis", "redacteur"):
        *lines, made = whats(shown(client, reader, about="thee"))
        assert [(line[0], line[1].partition(":")[0]) for line in lines] == [
            ("maker-Buurthuis", "Groep veranderd"), ("maker-Buurthuis", "Datum afgezegd"),
        ]  # fmt: skip
        assert made[1] == "Aangemaakt"
