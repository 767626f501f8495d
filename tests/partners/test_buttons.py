"""Which buttons stand below a page, and which comes first, for who writes and who approves."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from activities.models import ActivityPage
from common import clock
from partners import mails
from partners.models import Membership
from partners.operations import ensure_workflow
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    ensure_workflow(home=builders.make_home())
    return builders.make_partner("Buurthuis")


@pytest.fixture
def worker(partner):
    return builders.make_staff(partner, "maker", role=Membership.Role.WORKER)


@pytest.fixture
def manager(partner):
    return builders.make_staff(partner, "baas")


@pytest.fixture
def draft(partner, worker):
    page = builders.make_activity(
        "Koffie",
        partner=partner,
        live=False,
        summary="Samen koffie drinken.",
        contact_telephone="010 1234567",
        audiences=[builders.make_audience()],
    )
    page.save_revision(user=worker)
    return page


@pytest.fixture
def handed_in(draft, worker):
    draft.get_workflow().start(draft, worker)
    return draft


def buttons(client, page, user) -> list[str]:
    client.force_login(user)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    footer = shown.partition("<footer")[2].partition("</footer>")[0]
    parts = re.findall(r"<button[^>]*>(.*?)</button>", footer, re.S)
    words = [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts]
    return [word for word in words if word and word != "Meer acties"]


def test_who_may_not_publish_hands_in_with_the_first_button(client, draft, worker):
    assert buttons(client, draft, worker)[:2] == ["Indienen", "Bewaar concept"]


def test_who_may_publish_does_so_with_the_first_button(client, draft, manager):
    assert buttons(client, draft, manager)[:2] == ["Publiceren", "Bewaar concept"]


def test_who_approves_does_so_with_the_first_button_and_cannot_pass_it_by(
    client, handed_in, manager
):
    assert buttons(client, handed_in, manager) == [
        "Goedkeuren en publiceren", "Vraag om aanpassing", "Bewaar concept",
    ]  # fmt: skip


def test_who_handed_in_may_take_it_back(client, handed_in, worker):
    first, *others = buttons(client, handed_in, worker)

    assert others == ["Toch niet indienen"]
    assert first == "Pagina is vergrendeld"


def test_what_came_back_is_handed_in_again(client, handed_in, worker, manager):
    state = handed_in.current_workflow_task_state
    state.task.specific.on_action(state, manager, "reject", comment="Welke dag?")

    assert buttons(client, handed_in, worker) == ["Opnieuw indienen", "Bewaar concept"]


def test_who_asks_for_changes_says_which(client, handed_in, manager):
    client.force_login(manager)
    state = handed_in.current_workflow_task_state
    url = reverse(
        "wagtailadmin_pages:collect_workflow_action_data",
        args=[handed_in.pk, "reject", state.pk],
    )

    ajax = {"x-requested-with": "XMLHttpRequest"}
    empty = client.post(url, {"comment": " "}, headers=ajax).json()
    said = client.post(url, {"comment": "Welke dag?"}, headers=ajax).json()

    assert empty["step"] == "action"
    assert "Wat moet er anders?" in empty["html"]
    assert said["step"] == "success"


def test_who_handed_in_hears_it_too_when_it_is_published_past_the_approval(
    client, handed_in, manager
):
    client.force_login(manager)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{bulk}?id={handed_in.pk}", {})
    mails.run(clock.now())

    assert ActivityPage.objects.get().live
    assert [message.subject for message in mail.outbox] == ["Goedgekeurd: Koffie"]


def test_nobody_hears_that_it_is_approved_when_it_was_only_taken_back(handed_in, worker, manager):
    handed_in.current_workflow_state.cancel(user=manager)
    mails.run(clock.now())

    assert mail.outbox == []


def test_how_long_ago_it_was_handed_in_is_told_in_dutch(client, handed_in, worker):
    client.force_login(worker)

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[handed_in.pk])).content.decode()

    assert " ago" not in shown
    assert "Een collega kijkt dit na." in shown
