"""A worker hands in, a manager asks for a change, compares and approves: by keyboard alone."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import visits

TITLE = "Zingen bij het raam"
QUESTION, ANSWER = "Wat is de GGZ? Leg het uit.", "Zet er ook een prijs bij."


@pytest.fixture(scope="module")
def passwords(portal) -> dict[str, str]:
    return {name: portal.new_password(name) for name in ("medewerker", "oeverloper")}


@pytest.fixture
def enter_as(open_page, passwords):
    """Log in: `enter_as(name)` gives the first page of the admin at a laptop."""

    def enter(name: str, width: int = 1280) -> Page:
        page = open_page(width)
        visits.log_in(page, name, passwords[name])
        page.locator("#staff-ways").wait_for()
        return page

    return enter


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Come to it with Tab alone, and press a key on it."""
    visits.tab_to(page, target, most=300)
    page.keyboard.press(key)


def write(page: Page, name: str, words: str) -> None:
    """Come to a field with Tab alone, and type."""
    visits.tab_to(page, page.locator(f"[name={name}]"))
    page.keyboard.type(words)


def make_draft(page: Page, title: str) -> None:
    """Walk through the four steps with the keyboard."""
    onward = page.locator("button[name=do][value=on]")
    press(page, page.locator("main").get_by_role("link", name="Nieuwe activiteit"))
    page.locator("[name=title]").wait_for()
    write(page, "title", title)
    write(page, "summary", "Samen zingen. De GGZ zingt mee.")
    write(page, "kind", "bij")
    press(page, onward)
    page.locator("[name=starts]").wait_for()
    # How a day is typed hangs on the language of the browser: a Dutch one takes day and month.
    page.locator("[name=first_day]").fill((date.today() + timedelta(days=9)).isoformat())
    page.locator("[name=starts]").fill("10:00")
    page.locator("[name=ends]").fill("12:00")
    write(page, "count", "3")
    press(page, onward)
    page.locator("[name=way_in]").wait_for()
    press(page, onward)
    expect(page.locator("main")).to_contain_text("dien je het in")
    press(page, onward)
    expect(page).to_have_url(re.compile(r"/beheer/pages/\d+/edit/$"))


def comment_on_summary(page: Page, words: str) -> None:
    """Write a comment beside a field, and wait until it is kept."""
    press(page, page.get_by_role("button", name="Toon/verberg opmerkingen"))
    field = page.locator("[data-contentpath=summary]")
    press(page, field.locator("textarea"), "Control+Alt+m")
    box = page.locator(".comment textarea").last
    box.wait_for()
    box.focus()
    page.keyboard.type(words)
    press(page, page.locator(".comment button[type=submit]").last)
    expect(page.locator(".comment").last).to_contain_text(words)
    # Tab stays within a comment until it is left, which works once the comment is kept.
    held = page.locator(".comment--focused")
    for _try in range(20):
        page.keyboard.press("Escape")
        if not held.count():
            return
        page.wait_for_timeout(250)
    raise AssertionError("Escape does not leave the comment")


def test_a_worker_and_a_manager_bring_a_page_to_the_site_together(enter_as, portal, axe):
    worker = enter_as("medewerker")
    make_draft(worker, TITLE)
    address = worker.url
    press(worker, worker.get_by_role("button", name="Indienen"))
    expect(worker.get_by_role("status").first).to_contain_text("ingediend")

    manager = enter_as("oeverloper")
    press(manager, manager.locator("section:has(#staff-review) a", has_text=TITLE).first)
    expect(manager).to_have_url(address)
    comment_on_summary(manager, QUESTION)
    press(manager, manager.locator("footer").get_by_role("button", name="Meer acties"))
    press(manager, manager.get_by_role("button", name="Vraag om aanpassing"))
    manager.get_by_label("Wat moet er anders?").wait_for()
    visits.tab_to(manager, manager.get_by_label("Wat moet er anders?"))
    manager.keyboard.type(ANSWER)
    press(manager, manager.locator(".modal [type=submit]"))
    expect(manager.get_by_role("status").first).to_contain_text(TITLE)
    portal.wait_for_mail("medewerker@", "Pas dit nog aan")

    worker.goto("/beheer/")
    expect(worker.locator("section:has(#staff-own)")).to_contain_text(ANSWER)
    axe(worker)
    press(worker, worker.locator("section:has(#staff-own) a", has_text=TITLE))
    expect(worker.get_by_role("button", name="Toon/verberg opmerkingen")).to_be_visible()
    worker.locator("[name=summary]").fill("Samen zingen. Iedereen zingt mee.")
    press(worker, worker.get_by_role("button", name="Opnieuw indienen"))
    expect(worker.get_by_role("status").first).to_contain_text(TITLE)

    manager.goto(address)
    press(manager, manager.get_by_role("button", name="Goedkeuren en publiceren"))
    expect(manager.get_by_role("status").first).to_contain_text(TITLE)
    portal.wait_for_mail("medewerker@", "Goedgekeurd")

    worker.goto(address)
    worker.locator("[name=summary]").fill("Samen zingen. Ook wie het niet kan.")
    press(worker, worker.get_by_role("button", name="Indienen"))
    expect(worker.get_by_role("status").first).to_contain_text(TITLE)
    manager.goto("/beheer/")
    press(manager, manager.locator("a", has_text="Bekijk wat er verandert").filter(has_text=TITLE))
    change = manager.locator("main tr", has_text="In het kort")
    expect(change.locator(".deletion")).to_contain_text("Iedereen zingt mee")
    expect(change.locator(".addition")).to_contain_text("Ook wie het niet kan")
