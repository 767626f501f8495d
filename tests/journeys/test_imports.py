"""Somebody of a partner brings activities in from a file, without scripts too, and looks back."""

import io
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visits

THERE = "/beheer/importeren/"
PAGE = b"<html><table><tr><td>naam</table></html>"


def _bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    return kept.getvalue()


BAD = {
    "leeg.csv": (b"", "leeg"),
    "webpagina.csv": (PAGE, "We kunnen dit niet lezen"),
    "breed.csv": (b";".join([b"x"] * 300), "Er missen kolommen"),
    "bom.xlsx": (_bomb(), "te groot"),
    "groot.csv": (b"x" * 2_200_000, "te groot"),
    "vreemd.csv": (b"\xff\xfe\x00", "We kunnen dit niet lezen"),
}
ROWS = (
    "naam;datum;van;tot;prijs;samenvatting\n"
    "{name};03-09-2031;10:00;12:00;0;Soep eten.\n"
    "{name};10-09-2031;10:00;12:00;=1+1;\n"
    ";17-09-2031;10:00;12:00;0;\n"
)


@pytest.fixture(scope="module")
def password(portal) -> str:
    return portal.new_password("oeverloper")


@pytest.fixture
def staff(open_page, password):
    """Open a page on which a manager of a partner is logged in: `staff(width, **context)`."""

    def opened(width: int, **context) -> Page:
        page = open_page(width, **context)
        visits.log_in(page, "oeverloper", password, then=THERE)
        return page

    return opened


def choose(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("[name=blad-file]").set_input_files(file)


def look(page: Page, axe) -> None:
    """Find nothing with axe, and nothing wider than the screen, on a phone and on a laptop."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        axe(page)
        visits.fits(page)


def press(page: Page, button: str) -> None:
    """Come to a button with the keyboard alone, and press it."""
    target = page.get_by_role("button", name=button)
    visits.tab_to(page, target)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_looks_at_a_file_says_yes_by_keyboard_and_looks_back(staff, axe):
    page = staff(390)
    look(page, axe)
    for name, (content, words) in BAD.items():
        choose(page, name, content)
        page.get_by_role("button", name="Bekijk deze spreadsheet").click()
        expect(page.locator("main")).to_contain_text(words)
    look(page, axe)

    choose(page, "rooster.csv", ROWS.format(name="Soep met de buurt").encode())
    press(page, "Bekijk deze spreadsheet")
    for words in ("Er is nog niets geïmporteerd", "Vul de kolom “naam” in", "“prijs”"):
        expect(page.locator("main")).to_contain_text(words)
    look(page, axe)
    press(page, "Ja, importeer dit")
    expect(page.locator("main")).to_contain_text("Klaar", timeout=90_000)
    look(page, axe)

    page.goto(THERE)
    expect(page.locator("main")).to_contain_text("agenda.oeverloper.example")
    page.locator("main tr", has_text="gevolgde agenda").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("Spelletjesmiddag")
    look(page, axe)


def test_without_scripts_the_progress_goes_on_by_itself(staff):
    page = staff(390, java_script_enabled=False)
    choose(page, "rooster.csv", ROWS.format(name="Brood bakken").encode())
    page.get_by_role("button", name="Bekijk deze spreadsheet").click()

    page.get_by_role("button", name="Ja, importeer dit").click()

    expect(page.locator("main")).to_contain_text("Klaar", timeout=90_000)
    expect(page.locator("main")).to_contain_text("Brood bakken")
