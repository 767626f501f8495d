"""The pictures of the handbook: what staff see, from the demonstration content."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parents[1] / "static" / "handleiding"
WIDTH, HEIGHT = 1100, 780  # pixels
ASKED = ("koffie", "jongerenavond", "huiswerk", "wandelen", "scheiding", "taal")
TIMES = 8
TODAY = "section:has(#staff-today) a[href*='/beheer/groepen/']"

Way = str | Callable[[Page], None]


def follow(path: str, link: str) -> Callable[[Page], None]:
    """Return how to get from a page to where the last link of that kind leads."""

    def go(page: Page) -> None:
        page.goto(path)
        page.locator(link).last.click()

    return go


def the_partner(page: Page) -> None:
    """Come to the imports of the one partner, whether or not there is a choice first."""
    page.goto("/beheer/importeren/")
    choice = page.locator("main .listing a[href*='/beheer/importeren/']")
    if choice.count():
        choice.first.click()


def searches(page: Page) -> None:
    """Ask often enough for words to be named, and see the report."""
    for words in ASKED * TIMES:
        page.request.get("/zoeken/", params={"q": words})
    page.goto("/beheer/zoekvragen/")


PICTURES: dict[str, tuple[str, Way]] = {
    "voorpagina": ("oeverloper", "/beheer/"),
    "nieuwe-activiteit": ("oeverloper", "/beheer/nieuwe-activiteit/"),
    "data": (
        "oeverloper",
        follow("/beheer/", "section:has(#staff-today) a[href*='/beheer/groepen/']"),
    ),
    "aanmeldingen": ("oeverloper", "/beheer/aanmeldingen/"),
    "deur": ("oeverloper", follow("/beheer/aanmeldingen/", "main a[href*='/aanwezig/']")),
    "importeren": ("oeverloper", the_partner),
    "actueel": ("oeverloper", "/beheer/actueel/"),
    "papier": ("oeverloper", "/beheer/papier/"),
    "aanbod": ("redactie", "/beheer/aanbod/?gemeente=maassluis&leeftijd=12-17"),
    "meepraten": ("redactie", "/beheer/meepraten/"),
    "berichten": ("cjg", "/beheer/berichten/"),
    "zoekvragen": ("redactie", searches),
}


def take(browser: Browser, url: str, password_of: Callable[[str], str]) -> None:
    """Make each picture anew; what is no longer shown goes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.iterdir():
        if path.stem not in PICTURES:
            path.unlink()
    pages: dict[str, Page] = {}
    for name, (user, way) in PICTURES.items():
        if user not in pages:
            pages[user] = logged_in(browser, url, user, password_of(user))
        page = pages[user]
        if callable(way):
            way(page)
        else:
            page.goto(way)
        page.wait_for_load_state("networkidle")
        shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
        shot.save(FOLDER / f"{name}.webp", quality=72, method=6)


def logged_in(browser: Browser, url: str, user: str, password: str) -> Page:
    """Return a page on which the user has logged in."""
    page = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        base_url=url,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    ).new_page()
    page.goto("/beheer/login/")
    page.fill("[name=login]", user)
    page.fill("[name=password]", password)
    page.locator(".login-form [type=submit]").first.click()
    page.locator("#staff-ways").wait_for()
    return page
