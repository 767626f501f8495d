"""Who keeps the people of a partner asks somebody in, who makes an account and guards it.

Everything by keyboard. A passkey wants a name for its host: localhost, not 127.0.0.1.
"""

import re
import time

from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys import visits

PASSWORD = "drie-eenden-op-de-gracht"
KEEPER = "nestje"
WIDE_ENOUGH = "() => document.documentElement.scrollWidth <= window.innerWidth"


def press(page: Page, name: str) -> None:
    """Go to the button or link of that name by Tab, and press Enter."""
    target = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
    visits.enter(page, target.last)


def type_in(page: Page, name: str, value: str) -> None:
    """Go to the field of that name by Tab, and type."""
    visits.tab_to(page, page.locator(f"[name={name}]").last)
    page.keyboard.type(value)


def look(page: Page, axe, heading: str, level: int = 1) -> None:
    """Assert that this is the page of that heading; as wide as a laptop and as a phone, axe
    finds nothing and it fits.
    """
    expect(page.get_by_role("heading", name=heading, level=level)).to_be_visible()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        axe(page)
        assert page.evaluate(WIDE_ENOUGH), f"{page.url} is wider than {page.viewport_size}"


def log_in(page: Page, name: str, password: str) -> None:
    page.goto("/beheer/login/")
    type_in(page, "login", name)
    type_in(page, "password", password)
    press(page, "Inloggen")


def leave(page: Page) -> None:
    page.context.clear_cookies()


def give_device(page: Page) -> CDPSession:
    """Give the browser a device that keeps passkeys, as a telephone with a fingerprint does."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return device


def code_for(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def test_a_new_colleague_is_asked_in_and_guards_the_account(portal, open_page, axe):
    page = open_page(390, base_url=portal.url.replace("127.0.0.1", "localhost"))
    address = "nieuw@voorbeeld.example"
    give_device(page)

    log_in(page, KEEPER, portal.new_password(KEEPER))
    invite(page, axe, address)
    leave(page)
    make_account(page, axe, visits.invitation_in(portal.wait_for_mail(address)))
    log_in(page, address, PASSWORD)
    codes = switch_on_codes(page, axe)
    add_passkey(page, axe)

    leave(page)
    log_in(page, address, PASSWORD)
    look(page, axe, "De tweede stap")
    press(page, "Gebruik een passkey")
    expect(page).to_have_url(re.compile("/beheer/$"))

    remove_passkey(page, axe)
    leave(page)
    log_in(page, address, PASSWORD)
    expect(page.get_by_role("button", name="Gebruik een passkey")).to_have_count(0)
    type_in(page, "code", codes[0])
    press(page, "Verder")
    expect(page).to_have_url(re.compile("/beheer/$"))


def invite(page: Page, axe, address: str) -> None:
    page.goto("/beheer/mensen/")
    press(page, "Verstuur uitnodiging")  # nothing is filled in yet
    expect(page.locator("main")).to_contain_text("Dit is een verplicht veld")
    look(page, axe, "Nodig iemand uit", level=2)
    type_in(page, "email", address)
    press(page, "Verstuur uitnodiging")
    expect(page.get_by_role("status")).to_contain_text("De uitnodiging is onderweg")
    look(page, axe, "Uitgenodigd, nog niet binnen", level=3)


def make_account(page: Page, axe, link: str) -> None:
    page.goto(link)
    look(page, axe, "Welkom bij")
    type_in(page, "first_name", "Nieuwe")
    type_in(page, "last_name", "Collega")
    type_in(page, "password", "kort")
    type_in(page, "again", "kort")
    press(page, "Maak mijn account")
    look(page, axe, "Welkom bij")
    type_in(page, "password", PASSWORD)
    type_in(page, "again", PASSWORD)
    press(page, "Maak mijn account")
    expect(page.get_by_role("status")).to_contain_text("Je account is klaar")


def switch_on_codes(page: Page, axe) -> list[str]:
    """Switch on an app with codes; return the recovery codes."""
    page.goto("/beheer/tweede-stap/")
    look(page, axe, "Inloggen in twee stappen")
    press(page, "Gebruik een app met codes")
    look(page, axe, "Ben jij het nog?")
    type_in(page, "password", PASSWORD)
    press(page, "Verder")
    type_in(page, "code", "000000")
    press(page, "Zet aan")
    expect(page.get_by_text("Deze code klopt niet")).to_be_visible()
    look(page, axe, "Zet de tweede stap aan")
    secret = page.locator(".account-key").inner_text()
    type_in(page, "code", code_for(secret))
    press(page, "Zet aan")
    look(page, axe, "Herstelcodes")
    return page.locator(".account-codes code").all_inner_texts()


def add_passkey(page: Page, axe) -> None:
    page.goto("/beheer/tweede-stap/")
    press(page, "Voeg een passkey toe")
    look(page, axe, "Voeg een passkey toe")
    press(page, "Voeg een passkey toe")
    look(page, axe, "Inloggen in twee stappen")
    press(page, "Je passkeys")
    look(page, axe, "Je passkeys")
    expect(page.locator(".account-passkeys li")).to_have_count(1)


def remove_passkey(page: Page, axe) -> None:
    page.goto("/beheer/tweede-stap/passkeys/")
    press(page, "Weghalen")
    type_in(page, "password", PASSWORD)
    press(page, "Verder")
    look(page, axe, "Deze passkey weghalen?")
    press(page, "Haal deze passkey weg")
    expect(page.locator("main")).to_contain_text("Je hebt geen passkey")
