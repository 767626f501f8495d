"""A partner's worker, who is no programmer, puts a weekly activity on the site and keeps it."""

import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import visits

TITLE = "Breien met de buren"
BUSY = "De zaal is bezet."
ILL = "De begeleider kan niet."


@pytest.fixture(scope="module")
def password(portal) -> str:
    return portal.new_password("oeverloper")


OWN_VIEWS = (
    "", "nieuwe-activiteit/", "groepen/", "groepen/new/", "aanmeldingen/", "actueel/",
    "importeren/", "mensen/", "logboek/", "aanbod/", "papier/", "handleiding/", "meepraten/",
    "indeling/", "images/add/",
)  # fmt: skip
# What a form holds lies within the window: nobody scrolls sideways to reach a button.
STICKS_OUT = """() => [...document.querySelectorAll("main form *, main table form *")]
  .filter(one => one.getClientRects().length && getComputedStyle(one).position !== "absolute"
    && one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => `${one.tagName} ${one.className}`)"""


class Hand:
    """What somebody does on a page, counted: every click and every field."""

    def __init__(self, page: Page):
        self.page, self.count = page, 0

    def click(self, target: Locator) -> None:
        self.count += 1
        target.click()
        self.page.wait_for_load_state()

    def fill(self, name: str, value: str) -> None:
        self.count += 1
        self.page.locator(f"[name={name}]").fill(value)

    def select(self, name: str, value: str) -> None:
        self.count += 1
        self.page.locator(f"[name={name}]").select_option(value)


def log_in(page: Page, password: str) -> Hand:
    """Log in as a member of a partner's team; return the hand that did it."""
    hand = Hand(page)
    page.goto("/beheer/login/")
    hand.fill("login", "oeverloper")
    hand.fill("password", password)
    hand.click(page.get_by_role("button", name=re.compile("Inloggen|Aanmelden", re.IGNORECASE)))
    page.get_by_role("heading", name="Wat wil je doen?").wait_for()
    return hand


@pytest.fixture(params=["page_phone", "page_desktop"])
def hand(request, password) -> Hand:
    return log_in(request.getfixturevalue(request.param), password)


@pytest.fixture
def staff(hand) -> Page:
    """The first page of the admin, for a member of a partner's team."""
    return hand.page


def next_wednesday() -> date:
    """Return a Wednesday that is at least a week away."""
    start = date.today() + timedelta(days=7)
    return start + timedelta(days=(2 - start.weekday()) % 7)


def publish(hand: Hand, title: str, axe) -> None:
    """Walk through the four steps, and publish what they end in."""
    page = hand.page
    onward = page.get_by_role("button", name="Volgende")
    hand.click(page.locator("main").get_by_role("link", name="Nieuwe activiteit"))
    hand.fill("title", title)
    hand.fill("summary", "Samen breien en praten. Je hoeft het nog niet te kunnen.")
    hand.select("kind", "bijeenkomst")
    hand.click(onward)
    hand.fill("first_day", next_wednesday().isoformat())
    hand.fill("starts", "10:00")
    hand.fill("ends", "12:00")
    hand.fill("count", "4")
    expect(page.locator(".dates__day--on")).to_have_count(4)
    axe(page)
    hand.click(onward)
    hand.select("way_in", "per_session")
    hand.fill("capacity", "8")
    hand.fill("price", "2,50")
    axe(page)
    hand.click(onward)
    axe(page)
    hand.click(page.get_by_role("button", name="Bewaar als concept"))
    hand.click(page.get_by_role("button", name="Publiceren"))
    expect(page.get_by_role("status")).to_contain_text("gepubliceerd")


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


def find(visitor: Page, title: str, seconds: float) -> None:
    """Search until the activity is found; fail when it takes longer than that."""
    deadline = time.monotonic() + seconds
    visits.search(visitor, title)
    while title not in visits.titles(visitor) and time.monotonic() < deadline:
        time.sleep(0.25)
        visits.search(visitor, title)
    visits.open_result(visitor, title)


def test_publishes_a_weekly_activity_then_moves_one_date_and_cancels_another(hand, open_page, axe):
    staff, visitor = hand.page, open_page(390)
    title = f"{TITLE} {staff.viewport_size['width']}"
    visitor.goto("/")

    publish(hand, title, axe)
    find(visitor, title, seconds=5)
    assert hand.count <= 25

    staff.goto("/beheer/groepen/?q=" + title.replace(" ", "+"))
    staff.locator("main").get_by_role("link", name=title).first.click()
    staff.get_by_role("heading", name="Komende data").wait_for()
    axe(staff)
    move_first(staff)
    cancel_second(staff)
    visitor.reload()
    for words in ("2,50", BUSY, ILL, "14.00"):
        expect(visitor.locator("main")).to_contain_text(words)


def test_our_views_in_the_admin_are_accessible(staff, axe):
    for path in OWN_VIEWS:
        staff.goto(f"/beheer/{path}")
        staff.wait_for_load_state("networkidle")

        axe(staff)
        assert staff.evaluate(STICKS_OUT) == [], path


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(staff):
    staff.goto("/beheer/groepen/new/")
    staff.locator("[name=first_day]").fill(next_wednesday().isoformat())
    staff.locator("[name=starts]").fill("12:00")
    staff.locator("[name=ends]").fill("10:00")
    staff.locator("[name=count]").fill("3")

    staff.get_by_role("button", name="Groep en data opslaan").click()

    expect(staff.locator("main")).to_contain_text("Het einde moet na het begin komen.")
    expect(staff.locator("[name=starts]")).to_have_value("12:00")
