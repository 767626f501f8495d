"""What staff publish is found within seconds; what they take down is gone as soon."""

import json
import time
import urllib.error
import urllib.request

from tests.journeys import visits

TITLE = "Kwartetmiddag met zeebonken"
SOON = 5  # seconds
PARTNER = "/partners/buurtvereniging-de-oeverloper/"

DRAFT = f"""
from datetime import timedelta
from activities import operations
from activities.models import ActivityPage, Group
from common import clock
from partners.models import PartnerPage
partner = PartnerPage.objects.get(slug="buurtvereniging-de-oeverloper")
page = partner.add_child(instance=ActivityPage(
    title={TITLE!r}, slug="kwartetmiddag", kind="middag", summary="Kom kwartetten.", live=False))
group = Group.objects.create(activity=page, way_in="drop_in")
tomorrow = clock.now() + timedelta(days=1)
operations.add_session(
    group=group, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=2))
page.save_revision()
print(page.pk)
"""
CHANGE = """
from wagtail.models import PageViewRestriction
from activities.models import ActivityPage
page = ActivityPage.objects.get(title={title!r})
{then}
"""


def change(portal, then: str) -> None:
    portal.python(CHANGE.format(title=TITLE, then=then))


def found(portal, words: str) -> list[str]:
    """Return the titles that the search answers with, from its public JSON."""
    address = f"{portal.url}/api/v1/search?q={words}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return [row["title"] for row in json.load(answer)["results"]]


def wait_until_found(portal, words: str, expected: bool) -> None:
    deadline = time.monotonic() + SOON
    while (TITLE in found(portal, words)) is not expected:
        assert time.monotonic() < deadline, f"after {SOON} s still {found(portal, words)}"
        time.sleep(0.2)


def answers(portal, path: str) -> tuple[int, str]:
    """Return the status and the text of an address."""
    try:
        with urllib.request.urlopen(portal.url + path, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


PLACES = (
    "/",
    "/activiteiten/",
    "/agenda/",
    "/agenda.ics",
    PARTNER,
    "/zoeken/?q=kwartetmiddag",
    "/themas/",
    "/nieuws.atom",
)


def mentioned(portal) -> list[str]:
    """Return the addresses that name the activity."""
    # A feed folds its lines after 75 bytes (RFC 5545, 3.1).
    return [path for path in PLACES if TITLE in answers(portal, path)[1].replace("\r\n ", "")]


def test_what_is_published_is_found_and_what_is_taken_away_is_gone(page_phone, portal):
    number = portal.python(DRAFT)
    own = (f"{PARTNER}kwartetmiddag/", f"/activiteit/{number}/agenda.ics")
    assert mentioned(portal) == []
    assert [answers(portal, path)[0] for path in own] == [404, 404]

    change(portal, "page.get_latest_revision().publish()")

    wait_until_found(portal, "zeebonk", True)
    visits.search(page_phone, "zebonken kwartet")
    visits.open_result(page_phone, TITLE)
    assert {"/agenda.ics", PARTNER} <= set(mentioned(portal))

    change(portal, "PageViewRestriction.objects.create(page=page, restriction_type='login')")

    wait_until_found(portal, "zeebonk", False)
    assert mentioned(portal) == []
    assert TITLE not in answers(portal, own[0])[1]
    assert answers(portal, own[1])[0] == 404

    change(portal, "PageViewRestriction.objects.all().delete()")
    wait_until_found(portal, "zeebonk", True)
    change(portal, "page.unpublish()")

    wait_until_found(portal, "zeebonk", False)
    assert mentioned(portal) == []
    assert [answers(portal, path)[0] for path in own] == [404, 404]
