#!/usr/bin/env python3
"""Make docs/screenshots/ and the pictures of the handbook anew, from a portal of its own."""

from __future__ import annotations

import re
import secrets
import sys
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from scripts import handbook_pictures  # noqa: E402
from tests import running  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"phone": (390, 844, 1.5), "desktop": (1280, 900, 1)}
LONGEST = 2200  # pixels: what is below says little more
HEAVIEST = 200 * 1024  # bytes
ACTIVITY = "/partners/basisschool-de-zeesterren/kinderen-van-gescheiden-ouders/"
PARTNER = "/partners/sterk-huis/"
TITLES = {
    "home": "Home: search first, then what is on",
    "list": "All activities, with filters",
    "search": "Search, with a typing mistake in it",
    "activity": "An activity",
    "signup": "Signing up",
    "errors": "Signing up, with something left out",
    "confirmation": "Signed up",
    "mail": "The mail that follows",
    "partner": "A partner",
    "calendar": "The month",
    "editor": "Where staff edit an activity",
    "dashboard": "What staff see first",
}


# A picture further down waits until somebody scrolls to it.
ALL_PICTURES = """() => Promise.all([...document.images].map(one => {
  one.loading = "eager";
  return one.decode().catch(() => {});
}))"""


def keep(page: Page, name: str, size: str) -> None:
    """Write one picture: at most LONGEST high, in a palette, lighter than HEAVIEST."""
    page.wait_for_load_state("networkidle")
    page.evaluate(ALL_PICTURES)
    shot = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    shot = shot.crop((0, 0, shot.width, min(shot.height, LONGEST)))
    path = FOLDER / f"{name}-{size}.png"
    for colours in (256, 128, 64, 32):
        shot.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= HEAVIEST:
            return
    while path.stat().st_size > HEAVIEST:
        shot = shot.resize((shot.width * 4 // 5, shot.height * 4 // 5))
        shot.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def visitor(page: Page, size: str) -> None:
    """Go the way of a visitor: find, read, sign up."""
    pages = {
        "home": "/",
        "list": "/activiteiten/",
        "search": "/zoeken/?q=jongernavond",
        "partner": PARTNER,
        "calendar": "/agenda/",
        "activity": ACTIVITY,
    }
    for name, path in pages.items():
        page.goto(path)
        keep(page, name, size)
    page.locator("a[href*='/aanmelden/']").first.click()
    keep(page, "signup", size)
    submit = page.locator("form[data-signup] button.button:not([name])").last
    submit.click()
    keep(page, "errors", size)
    fill(page)
    submit.click()
    page.wait_for_url(re.compile("/aanmelden/mijn/"))
    keep(page, "confirmation", size)


def fill(page: Page) -> None:
    """Fill in the form as a parent of one child; the names are made up."""
    if not page.locator("[name=p-0-name]").count():
        page.locator("button[value='add:child']").click()
    page.fill("[name=name]", "Sam Voorbeeld")
    page.fill("[name=email]", f"sam-{secrets.token_hex(3)}@voorbeeld.example")
    page.fill("[name=telephone]", "0612345678")
    page.fill("[name=p-0-name]", "Noor")
    for field in page.locator("[name=p-0-age]").all():
        field.fill("9")
    for box in page.locator("form[data-signup] input[type=checkbox]:visible").all():
        box.check()


def staff(page: Page, portal: running.Portal, size: str) -> None:
    """See what an editor sees."""
    page.goto("/beheer/login/")
    page.fill("[name=login]", "redactie")
    page.fill("[name=password]", portal.new_password("redactie"))
    page.locator(".login-form [type=submit]").first.click()
    page.locator("#staff-ways").wait_for()
    keep(page, "dashboard", size)
    number = portal.python(
        "from activities.models import ActivityPage; "
        f"print(ActivityPage.objects.get(slug={ACTIVITY.strip('/').split('/')[-1]!r}).pk)"
    )
    page.goto(f"/beheer/pages/{number}/edit/")
    keep(page, "editor", size)


def letter(page: Page, size: str) -> None:
    """Read the newest mail."""
    page.goto("/post/")
    page.locator("main a[href^='/post/']").first.click()
    page.frame_locator("iframe").locator("main").wait_for()
    page.locator("iframe").scroll_into_view_if_needed()
    keep(page, "mail", size)


def describe() -> None:
    """Write the page that shows all pictures."""
    lines = ["# Screenshots", "", "Made by `make screenshots`, from the demonstration content.", ""]
    for name, title in TITLES.items():
        lines += [f"## {title}", ""]
        shown = [size for size in SIZES if (FOLDER / f"{name}-{size}.png").exists()]
        lines += [f"![{title}, on a {size}]({name}-{size}.png)" for size in shown]
        lines.append("")
    (FOLDER / "README.md").write_text("\n".join(lines).rstrip() + "\n")


def opened(browser: Browser, portal: running.Portal, size: str) -> Page:
    width, height, scale = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        base_url=portal.url,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    return context.new_page()


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running.start() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=running.chromium(), args=running.ARGUMENTS
        )
        for size in SIZES:
            visitor(opened(browser, portal, size), size)
            portal.wait_for_mail("voorbeeld.example")
            letter(opened(browser, portal, size), size)
            staff(opened(browser, portal, size), portal, size)
        handbook_pictures.take(browser, portal.url, portal.new_password)
        browser.close()
    describe()
    return 0


if __name__ == "__main__":
    sys.exit(main())
