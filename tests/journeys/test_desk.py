"""Staff look at the day, at what is missing where, and for help: by keyboard, small and large."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visits


@pytest.fixture(scope="module")
def passwords(portal) -> dict[str, str]:
    return {name: portal.new_password(name) for name in ("oeverloper", "redactie")}


def log_in(page: Page, name: str, passwords: dict[str, str]) -> None:
    visits.log_in(page, name, passwords[name])
    expect(page.locator("#staff-ways")).to_be_visible()


def tab_to(page: Page, target: str) -> None:
    """Press Tab until a thing has the focus, and see that it shows."""
    for _ in range(150):
        if page.evaluate("what => document.activeElement?.matches(what)", target):
            expect(page.locator(":focus")).to_be_in_viewport()
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {target}")


def fits(page: Page, axe) -> None:
    axe(page)
    visits.fits(page)


@pytest.mark.parametrize("opened", ["page_phone", "page_desktop"])
def test_a_manager_goes_from_the_day_to_the_door_and_an_editor_to_what_is_missing(
    opened, request, open_page, passwords, axe
):
    page: Page = request.getfixturevalue(opened)
    log_in(page, "oeverloper", passwords)
    fits(page, axe)
    tab_to(page, "section:has(#staff-today) a[href*='/aanwezig/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="aanwezig").first).to_be_visible()

    page.goto("/beheer/aanbod/")
    fits(page, axe)
    tab_to(page, "select[name=leeftijd]")
    page.keyboard.type("12")
    tab_to(page, ".short-form .button")
    page.keyboard.press("Enter")
    expect(page.locator("h3", has_text="12 tot en met 17 jaar")).to_be_visible()
    assert "leeftijd=12-17" in page.url
    tab_to(page, ".supply summary")
    page.keyboard.press("Enter")
    expect(page.locator(".supply .chart__table")).to_be_visible()
    fits(page, axe)

    page.goto("/beheer/handleiding/")
    expect(page.locator(".handbook__text img").first).to_be_visible()
    fits(page, axe)
    tab_to(page, ".handbook__contents a[href='#aanmeldingen']")
    page.keyboard.press("Enter")
    expect(page.locator("h2#aanmeldingen")).to_be_in_viewport()

    size = page.viewport_size
    editor = open_page(size["width"], size["height"], color_scheme="dark")
    log_in(editor, "redactie", passwords)
    fits(editor, axe)
    tab_to(editor, "a[href='/beheer/aanbod/']:not(nav a)")
    editor.keyboard.press("Enter")
    expect(editor.locator("svg[role=img] > title").first).to_have_text("Alle dagen samen")
    fits(editor, axe)
    editor.goto("/beheer/zoekvragen/")
    fits(editor, axe)
