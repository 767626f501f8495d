"""A partner's worker, who is no programmer, puts a weekly activity on the site and keeps it."""

import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visits

TITLE = "Breien met de buren"
BUSY = "De zaal is bezet."
ILL = "De begeleider kan niet."


@pytest.fixture(scope="module")
def password(portal) -> str:
    return portal.new_password("oeverloper")


@pytest.fixture(params=["page_phone", "page_desktop"])
def staff(request, password) -> Page:
    """The first page of the admin, for a member of a partner's team."""
    page = request.getfixturevalue(request.param)
    page.goto("/beheer/login/")
    page.get_by_label("Gebruikersnaam").fill("oeverloper")
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name=re.compile("Inloggen|Aanmelden", re.IGNORECASE)).click()
    page.get_by_role("heading", name="Wat wil je doen?").wait_for()
    return page


def next_wednesday() -> date:
    """Return a Wednesday that is at least a week away."""
    start = date.today() + timedelta(days=7)
    return start + timedelta(days=(2 - start.weekday()) % 7)


def publish(page: Page, title: str) -> None:
    page.get_by_role("link", name="Nieuwe activiteit").click()
    page.locator("[name=title]").fill(title)
    page.locator("[name=summary]").fill("Samen breien en praten. Je hoeft het nog niet te kunnen.")
    page.locator("[name=kind]").select_option("bijeenkomst")
    page.locator("[name=price]").fill("2,50")
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_role("status")).to_contain_text("heeft nog geen data")


def add_weeks(page: Page, count: int) -> None:
    page.get_by_role("status").get_by_role("link", name="Data toevoegen").click()
    page.locator("[name=first_day]").fill(next_wednesday().isoformat())
    page.locator("[name=starts]").fill("10:00")
    page.locator("[name=ends]").fill("12:00")
    page.locator("[name=count]").fill(str(count))
    expect(page.locator("[data-dates-url] ol li")).to_have_count(count)
    page.locator("[name=capacity]").fill("8")
    page.get_by_role("button", name="Groep en data opslaan").click()
    expect(page.get_by_role("status")).to_contain_text(f"opgeslagen met {count} data")


def move_first(page: Page) -> None:
    page.get_by_role("link", name="Verplaatsen").first.click()
    page.locator("[name=starts]").fill("14:00")
    page.locator("[name=ends]").fill("16:00")
    page.locator("[name=reason]").fill(BUSY)
    page.get_by_role("button", name="Verplaatsen").click()
    expect(page.get_by_role("status")).to_contain_text("verplaatst")


def cancel_second(page: Page) -> None:
    page.get_by_role("link", name="Afzeggen").nth(1).click()
    page.locator("[name=reason]").fill(ILL)
    page.get_by_role("button", name="Ja, hij gaat niet door").click()
    expect(page.get_by_role("status")).to_contain_text("afgezegd")


def find(visitor: Page, title: str) -> None:
    """Search until the activity is found: the worker needs a moment."""
    deadline = time.monotonic() + 15
    visits.search(visitor, title)
    while title not in visits.titles(visitor) and time.monotonic() < deadline:
        time.sleep(0.5)
        visits.search(visitor, title)
    visits.open_result(visitor, title)


def test_publishes_a_weekly_activity_then_moves_one_date_and_cancels_another(staff, open_page, axe):
    title = f"{TITLE} {staff.viewport_size['width']}"

    publish(staff, title)
    add_weeks(staff, 4)
    axe(staff)
    move_first(staff)
    cancel_second(staff)

    visitor = open_page(390)
    find(visitor, title)
    for words in ("2,50", BUSY, ILL, "14.00"):
        expect(visitor.locator("main")).to_contain_text(words)


@pytest.mark.parametrize("path", ["", "groepen/", "groepen/new/", "aanmeldingen/"])
def test_our_views_in_the_admin_are_accessible(staff, axe, path):
    staff.goto(f"/beheer/{path}")
    staff.wait_for_load_state("networkidle")

    axe(staff)


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(staff):
    staff.goto("/beheer/groepen/new/")
    staff.locator("[name=first_day]").fill(next_wednesday().isoformat())
    staff.locator("[name=starts]").fill("12:00")
    staff.locator("[name=ends]").fill("10:00")
    staff.locator("[name=count]").fill("3")

    staff.get_by_role("button", name="Groep en data opslaan").click()

    expect(staff.locator("main")).to_contain_text("Het einde moet na het begin komen.")
    expect(staff.locator("[name=starts]")).to_have_value("12:00")
