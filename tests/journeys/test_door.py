"""At the door, on a small telephone and by keyboard: who is there, who comes in, and undo."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visits

TITLE = "Buurtmaaltijd aan de deur"
# A session of this very hour, with a family, somebody without an address, and a later date.
MAKE = f"""
import uuid
from datetime import timedelta
from activities.models import ActivityPage, Group, Session
from common import clock
from partners.models import PartnerPage
from signups import operations, outbox
from signups.models import Bookable, OutboxMail
from signups.operations.requests import Question
from signups.personal import Answer, Contact, Person

partner = PartnerPage.objects.get(slug="buurtvereniging-de-oeverloper")
page = partner.add_child(instance=ActivityPage(title={TITLE!r}, kind="bijeenkomst", live=False))
group = Group.objects.create(activity=page, way_in=Group.WayIn.PER_SESSION)
start = clock.now() - timedelta(minutes=5)
rows = [Session.objects.create(group=group, starts_at=at, ends_at=at + timedelta(hours=2))
        for at in (start, start + timedelta(days=7))]
operations.set_capacity(group=group, capacity=3)
first = Bookable.objects.get(session=rows[0])

def sign_up(contact, people, answers=()):
    return operations.sign_up(key=uuid.uuid4(), bookable=first, contact=contact, people=people,
                              answers=answers, now=start - timedelta(days=1))

family = sign_up(Contact("Noor Bakker", "noor@wijkportaal.example", "06 12345678"),
                 [Person("Noor Bakker"), Person("Sem Bakker", True, 7)],
                 [Answer("Allergie", "noten", "allergies", 1)])
operations.ask_for_data(key=uuid.uuid4(), partner=partner, now=clock.now(), question=Question(
    "Ouder Vraagt", "vraagt@wijkportaal.example", "06 12345678", "Is Sem aangemeld?"))
caller = sign_up(Contact("Ali Voorbeeld", telephone="06 87654321"), [Person("Ali Voorbeeld")])
outbox.queue(caller, OutboxMail.Kind.SESSION_MOVED, clock.now(), session=rows[0], sequence=1)
print(first.pk, rows[0].pk, family.pk, caller.pk)
"""


@pytest.fixture(scope="module")
def door(portal) -> list[str]:
    """The keys of the list, its session, the family and the caller."""
    return portal.python(MAKE).split()


@pytest.fixture(scope="module")
def password(portal) -> str:
    return portal.new_password("oeverloper")


@pytest.fixture
def staff(open_page, door, password) -> Page:
    """The list of sessions, for who manages the partner, as wide as the smallest telephone."""
    page = open_page(320, 640)
    visits.log_in(page, "oeverloper", password, then="/beheer/aanmeldingen/")
    expect(page.get_by_role("heading", name="Vandaag")).to_be_visible()
    return page


def line(page: Page, name: str):
    return page.locator(".door__line", has_text=name)


def press(page: Page, name: str, button: str) -> None:
    """Go to a button in somebody's line with Tab, and press Enter."""
    visits.tab_to(page, line(page, name).get_by_role("button", name=button))
    page.keyboard.press("Enter")


def test_attendance_is_taken_by_keyboard_with_a_walk_in_and_undo(staff, axe, door):
    axe(staff)
    visits.fits(staff)
    today = staff.locator(".today__row", has_text=TITLE)
    visits.enter(staff, today.get_by_role("link", name="Aanwezigheid"))
    expect(staff.locator("[data-counted]")).to_have_text("0 van 3 aanwezig")
    expect(line(staff, "Sem")).to_contain_text("noten")
    axe(staff)
    visits.fits(staff)

    press(staff, "Sem", "Is er")
    expect(staff.locator("[data-counted]")).to_have_text("1 van 3 aanwezig")
    expect(staff.locator("[data-said]")).to_contain_text("1 van 3 aanwezig")
    undo = line(staff, "Sem").get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_focused()
    staff.keyboard.press("Enter")
    expect(staff.locator("[data-counted]")).to_have_text("0 van 3 aanwezig")
    press(staff, "Ali", "Kwam niet")
    expect(line(staff, "Ali")).to_contain_text("kwam niet, zonder bericht")
    axe(staff)

    visits.enter(staff, staff.get_by_role("link", name="Iemand toevoegen"))
    axe(staff)
    visits.fits(staff)
    visits.tab_to(staff, staff.locator("[name=name]"))
    staff.keyboard.type("Lotte")
    with staff.expect_navigation():
        staff.keyboard.press("Enter")
    expect(staff.locator("main")).to_contain_text("Er is geen plek meer")
    axe(staff)
    visits.tab_to(staff, staff.locator("[name=beyond]"))
    staff.keyboard.press("Space")
    visits.enter(staff, staff.get_by_role("button", name="Toevoegen, is er"))
    expect(staff.locator("[data-counted]")).to_have_text("1 van 3 aanwezig")
    expect(line(staff, "Lotte")).to_contain_text("zonder plek")
    axe(staff)

    with staff.expect_navigation():
        press(staff, "Lotte", "Van de lijst halen")
    expect(line(staff, "Lotte")).to_have_count(0)


def test_every_other_page_of_staff_is_accessible_on_a_small_telephone(staff, axe, door):
    bookable, session, family, _caller = door
    for path in (
        f"{bookable}/",
        f"{bookable}/{family}/afzeggen/",
        f"{bookable}/{family}/verplaatsen/",
        f"{bookable}/bericht/",
        f"{bookable}/telefoon/",
        "bellen/",
        "inzage/",
        "verzoeken/",
        "post/",
        f"aanwezig/{session}/blad/",
    ):
        staff.goto(f"/beheer/aanmeldingen/{path}")
        axe(staff)
        visits.fits(staff)
    staff.goto(f"/beheer/aanmeldingen/{bookable}/bericht/")
    staff.locator("[name=text]").fill("We beginnen een half uur later.")
    staff.get_by_role("button", name="Eerst bekijken").click()
    expect(staff.get_by_role("button", name="Verstuur naar 2 aanmeldingen")).to_be_visible()
    axe(staff)
