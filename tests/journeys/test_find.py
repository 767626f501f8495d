"""Somebody looks for something to do, or for help, and always gets on."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import visits

FREE = re.compile("gratis", re.IGNORECASE)
AWAY = re.compile("^https://")
COUNT = re.compile(r"(\d+) resulta")


def count(page) -> int:
    """Return how many results the page says there are."""
    return int(COUNT.search(page.locator("[data-count]").inner_text())[1])


def tick(page, facet: str, value: str) -> int:
    """Choose a value of a facet and return how many results it promised."""
    fold = page.locator(f"#facet-{facet}")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    option = page.locator(f"label[for='f-{facet}-{value}']")
    promised = int(re.search(r"\((\d+)\)", option.inner_text())[1])
    option.locator("input").check()
    return promised


def test_filters_answer_at_once_and_the_back_button_keeps_them(page_desktop):
    page = page_desktop
    page.goto("/activiteiten/")
    everything = count(page)

    promised = tick(page, "prijs", "gratis")

    expect(page).to_have_url(re.compile("prijs=gratis"))
    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{promised} "))
    assert promised < everything
    expect(page.locator("#aantal")).to_have_text(page.locator("[data-count]").inner_text())
    narrower = tick(page, "doelgroep", "ouders")
    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{narrower} "))
    shown = visits.titles(page)
    page.locator("#gevonden .card__title a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(shown[0])

    page.go_back()

    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{narrower} "))
    expect(page.locator("#f-prijs-gratis")).to_be_checked()
    expect(page.locator("#f-doelgroep-ouders")).to_be_checked()
    assert visits.titles(page) == shown
    page.go_back()
    expect(page).to_have_url(re.compile("prijs=gratis$"))
    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{promised} "))
    expect(page.locator("#f-doelgroep-ouders")).not_to_be_checked()
    page.go_back()
    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{everything} "))
    expect(page.locator("#f-prijs-gratis")).not_to_be_checked()


def test_going_back_before_the_page_is_ready_shows_what_the_address_says(page_desktop):
    page = page_desktop
    page.goto("/activiteiten/")
    everything = count(page)
    promised = tick(page, "prijs", "gratis")
    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{promised} "))
    held = []
    page.route("**/*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    expect(page.locator("#gevonden [data-count]")).to_have_text(re.compile(rf"^{promised} "))

    page.evaluate("history.back()")
    page.wait_for_url(re.compile(r"/activiteiten/$"), wait_until="commit")
    for route in held:
        route.continue_()
    page.unroute("**/*.js")

    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{everything} "))


def test_a_chip_takes_a_wish_away(page_desktop):
    page = page_desktop
    page.goto("/zoeken/?q=koffie&prijs=gratis")
    both = count(page)

    page.locator(".pill--remove", has_text=FREE).click()

    expect(page).to_have_url(re.compile(r"/zoeken/\?q=koffie$"))
    expect(page.locator(".pill--remove", has_text=FREE)).to_have_count(0)
    assert count(page) >= both > 0


def test_filters_work_on_a_phone(page_phone):
    page = page_phone
    page.goto("/activiteiten/")
    expect(page.locator("#facet-prijs")).to_be_hidden()

    page.locator("#filters > summary").click()
    promised = tick(page, "prijs", "gratis")

    expect(page.locator("[data-count]")).to_have_text(re.compile(rf"^{promised} "))
    expect(page.locator("#facet-prijs")).to_be_visible()
    expect(page.locator(".facets__show button")).to_contain_text(str(promised))


def test_everything_works_without_javascript(open_page):
    page = open_page(390, java_script_enabled=False)
    visits.search(page, "koffie")
    everything = count(page)
    page.locator("#filters > summary").click()

    promised = tick(page, "prijs", "gratis")
    page.locator(".facets__show button").click()

    expect(page).to_have_url(re.compile("prijs=gratis"))
    assert count(page) == promised <= everything
    page.locator(".pill--remove", has_text=FREE).click()
    assert count(page) == everything


def test_signing_up_works_without_javascript(open_page, portal):
    page = open_page(390, java_script_enabled=False)
    visits.open_form(page, "No Spang middag")
    visits.choose_moment(page, visits.FREE)
    visits.say_who_comes(page, "Ouder Zonder", "ouder.zonder@post.example", others=2)
    assert page.locator("[name=name]").input_value() == "Ouder Zonder"
    visits.answer_and_agree(page)
    visits.send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Je hebt een plek")
    visits.open_signup(page, portal.wait_for_mail("ouder.zonder@post.example"))
    page.get_by_role("link", name="Afzeggen").click()
    page.get_by_role("button", name="Ja, zeg af").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je hebt afgezegd")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("echtscheiding", "Groepssessies scheiding"),
        ("schijdingsgroep", "Groepssessies scheiding"),
        ("scheidingsgroep", "Groepssessies scheiding"),
        ("autisme middag", "No Spang middag"),
        ("nospang", "No Spang middag"),
        ("jongernavond", "De derde kamer"),
    ],
)
def test_a_word_with_a_mistake_finds_what_was_meant(page_phone, words, title):
    visits.search(page_phone, words)

    assert title in visits.titles(page_phone)[:2]


def test_another_word_for_the_same_place_finds_it(page_phone):
    visits.search(page_phone, "buurthuis")

    assert any("De Hooftzaak" in title for title in visits.titles(page_phone))


def test_nothing_found_is_said_and_a_person_is_offered(page_phone):
    visits.search(page_phone, "afval")

    assert visits.titles(page_phone) == []
    main = page_phone.locator("main")
    expect(main.get_by_role("heading", name="Niets gevonden")).to_be_visible()
    expect(main.locator("a[href^='tel:']").first).to_be_visible()
    expect(main).to_contain_text("CJG Maassluis")


def test_who_is_in_danger_sees_whom_to_call_and_a_way_to_leave(browser, portal):
    # Not watched: leaving goes to a foreign page, which is played here.
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=portal.url)
    page = context.new_page()
    context.route(AWAY, lambda route: route.fulfill(body="Het weer", content_type="text/html"))
    page.goto("/contact/")
    visits.search(page, "mijn man slaat mij")
    band = page.locator("aside.urgent")
    expect(band.locator("a[href='tel:112']")).to_be_visible()
    expect(band.locator("a[href='tel:08002000']")).to_be_visible()
    leave = band.locator("[data-quick-exit]")
    assert leave.bounding_box()["y"] < 844

    leave.click()

    page.wait_for_url(AWAY)
    page.go_back()
    assert page.url == f"{portal.url}/"
    context.close()


def test_the_page_of_results_can_be_gone_through_with_the_keyboard(page_desktop):
    page = page_desktop
    page.goto("/activiteiten/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()
    fold = page.locator("#facet-prijs")
    if fold.get_attribute("open") is None:
        visits.tab_to(page, fold.locator("summary"))
        page.keyboard.press("Enter")
    visits.tab_to(page, page.locator("#f-prijs-gratis"))

    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile("prijs=gratis"))
    expect(page.locator("#f-prijs-gratis")).to_be_focused()
