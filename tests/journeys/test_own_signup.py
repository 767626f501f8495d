"""A parent looks after a signup without an account, on a small phone and without scripts."""

import json
import re

from playwright.sync_api import expect

from tests.journeys import visits

AFTERNOON = "No Spang middag"
SMALL = {"width": 320, "height": 720}


def heading(page):
    return page.get_by_role("heading", level=1)


def follow(page, name):
    page.locator("main").get_by_role("link", name=name).first.click()


def press(page, name):
    page.locator("main").get_by_role("button", name=name).first.click()


def test_a_family_changes_moves_takes_along_and_erases_its_signup(open_page, portal, axe):
    page = open_page(**SMALL, has_touch=True)
    keys = page.keyboard
    visits.open_form(page, AFTERNOON)
    visits.choose_moment(page, visits.FREE)
    visits.say_who_comes(page, "Ouder Acht", "ouder.acht@post.example", others=2)
    visits.answer_and_agree(page)
    axe(page)
    visits.send(page)
    expect(heading(page)).to_have_text("Je hebt een plek")
    mine = page.url
    axe(page)

    follow(page, "Gegevens wijzigen")
    axe(page)
    rows = page.locator(".form-person")
    expect(rows).to_have_count(2)
    rows.last.get_by_role("button", name=re.compile("Weghalen|Verwijder")).click()
    expect(rows).to_have_count(1)
    page.locator("[name=email]").fill("ouder.acht@")
    press(page, "Bewaar de wijzigingen")
    expect(page.locator(".error-summary")).to_be_focused()
    axe(page)
    page.locator("[name=email]").fill("ouder.negen@post.example")
    press(page, "Bewaar de wijzigingen")
    expect(page.locator("main")).to_contain_text("ouder.negen@post.example")
    expect(page.locator("main")).not_to_contain_text("Kind 2")

    follow(page, "Kies een andere datum")
    axe(page)
    moment = page.locator("[name=moment]:not([disabled])").last
    page.locator("[name=moment]:not([disabled])").first.focus()
    keys.press("ArrowUp")
    expect(moment).to_be_checked()
    chosen = page.locator("label:has(:checked) time").inner_text()
    visits.enter(page, page.get_by_role("button", name="Neem deze datum"))
    expect(page.locator("main .facts")).to_contain_text(chosen, ignore_case=True)
    portal.wait_for_mail("ouder.negen@post.example", "Je koos een andere datum")

    follow(page, "Bekijk en download je gegevens")
    axe(page)
    with page.expect_download() as waiting:
        follow(page, "Download als bestand")
    kept = json.loads(waiting.value.path().read_text())
    assert "Kind 1" in str(kept) and "ouder.negen@post.example" in str(kept)

    page.goto(mine)
    follow(page, "Maak een nieuwe link")
    axe(page)
    follow(page, "Nee, ga terug")
    follow(page, "Afzeggen")
    axe(page)
    press(page, "Ja, zeg af")
    expect(heading(page)).to_have_text("Je hebt afgezegd")
    axe(page)
    follow(page, "Wis je gegevens")
    axe(page)
    press(page, "Ja, wis alles")
    expect(heading(page)).to_have_text("Je gegevens zijn gewist")
    axe(page)
    assert page.goto(mine).status == 404
    axe(page)


def test_without_scripts_a_lost_link_comes_back_and_a_signup_is_erased(open_page, portal):
    page = open_page(**SMALL, java_script_enabled=False)
    visits.open_form(page, AFTERNOON)
    visits.choose_moment(page, visits.FREE)
    visits.say_who_comes(page, "Ouder Tien", "ouder.tien@post.example", others=2)
    visits.answer_and_agree(page)
    visits.send(page)
    expect(heading(page)).to_have_text("Je hebt een plek")
    follow(page, "Gegevens wijzigen")
    page.locator(".form-person [name$='-name']").first.fill("Kind Een")
    press(page, "Bewaar de wijzigingen")
    expect(page.locator("main")).to_contain_text("Kind Een")

    page.context.clear_cookies()
    assert page.goto(page.url).status == 404
    follow(page, "Stuur mij mijn link nog eens")
    page.locator("main [name=email]").fill("ouder.tien@post.example")
    press(page, "Stuur mij mijn link")
    expect(heading(page)).to_have_text("Kijk in je mailbox")
    letter = portal.wait_for_mail("ouder.tien@post.example", "Je aanmeldingen")
    visits.open_signup(page, letter)
    follow(page, "Wis je gegevens")
    press(page, "Ja, wis alles")
    expect(heading(page)).to_have_text("Je gegevens zijn gewist")
    assert page.goto(visits.link_in(letter)).status == 404
