"""An evening: young people vote on their phones, it closes, and somebody answers in public."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from common import clock
from tests.journeys import visits

STATEMENT = "De bus moet later rijden."
SMALL = "De kantine is te duur."


@pytest.fixture(scope="module")
def passwords(portal) -> dict[str, str]:
    return {name: portal.new_password(name) for name in ("jongerenwerk", "gemeente")}


@pytest.fixture
def log_in(open_page, passwords):
    """Return a function that logs an account in, on a phone or wider, and gives its page."""

    def come(name: str, width: int) -> Page:
        page = open_page(width=width, height=800)
        visits.log_in(page, name, passwords[name])
        return page

    return come


def press(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).or_(
        page.get_by_role("button", name=name, exact=True)
    ).first.click()
    page.wait_for_load_state()


def vote(page: Page, code: str, axe) -> None:
    """Vote with the keyboard alone, from the page about having a say."""
    page.goto("/meepraten/")
    axe(page)
    visits.fits(page)
    field = page.locator("#id_code")
    visits.tab_to(page, field)
    page.keyboard.type(code.lower())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    axe(page)
    visits.fits(page)
    visits.tab_to(page, page.locator("input[type=radio]").first)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Je antwoorden zijn geteld")
    axe(page)


def test_from_a_vote_at_an_evening_to_the_line_on_the_page_of_its_theme(open_page, log_in, axe):
    staff = log_in("jongerenwerk", 1280)
    staff.goto("/beheer/meepraten/nieuw/")
    staff.locator("[name=title]").fill("Avond over de buurt")
    staff.locator("[name=summary]").fill("Zeg wat je vindt van de buurt.")
    staff.locator("[name=statements]").fill(f"{STATEMENT}\n{SMALL}")
    ends = clock.local(clock.now() + timedelta(hours=4))
    staff.locator("[name=closes_at]").fill(ends.strftime("%Y-%m-%dT%H:%M"))
    staff.get_by_label("Jongeren", exact=True).check()
    axe(staff)
    press(staff, "Opslaan")
    press(staff, "Nu openen")
    axe(staff)
    press(staff, "Laat het scherm zien")
    axe(staff)
    code = staff.locator(".join__code").inner_text()

    phone = open_page(width=320, height=640)
    vote(phone, code, axe)
    for _other in range(9):
        other = open_page(width=320, height=640)
        other.goto(f"/stem/{code.replace(' ', '')}/")
        other.locator("input[type=radio]").first.check()
        other.get_by_role("button", name="Stuur mijn antwoorden").last.click()
        expect(other.get_by_role("status")).to_contain_text("geteld")
        other.context.close()
    expect(staff.locator("[data-count]")).to_have_text("10")

    # She changes her mind, says why, and a word of danger shows whom to call.
    row = phone.locator(".ballot__row").first
    row.get_by_label("Oneens", exact=True).check()
    row.locator("summary").click()
    row.locator("input[type=text]").fill("Mijn vader slaat mij")
    expect(phone.locator(".urgent--here")).to_be_visible()
    row.locator("input[type=text]").fill("Omdat Fatima al een fiets heeft.")
    phone.get_by_role("button", name="Stuur mijn antwoorden").last.click()
    expect(phone.get_by_role("status")).to_contain_text("geteld")

    press(staff, "Terug")
    press(staff, "Zinnen")
    axe(staff)
    expect(staff.locator("textarea")).to_have_value("Omdat [naam] al een fiets heeft.")
    staff.locator("button[value=release]").click()
    expect(staff.get_by_text("De zin is vrijgegeven.")).to_be_visible()
    staff.goto(re.sub(r"zinnen/$", "", staff.url))
    press(staff, "Nu sluiten")
    axe(staff)
    press(staff, "Ja, sluiten")

    phone.goto(f"/stem/{code.replace(' ', '')}/")
    axe(phone)
    press(phone, "Bekijk de uitslag")
    axe(phone)
    visits.fits(phone)
    expect(phone.locator("main")).to_contain_text("9 (90%)")
    expect(phone.locator("main")).to_contain_text("Omdat [naam] al een fiets heeft.")
    expect(phone.locator("main")).to_contain_text("Minder dan 10 mensen gaven antwoord.")

    staff.locator("main a[href*='gezegd/nieuw']").first.click()
    staff.locator("[name=title]").fill("Later rijden")
    staff.locator("[name=said]").fill("Jongeren willen later naar huis kunnen.")
    today = clock.local(clock.now()).date()
    staff.locator("[name=said_on]").fill(today.isoformat())
    staff.locator("[name=due_on]").fill((today + timedelta(days=30)).isoformat())
    staff.locator("[name=owner]").select_option(label="Gemeente Voorbeeldstad (voorbeeld)")
    staff.get_by_label("Jongeren", exact=True).check()
    press(staff, "Opslaan")
    press(staff, "Leg het voor")
    press(staff, "Ja, leg het voor")
    axe(staff)

    owner = log_in("gemeente", 390)
    owner.goto("/beheer/meepraten/gezegd/")
    axe(owner)
    visits.fits(owner)
    press(owner, "Later rijden")
    press(owner, "Antwoord")
    owner.locator("[name=answer]").fill("De bus rijdt op vrijdag een uur langer.")
    axe(owner)
    press(owner, "Zet het antwoord op de site")

    phone.goto("/themas/jongeren/")
    expect(phone.locator("main")).to_contain_text("De bus rijdt op vrijdag een uur langer.")
    axe(phone)
    visits.fits(phone)
    for address in ("/wat-deden-we-ermee/jongeren/", "/panel/jeugdambassadeurs/"):
        phone.goto(address)
        axe(phone)
        visits.fits(phone)


def test_each_place_of_the_region_where_somebody_listens_is_two_steps_from_home(page_phone):
    for menu_item, name, heading in (
        ("Meepraten", "De derde kamer", "De derde kamer"),
        ("Meepraten", "Jeugdambassadeurs", "Jeugdambassadeurs"),
        ("Meepraten", "No Spang middag", "No Spang middag"),
        ("Contact", "Proeftuin", "De Proeftuin in Schiedam Oost"),
        ("Contact", "Bijeen", "Bijeen"),
        ("Contact", "CJG Maassluis", "CJG Maassluis"),
    ):
        page_phone.goto("/")
        menu = page_phone.get_by_role("button", name="Menu")
        if menu.is_visible():
            menu.click()
        page_phone.get_by_role("link", name=menu_item, exact=True).first.click()
        page_phone.locator("main a", has_text=name).first.click()

        expect(page_phone.get_by_role("heading", level=1)).to_have_text(heading)
