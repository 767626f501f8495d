"""A resident's feeling that something is not right, by keyboard on the smallest telephone:
sent, taken, handed over to a second team, deleted; a count stays."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visits

NUMBER = "010 000 11 22"


@pytest.fixture(scope="module")
def passwords(portal) -> dict[str, str]:
    return {name: portal.new_password(name) for name in ("wijkteam", "cjg")}


@pytest.fixture
def small(open_page) -> Page:
    return open_page(320, 640)


@pytest.fixture
def log_in(open_page, passwords):
    """Log in as `log_in(username)`, on a telephone of one's own; gives the inbox."""

    def enter(name: str) -> Page:
        page = open_page(320, 640)
        visits.log_in(page, name, passwords[name], then="/beheer/berichten/")
        expect(page.get_by_role("heading", name="Wacht op iemand")).to_be_visible()
        return page

    return enter


def choose(page: Page, name: str, value: str) -> None:
    """Go to a group of choices with Tab and choose with the arrows, as a keyboard does."""
    group = page.locator(f"[name={name}]")
    visits.tab_to(page, group.first)
    page.keyboard.press("Space")
    for _step in range(group.count()):
        if page.locator(f"[name={name}][value={value}]").is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} has no {value}")


def fine(page: Page, axe) -> None:
    visits.fits(page)
    axe(page)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/vraag/overleg/", "organisation"),
        ("/vraag/voor-professionals/", "organisation"),
        ("/vraag/bel-mij/maassluis/", "telephone"),
        ("/stem/", "code"),
    ],
)
def test_an_urgent_word_shows_whom_to_call_while_it_is_typed(small, axe, address, name):
    sent: list[str] = []
    small.on("request", lambda request: sent.append(request.post_data or request.url))
    small.goto(address)
    field = small.locator(f"[name={name}]")
    alert = small.locator("form [role=alert]")
    expect(alert).to_be_empty()

    field.press_sequentially("huiselijk geweld")

    expect(alert.get_by_role("link", name="Bel Veilig Thuis")).to_be_visible()
    expect(field).to_be_focused()
    assert not [said for said in sent if "geweld" in said]
    fine(small, axe)


def test_without_scripts_the_numbers_come_before_anything_is_kept(open_page, axe, portal):
    page = open_page(320, 640, java_script_enabled=False)
    page.goto("/vraag/overleg/")
    page.locator("[name=neighbourhood]").select_option(label="Maassluis Oost")
    for name, value in (("topic", "home"), ("who", "professional")):
        page.locator(f"[name={name}][value={value}]").check()
    page.locator("[name=organisation]").fill("Praktijk huiselijk geweld")
    page.locator("[name=telephone]").fill("010 000 99 88")
    page.wait_for_timeout(2500)

    page.locator("form button:not([name]):not(.visually-hidden)").click()

    expect(page.get_by_role("button", name="Toch versturen")).to_be_visible()
    expect(page.locator("[name=telephone]")).to_have_value("010 000 99 88")
    code = (
        "from concerns.models import Concern; print(Concern.objects.filter(kind='worry').count())"
    )
    assert portal.python(code) == "1"  # the one of the demonstration


def test_a_message_is_taken_handed_over_and_deleted_and_the_count_stays(small, log_in, axe, portal):
    small.goto("/")
    visits.enter(small, small.locator("main a[href='/vraag/']").first)
    fine(small, axe)
    visits.enter(small, small.get_by_role("link", name=re.compile("niet-pluisgevoel")))
    fine(small, axe)
    visits.enter(small, small.locator("form button:not([name]):not(.visually-hidden)"))
    expect(small.locator(".error-summary")).to_be_focused()
    fine(small, axe)
    visits.tab_to(small, small.locator("[name=neighbourhood]"))
    small.keyboard.type("Maassluis Oost")
    choose(small, "topic", "school")
    choose(small, "who", "resident")
    visits.tab_to(small, small.locator("[name=telephone]"))
    small.keyboard.type(NUMBER)
    visits.tab_to(small, small.locator("[name=may_move]"))
    small.keyboard.press("Space")
    visits.enter(small, small.locator("form button:not([name]):not(.visually-hidden)"))
    expect(small.get_by_role("heading", level=1)).to_have_text("Je bericht is aangekomen")
    fine(small, axe)

    team = log_in("wijkteam")
    fine(team, axe)
    newest = team.locator(".today__row", has_text="niet pluis").last
    visits.enter(team, newest.get_by_role("button", name="Ik pak dit op"))
    expect(team.get_by_role("link", name=NUMBER)).to_be_visible()
    fine(team, axe)
    visits.tab_to(team, team.locator("[name=to]"))
    team.keyboard.type("CJG")
    visits.enter(team, team.get_by_role("button", name="Overdragen"))
    expect(team.get_by_text("Het blijft van jou tot zij het oppakken")).to_be_visible()

    second = log_in("cjg")
    handed = second.locator(".today__row", has_text="niet pluis")
    visits.enter(second, handed.get_by_role("button", name="Ik pak dit op"))
    expect(second.get_by_role("link", name=NUMBER)).to_be_visible()
    team.reload()
    assert "404" in team.title() or team.get_by_text(NUMBER).count() == 0
    visits.enter(second, second.get_by_role("button", name="Klaar: verwijder het bericht"))
    expect(second.get_by_text("Het bericht is verwijderd")).to_be_visible()

    told = portal.python(
        "from concerns.models import Concern, Count; "
        "print(Concern.objects.filter(kind='worry').count(), "
        "*Count.objects.filter(kind='worry').order_by('what').values_list('what', 'number'))"
    )
    assert told == "1 ('done', 1) ('moved', 1) ('received', 2) ('taken', 1) ('taken', 1)"
    second.get_by_role("link", name=re.compile("Cijfers")).first.click()
    expect(second.get_by_text("minder dan 5").first).to_be_visible()
    fine(second, axe)
