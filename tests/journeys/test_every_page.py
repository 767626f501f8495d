"""What holds for every page that visitors can see: each template once, at two widths."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from playwright.sync_api import Page, Request

from scripts import messages
from tests.journeys import visits

pytestmark = pytest.mark.looks

NARROW, WIDE = 320, 1280
HEAVIEST = 60 * 1024  # bytes of HTML, CSS and JavaScript as they travel
OEVER = "/partners/buurtvereniging-de-oeverloper/"
AFTERNOON = "No Spang middag"
FULL = "Eerste hulp aan je kind"


@dataclass(frozen=True)
class Visit:
    """How to come to a page, the status it answers with, and whether it holds something
    of the visitor's own (such a page is sent uncompressed, and need not be light)."""

    come: Callable[[Page], None] | str
    status: int = 200
    is_personal: bool = False


def form(page: Page) -> None:
    visits.open_form(page, AFTERNOON)


def form_with_errors(page: Page) -> None:
    form(page)
    page.locator("[name=email]").fill("geen adres")
    visits.send(page)
    page.locator(".error-summary").wait_for()


def form_with_family(page: Page) -> None:
    form(page)
    visits.say_who_comes(page, "Ouder", "", others=2)


def waiting(page: Page) -> None:
    visits.open_form(page, FULL)
    visits.choose_moment(page, "Wachtlijst")
    visits.say_who_comes(page, "Ouder Wacht", "kijkwacht@post.example")
    visits.answer_and_agree(page)
    visits.send(page)
    page.wait_for_url("**/aanmelden/mijn/**")


def activity(title: str) -> Callable[[Page], None]:
    """Come to an activity by searching for its title."""

    def come(page: Page) -> None:
        visits.search(page, title)
        visits.open_result(page, title)

    return come


def first_link(start: str, links: str) -> Callable[[Page], None]:
    def come(page: Page) -> None:
        page.goto(start)
        page.locator(f"main {links}").first.click()
        page.wait_for_load_state()

    return come


VISITS = {
    "home": Visit("/"),
    "search": Visit("/zoeken/"),
    "results": Visit("/zoeken/?q=koffie"),
    "narrowed": Visit("/zoeken/?q=koffie&prijs=gratis&doelgroep=volwassenen"),
    "mistyped": Visit("/zoeken/?q=schijdingsgroep"),
    "danger": Visit("/zoeken/?q=mijn+man+slaat+mij"),
    "nothing": Visit("/zoeken/?q=afval"),
    "bad question": Visit("/zoeken/?van=gisteren", status=400),
    "activities": Visit("/activiteiten/"),
    "calendar": Visit("/agenda/"),
    "per session": Visit(activity(AFTERNOON)),
    "whole group": Visit(activity("Fietsles voor volwassenen")),
    "drop-in": Visit(activity("Samen eten")),
    "help": Visit(activity("Een niet pluis gevoel over een kind")),
    "sensitive": Visit(activity("Groepssessies scheiding")),
    "partner": Visit(OEVER),
    "partners": Visit("/partners/"),
    "a partner about safety": Visit("/partners/veilig-thuis/"),
    "team": Visit(first_link("/teams/", "a[href^='/teams/']")),
    "teams": Visit("/teams/"),
    "news list": Visit("/nieuws/"),
    "news": Visit(first_link("/nieuws/", "a[href^='/nieuws/']")),
    "contact": Visit("/contact/"),
    "privacy": Visit("/privacy/"),
    "accessibility": Visit("/toegankelijkheid/"),
    "themes": Visit("/themas/"),
    "theme": Visit("/themas/autisme-ass/"),
    "form": Visit(form, is_personal=True),
    "form with errors": Visit(form_with_errors, status=400, is_personal=True),
    "form with family": Visit(form_with_family, is_personal=True),
    "waiting": Visit(waiting, is_personal=True),
    "wrong link": Visit(
        "/aanmelden/mijn/00000000-0000-4000-8000-000000000000/", status=404, is_personal=True
    ),
    "not found": Visit("/bestaat-niet/", status=404),
}


class Seen:
    """What the browser met on its last page."""

    def __init__(self, page: Page):
        self.page, self.errors = page, []
        page.on("console", self._console)
        page.on("request", self._request)
        page.on("response", self._response)
        self.requests: list[Request] = []
        self.status = 0

    def _request(self, request):
        if request.is_navigation_request():
            self.requests, self.errors = [], []
        if request.resource_type in ("document", "stylesheet", "script"):
            self.requests.append(request)

    def _response(self, response):
        if response.request.is_navigation_request():
            self.status = response.status

    def weight(self) -> int:
        """Return the bytes of HTML, CSS and JavaScript of this page, as they travelled."""
        assert any(request.url.endswith(".css") for request in self.requests)
        return sum(request.sizes()["responseBodySize"] for request in self.requests)

    def _console(self, message):
        expected = "Failed to load resource" in message.text and self.status >= 400
        if message.type == "error" and not expected:
            self.errors.append(message.text)


@pytest.mark.parametrize("name", VISITS)
def test_page_is_in_order(name, open_page, axe):
    visit = VISITS[name]
    page = open_page(NARROW)
    seen = Seen(page)

    if isinstance(visit.come, str):
        page.goto(visit.come)
        came_new = page.url.endswith(visit.come)  # and did not move on
    else:
        visit.come(page)
        came_new = False
    if not visit.is_personal:
        assert 0 < (seen.weight() if came_new else weight_of(page)) <= HEAVIEST

    assert_in_order(page, seen, axe, visit.status)


def test_pages_of_a_signup_are_in_order(open_page, portal, axe):
    page = open_page(NARROW)
    seen = Seen(page)
    form(page)
    visits.choose_moment(page, visits.FREE)
    visits.say_who_comes(page, "Ouder Kijk", "ouder.kijk@post.example")
    visits.answer_and_agree(page)
    visits.send(page)
    page.wait_for_url("**/aanmelden/mijn/**")
    assert_in_order(page, seen, axe)

    page.goto(visits.link_in(portal.wait_for_mail("ouder.kijk@post.example")))
    assert_in_order(page, seen, axe)
    page.locator("main button").click()
    page.get_by_role("link", name="Afzeggen").click()
    page.wait_for_url("**/afzeggen/")
    assert_in_order(page, seen, axe)
    page.get_by_role("button", name="Ja, zeg af").click()
    page.wait_for_url("**/aanmelden/mijn/*/")
    assert_in_order(page, seen, axe)


def assert_in_order(page: Page, seen: Seen, axe, status: int = 200) -> None:
    page.wait_for_load_state()
    assert seen.status == status
    assert_frame(page)
    assert_dutch(page)
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        for fold in page.locator("#filters:not([open]) > summary").all():
            fold.click()
        assert page.evaluate(OVERFLOW) == [], f"sideways scroll at {width} px"
        axe(page)
    page.set_viewport_size({"width": NARROW, "height": 900})
    assert seen.errors == []


def weight_of(page: Page) -> int:
    """Return what a page weighs for a new visitor, who has nothing of it yet."""
    context = page.context.browser.new_context()
    fresh = context.new_page()
    seen = Seen(fresh)
    fresh.goto(page.url)
    found = seen.weight()
    context.close()
    return found


# What sticks out to the right of the page; what scrolls inside its own box does not count.
OVERFLOW = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter(node => node.getBoundingClientRect().right > window.innerWidth + 1)
    .map(node => node.outerHTML.slice(0, 120)).concat("the page is too wide")"""


def assert_frame(page: Page) -> None:
    """Every page says what it is, in which language, and has its landmarks."""
    title = page.title()
    assert re.fullmatch(r"\S.* – Wijkportaal", title), title
    description = page.locator("meta[name=description]").get_attribute("content")
    assert len(description.strip()) > 3
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.locator("h1").count() == 1
    for landmark in ("main", "header", "footer", "nav"):
        assert page.locator(f"body > {landmark}, body > * {landmark}").count() >= 1, landmark
    assert page.locator("main").count() == 1
    assert "noindex" in page.locator("meta[name=robots]").first.get_attribute("content")
    assert page.locator("body > .banner").inner_text().startswith("Voorbeeldsite")


def test_dark_colours_can_be_read_as_well(open_page, axe):
    page = open_page(NARROW, color_scheme="dark")
    for path in ("/", OEVER, "/zoeken/?q=koffie", "/agenda/"):
        page.goto(path)
        axe(page)
    form_with_errors(page)
    axe(page)


@cache
def english() -> tuple[set[str], set[str]]:
    """Our English strings that are no Dutch as well: whole texts, and pieces of a text."""
    whole, pieces, dutch = set(), set(), set()
    for app in messages.APPS:
        for texts in map(messages._translation, messages._open(app)):
            dutch.update(texts)
        for (_context, singular), plural in messages.wanted(app).items():
            for text in filter(None, (singular, plural)):
                whole.add(" ".join(text.split()))
                parts = [" ".join(part.split()) for part in messages.PLACEHOLDER.split(text)]
                pieces.update(part for part in parts if len(part.split()) >= 3)
    return whole - dutch, pieces - dutch


# Every text that somebody sees or hears: text nodes and the attributes that are read out.
WORDS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement.closest("script, style")) found.push(text.data);
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) found.push(node.getAttribute(name));
  }
  found.push(document.title, document.querySelector("meta[name=description]").content);
  return found.filter(Boolean).map(text => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


def assert_dutch(page: Page) -> None:
    """No string of ours is shown in English."""
    whole, pieces = english()
    texts = page.evaluate(WORDS)
    left = {text for text in texts if text in whole}
    left |= {piece for piece in pieces for text in texts if piece in text}
    assert not left
