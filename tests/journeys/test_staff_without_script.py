"""A partner's worker whose browser runs no script, on a telephone."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visits


@pytest.fixture
def enter_as(portal, open_page):
    """Log in as who manages a partner: `enter_as(width, **context)`."""

    def enter(width: int, **options) -> Page:
        page = open_page(width, **options)
        visits.log_in(page, "oeverloper", portal.new_password("oeverloper"))
        page.locator("#staff-ways").wait_for()
        return page

    return enter


def test_the_steps_work_without_a_script_on_a_telephone(enter_as):
    page = enter_as(390, java_script_enabled=False)
    onward = page.locator("button[name=do][value=on]")
    page.goto("/beheer/nieuwe-activiteit/")

    page.locator("[name=title]").fill("Schaken met de buren")
    page.locator("[name=summary]").fill("Samen schaken.")
    page.locator("[name=kind]").select_option("bijeenkomst")
    onward.click()
    page.locator("[name=first_day]").fill((date.today() + timedelta(days=9)).isoformat())
    page.locator("[name=starts]").fill("12:00")
    page.locator("[name=ends]").fill("10:00")
    page.locator("[name=count]").fill("4")
    page.get_by_role("button", name="Laat de data zien").click()
    expect(page.get_by_role("alert")).to_contain_text("Het einde moet na het begin komen.")
    page.locator("[name=ends]").fill("14:00")
    page.get_by_role("button", name="Laat de data zien").click()
    expect(page.locator(".dates__day--on")).to_have_count(4)
    onward.click()
    page.locator("[name=way_in]").select_option("drop_in")
    onward.click()
    page.locator("summary").filter(has_text="nieuwe foto").click()
    page.get_by_role("button", name="Gebruik deze foto").click()
    expect(page.get_by_role("alert")).to_contain_text("Bestand")
    onward.click()

    expect(page).to_have_url(re.compile(r"/beheer/pages/\d+/edit/$"))
