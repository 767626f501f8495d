"""Where young people are heard is found from the front page."""

from playwright.sync_api import expect


def test_each_place_where_young_people_are_heard_is_two_steps_from_home(page_phone):
    for name, heading in (
        ("De derde kamer", "De derde kamer"),
        ("Jeugdambassadeurs", "Jeugdambassadeurs"),
        ("No Spang middag", "No Spang middag"),
    ):
        page_phone.goto("/")
        menu = page_phone.get_by_role("button", name="Menu")
        if menu.is_visible():
            menu.click()
        page_phone.get_by_role("link", name="Meepraten", exact=True).first.click()
        page_phone.locator("main a", has_text=name).first.click()

        expect(page_phone.get_by_role("heading", level=1)).to_have_text(heading)
