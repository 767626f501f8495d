"""A parent signs up for a series, staff place everybody, and the parent sees the group."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visits

TITLE = "Groepssessies scheiding"
# The season of the demonstration, with nobody of other journeys in it.
SERIES = """
from signups.models import Series
print(Series.objects.get(activity__slug="groepssessies-scheiding").pk)
"""


@pytest.fixture(scope="module")
def series(portal) -> str:
    return portal.python(SERIES).split()[-1]


@pytest.fixture(scope="module")
def password(portal) -> str:
    return portal.new_password("bijeen")


def sign_in(page: Page, password: str) -> None:
    visits.log_in(page, "bijeen", password, then="/beheer/indeling/")
    expect(page).to_have_url(re.compile("/beheer/indeling/"))


def test_a_family_signs_up_is_placed_and_sees_its_group(open_page, portal, axe, series, password):
    parent, staff = open_page(320, 640, has_touch=True), open_page(320, 900)
    visits.search(parent, TITLE)
    visits.open_result(parent, TITLE)
    main = parent.locator("main")
    expect(main).to_contain_text("Waarom vragen we de geboortedatum van je kind?")
    axe(parent)
    parent.locator("main a[href*='/aanmelden/reeks/']").first.click()
    axe(parent)
    visits.send(parent)
    expect(parent.locator(".error-summary")).to_be_focused()
    axe(parent)
    parent.get_by_label("Maandagavond").check()
    parent.get_by_label("Woensdagochtend").check()
    parent.get_by_label("Donderdagavond").check()
    parent.locator("[name=name]").fill("Ouder Reeks")
    parent.locator("[name=email]").fill("ouder.reeks@post.example")
    parent.locator("[name=shares][value=ja]").check()
    parent.locator("[name=k-0-birth]").fill("2014-02-03")
    parent.get_by_role("button", name="Kind toevoegen").click()
    parent.locator("[name=k-1-birth]").fill("2017-06-05")
    visits.answer_and_agree(parent)
    visits.send(parent)
    expect(parent.get_by_role("heading", level=1)).to_have_text("We hebben je aanmelding ontvangen")
    axe(parent)
    portal.wait_for_mail("ouder.reeks@post.example", "Over je aanmelding")

    sign_in(staff, password)
    for path in ("", "wijzigen/", "groepen/", "plan/"):
        staff.goto(f"/beheer/indeling/{series}/{path}")
        axe(staff)
    expect(staff.locator("main")).to_contain_text("Ouder Reeks")
    staff.get_by_role("button", name="Deel iedereen zo in").click()
    expect(staff).to_have_url(re.compile(rf"/beheer/indeling/{series}/$"))
    staff.get_by_role("link", name="Ouder Reeks").click()
    axe(staff)

    placed = wait_for_group(portal)
    visits.open_signup(parent, placed)
    expect(parent.get_by_role("heading", level=1)).to_have_text("Je bent ingedeeld in een groep")
    expect(main).to_contain_text("(voorbeeld)")
    axe(parent)


def wait_for_group(portal):
    """Return the mail that has an appointment: its subject says as little as the first one's."""
    for _try in range(60):
        for letter in portal.mails("ouder.reeks@post.example"):
            if list(letter.iter_attachments()):
                return letter
        time.sleep(0.5)
    raise AssertionError("no mail with an appointment")
