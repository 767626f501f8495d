"""A parent finds something for a child, signs up, and passes the place on."""

import re

from icalendar import Calendar
from playwright.sync_api import expect

from tests.journeys import visits

QUESTION = "woensdagmiddag iets voor kind met autisme in Oost"
AFTERNOON = "No Spang middag"
FULL = "Eerste hulp aan je kind"


def test_a_place_is_found_taken_given_up_and_passed_on(open_page, page_phone, portal, axe):
    parent, next_in_line = page_phone, open_page(320, 720, has_touch=True)
    visits.search(parent, QUESTION)
    assert AFTERNOON in visits.titles(parent)[0]
    visits.open_result(parent, AFTERNOON)
    parent.locator("main a[href*='/aanmelden/']").first.click()
    form = parent.url
    moment = visits.choose_moment(parent, "Nog 2 plekken")
    visits.say_who_comes(parent, "Ouder Eén", "ouder.een@post.example", others=1)
    visits.answer_and_agree(parent)
    visits.send(parent)
    expect(parent.get_by_role("heading", level=1)).to_have_text("Je hebt een plek")
    expect(parent.locator("main")).to_contain_text(moment, ignore_case=True)

    next_in_line.goto(form)
    visits.choose_moment(next_in_line, "Wachtlijst")
    visits.say_who_comes(next_in_line, "Ouder Twee", "ouder.twee@post.example")
    visits.answer_and_agree(next_in_line)
    visits.send(next_in_line)
    expect(next_in_line.get_by_role("heading", level=1)).to_have_text("Je staat op de wachtlijst")

    placed = portal.wait_for_mail("ouder.een@post.example", "Je hebt een plek")
    event = only_event(placed)
    assert AFTERNOON in event["SUMMARY"] and event["STATUS"] == "CONFIRMED"
    portal.wait_for_mail("ouder.twee@post.example", "Je staat op de wachtlijst")
    visits.open_signup(parent, placed)
    parent.get_by_role("link", name="Afzeggen").click()
    axe(parent)
    parent.get_by_role("button", name="Ja, zeg af").click()
    expect(parent.get_by_role("heading", level=1)).to_have_text("Je hebt afgezegd")

    offer = portal.wait_for_mail("ouder.twee@post.example", "Er is een plek voor je")
    next_in_line.goto(visits.link_in(offer))
    axe(next_in_line)
    visits.enter(next_in_line, next_in_line.locator("main button"))
    axe(next_in_line)
    assert next_in_line.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visits.enter(next_in_line, next_in_line.get_by_role("button", name="Ja, ik kom"))
    expect(next_in_line.get_by_role("heading", level=1)).to_have_text("Je hebt een plek")
    portal.wait_for_mail("ouder.twee@post.example", "Je hebt een plek")
    gone = portal.wait_for_mail("ouder.een@post.example", "Je hebt afgezegd")
    assert only_event(gone)["STATUS"] == "CANCELLED"
    assert only_event(gone)["UID"] == event["UID"]
    assert only_event(gone)["SEQUENCE"] > event["SEQUENCE"]


def only_event(letter):
    """Return the one event in the calendar that a mail carries."""
    files = [part for part in letter.iter_attachments() if part.get_filename() == "afspraak.ics"]
    assert len(files) == 1
    events = Calendar.from_ical(files[0].get_content()).walk("VEVENT")
    assert len(events) == 1
    return events[0]


def test_who_makes_a_mistake_is_told_where_and_loses_nothing(page_phone, axe):
    page = page_phone
    visits.open_form(page, AFTERNOON)
    visits.choose_moment(page, visits.FREE)
    chosen = page.locator("[name=moment]:checked").get_attribute("value")
    visits.say_who_comes(page, "Ouder Drie", "ouder.drie@post", others=2)
    page.locator(".form-person [name$='-name']").last.fill("")

    visits.send(page)

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Nog niet verstuurd"))
    assert page.locator("[name=name]").input_value() == "Ouder Drie"
    assert page.locator("[name=email]").input_value() == "ouder.drie@post"
    assert page.locator(".form-person [name$='-name']").first.input_value() == "Kind 1"
    assert page.locator("[name=moment]:checked").get_attribute("value") == chosen
    for link in summary.locator("li a").all():
        target = page.locator(link.get_attribute("href"))
        expect(target).to_have_count(1)
        name = target.get_attribute("name")
        if name:
            described = target.get_attribute("aria-describedby").split()
            words = " ".join(page.locator(f"#{one}").inner_text() for one in described)
            assert link.inner_text().partition(": ")[2] in words
            assert target.get_attribute("aria-invalid") == "true"
    summary.locator("li a").first.click()
    expect(page.locator("[name=email]")).to_be_focused()
    axe(page)


def test_who_comes_to_a_full_group_waits_in_line(page_phone, portal):
    page = page_phone
    visits.search(page, FULL)
    visits.open_result(page, FULL)
    expect(page.locator("main")).to_contain_text("Wachtlijst")
    page.get_by_role("link", name=re.compile("wachtlijst")).first.click()
    visits.choose_moment(page, "Wachtlijst")
    visits.say_who_comes(page, "Ouder Vier", "ouder.vier@post.example")
    visits.answer_and_agree(page)

    visits.send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Je staat op de wachtlijst")
    letter = portal.wait_for_mail("ouder.vier@post.example", "Je staat op de wachtlijst")
    assert not list(letter.iter_attachments())


def test_a_second_click_and_the_back_button_change_nothing(page_desktop, portal):
    page = page_desktop
    visits.open_form(page, AFTERNOON)
    visits.choose_moment(page, visits.FREE)
    visits.say_who_comes(page, "Ouder Zes", "ouder.zes@post.example", others=1)
    visits.answer_and_agree(page)
    button = "form[data-signup] button:not([name]):not(.visually-hidden)"
    page.locator(button).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je hebt een plek")
    first = page.url
    portal.wait_for_mail("ouder.zes@post.example", "Je hebt een plek")

    page.go_back()
    expect(page.locator("form[data-signup]")).to_be_visible()
    page.go_forward()

    expect(page).to_have_url(first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je hebt een plek")
    assert len(portal.mails("ouder.zes@post.example")) == 1


def test_somebody_signs_up_with_the_keyboard_alone(page_desktop, portal):
    page, keys = page_desktop, page_desktop.keyboard
    page.goto("/")
    visits.tab_to(page, page.locator("main input[name=q]"))
    keys.type(AFTERNOON)
    with page.expect_navigation():
        keys.press("Enter")
    visits.enter(page, page.locator("#gevonden .card__title a", has_text=AFTERNOON).first)
    visits.enter(page, page.locator("main a[href*='/aanmelden/']").first)
    moments = page.locator("[name=moment]:not([disabled])")
    visits.tab_to(page, page.locator("#moment summary"))
    keys.press("Enter")
    keys.press("Tab")
    expect(moments.first).to_be_focused()
    keys.press("ArrowDown")
    expect(moments.nth(1)).to_be_checked()
    for name, words in (("name", "Ouder Vijf"), ("email", "ouder.vijf@post.example")):
        visits.tab_to(page, page.locator(f"[name={name}]"))
        keys.type(words)
    rows = page.locator(".form-person")
    before = rows.count()
    visits.tab_to(page, page.locator("button[name=people][value^='add:']").first)
    keys.press("Enter")
    expect(rows).to_have_count(before + 1)
    expect(rows.last.locator("[name$='-name']")).to_be_focused()
    for row in rows.all():
        row.locator("[name$='-name']").focus()
        keys.type("Kind")
        if row.locator("[name$='-age']").count():
            visits.tab_to(page, row.locator("[name$='-age']"))
            keys.type("9")
    for box in page.locator("[name=agree], [name=parent]").all():
        visits.tab_to(page, box)
        keys.press("Space")
    visits.enter(page, page.locator("form[data-signup] button:not([name])").last)

    expect(page.get_by_role("heading", level=1)).to_have_text("Je hebt een plek")
    portal.wait_for_mail("ouder.vijf@post.example", "Je hebt een plek")
