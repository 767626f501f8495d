"""What visitors do on the portal, in the words of the page: search, sign up, open their mail."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

# Two cores may be busy with other tests as well.
expect.set_options(timeout=15_000)
FREE = re.compile(r"\bPlek\b")  # the chip of a date with room for several
LINK = re.compile(r"https?://\S+/aanmelden/link/\S+")
INVITATION = re.compile(r"https?://\S+/uitnodiging/\S+")


def search(page: Page, words: str) -> None:
    """Ask the home page, as a visitor does: type and press Enter."""
    page.goto("/")
    box = page.locator("main input[name=q]")
    box.fill(words)
    box.press("Enter")
    expect(page).to_have_url(re.compile("/zoeken/"))


def titles(page: Page) -> list[str]:
    """Return the titles of the results on this page, in order."""
    return [row.strip() for row in page.locator("#gevonden .card__title").all_inner_texts()]


def open_result(page: Page, title: str) -> None:
    """Open the result with this title."""
    page.locator("#gevonden .card__title a", has_text=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def open_form(page: Page, title: str) -> None:
    """Search for an activity by its title and go to the form of its next date."""
    search(page, title)
    open_result(page, title)
    page.locator("main a[href*='/aanmelden/']").first.click()
    expect(page.locator("form[data-signup]")).to_be_visible()


def choose_moment(page: Page, label: str | re.Pattern) -> str:
    """Choose the first date in the form whose chip says label; return its words."""
    row = page.locator("label.choice--box", has_text=label).first
    fold = page.locator("#moment details:not([open]) > summary")
    if not row.is_visible() and fold.count():
        fold.click()
    row.locator("input").check()
    return row.locator("time").inner_text()


def say_who_comes(page: Page, name: str, email: str, others: int = 0) -> None:
    """Fill in contact and people; `others` come besides the first."""
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    rows = page.locator(".form-person")
    needed = max(others, rows.count())
    while rows.count() < needed:
        before = rows.count()
        page.locator("button[name=people][value^='add:']").first.click()
        expect(rows).to_have_count(before + 1)
    for number in range(rows.count()):
        row = rows.nth(number)
        row.locator("[name$='-name']").fill(f"Kind {number + 1}")
        if row.locator("[name$='-age']").count():
            row.locator("[name$='-age']").fill(str(7 + number))


def answer_and_agree(page: Page) -> None:
    """Answer what the organiser must know, and agree where that is asked."""
    for box in page.locator("[name=agree], [name=parent]").all():
        box.check()
    for field in page.locator("[name^='vraag-']:not([type=checkbox]):not([type=radio])").all():
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(index=1)
        elif not field.input_value():
            field.fill("Graag een plek bij het raam.")


def send(page: Page) -> None:
    """Press the button that a visitor sees; the first one serves the Enter key."""
    page.locator("form[data-signup] button:not([name]):not(.visually-hidden)").click()


def link_in(letter: EmailMessage) -> str:
    """Return the path with which a mail opens the signup."""
    return _path_in(letter, LINK)


def invitation_in(letter: EmailMessage) -> str:
    """Return the path with which a mail lets somebody make an account."""
    return _path_in(letter, INVITATION)


def _path_in(letter: EmailMessage, link: re.Pattern) -> str:
    text = letter.get_body(("plain",)).get_content()
    found = link.search(text)
    assert found, text
    parts = urlsplit(found[0])
    return f"{parts.path}?{parts.query}"


def open_signup(page: Page, letter: EmailMessage) -> None:
    """Follow the link in a mail and press its button."""
    page.goto(link_in(letter))
    page.locator("main button").click()
    expect(page).to_have_url(re.compile("/aanmelden/mijn/"))


def log_in(page: Page, name: str, password: str, then: str = "/beheer/") -> None:
    """Log an account of staff in, and come to the address `then`."""
    page.goto(f"/beheer/login/?next={then}")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def fits(page: Page) -> None:
    """See that nothing on the page is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def tab_to(page: Page, target: Locator, most: int = 120) -> None:
    """Press Tab until target has the focus; wherever the focus comes, it can be seen."""
    for _step in range(most):
        page.keyboard.press("Tab")
        seen = page.evaluate(FOCUS)
        if not seen["visible"]:
            page.wait_for_timeout(300)  # something may still move into sight
            seen = page.evaluate(FOCUS)
        assert seen["visible"], f"the focus cannot be seen on {seen['html']}"
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {target}")


def enter(page: Page, target: Locator) -> None:
    """Go to target with Tab, press Enter, and wait for the page that it leads to."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


# A focus is seen when it has an outline or a shadow, and nothing that is stuck lies over it.
FOCUS = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return {visible: true, html: "body"};
  const shown = node.closest(".visually-hidden") ? node.closest("label") || node : node;
  const near = node.closest("article, label") || node;
  const ring = [node, near].map(one => getComputedStyle(one)).some(style =>
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
    || style.boxShadow.includes("0px 0px 0px"));
  const box = shown.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2);
  const over = document.elementFromPoint(x, y);
  const covered = over && !(shown.contains(over) || over.contains(shown)
    || near.contains(over));
  return {visible: ring && inside && !covered, html: node.outerHTML.slice(0, 160)
    + ` ring ${ring} inside ${inside} covered by ${covered && over.outerHTML.slice(0, 90)}`};
}"""
