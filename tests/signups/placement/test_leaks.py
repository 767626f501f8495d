"""When and where a group of a series meets stands on no public page, feed, file or index."""

import re
from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse

from activities.models import Session
from common import clock
from search import documents, indexing
from signups import operations
from tests import builders
from tests.signups.placement.builders import make_series, sign_up

pytestmark = pytest.mark.django_db

SECRET = ("Geheime Plek", "geheimeweg", "19.30", "19:30", "T1930", "Groep 1", "Groep 2")


@pytest.fixture
def series():
    partner = builders.make_partner("Partner van de reeks")
    theme = builders.make_theme("scheiding")
    venue = builders.make_venue("Geheime Plek (voorbeeld)", street="Geheimeweg 7")
    page = builders.make_activity(
        "Groepssessies scheiding",
        partner=partner,
        themes=[theme],
        municipality=venue.neighbourhood.municipality,
        is_sensitive=True,
    )
    made = make_series(activity=page)
    for _one in range(3):
        sign_up(made)
    operations.place_all(series=made, now=clock.now())
    builders.make_session()  # something that may be seen, so that no page is empty
    indexing.rebuild(clock.now())
    return made


def public_addresses(series):
    """Every public address there is, and some with a question."""
    session = Session.objects.filter(group__activity=series.activity).first()
    local = clock.local(session.starts_at)
    known = {
        "pk": [series.activity.pk, session.pk, session.group_id, series.pk],
        "uid": [session.uid],
        "slug": ["scheiding"],
        "kind": ["sessie", "groep"],
    }
    found = {series.activity.url, series.activity.get_parent().url, "/", "/sitemap.xml"}
    for name, variants in _named().items():
        for arguments in variants:
            if set(arguments) <= set(known):
                found |= _filled(name, arguments, known)
    asked = ["scheiding", "groepssessies", "avond"]  # a page says again what was asked
    searches = [url for url in found if "zoek" in url or "/api/" in url]
    found |= {f"{url}?q={words}" for url in searches for words in asked}
    found |= {f"{url}?maand={local:%Y-%m}" for url in found if "agenda" in url or "kalender" in url}
    return sorted(found)


def _named():
    """Names of public addresses with the arguments that each can take."""
    names = {}
    for prefix, (_path, resolver) in get_resolver().namespace_dict.items():
        if prefix in ("activities", "news", "search", "signups"):
            for name in {key for key in resolver.reverse_dict if isinstance(key, str)}:
                variants = [row[0][0][1] for row in resolver.reverse_dict.getlist(name)]
                names[f"{prefix}:{name}"] = variants
    return names


def _filled(name, arguments, known):
    found = [{}]
    for argument in arguments:
        found = [row | {argument: value} for row in found for value in known[argument]]
    urls = set()
    for row in found:
        try:
            urls.add(reverse(name, kwargs=row))
        except Exception:  # noqa: S112 - this kind has another form of address
            continue
    return urls


def told(body: str) -> list[str]:
    flat = re.sub(r"\s+", " ", body)
    return [word for word in SECRET if word.casefold() in flat.casefold()]


def test_no_public_address_tells_when_or_where(client, series):
    addresses = public_addresses(series)
    session = Session.objects.filter(group__activity=series.activity).first()
    local = clock.local(session.starts_at)
    day = (f"{local:%Y-%m-%dT19}", f"{local:%Y%m%d}T", session.uid.hex, str(session.uid))
    leaks, seen = [], 0
    for address in addresses:
        response = client.get(address)
        if response.status_code != 200:
            continue
        body = b"".join(response) if response.streaming else response.content
        text = body.decode(errors="replace")
        seen += "Groepssessies scheiding" in text
        leaks += [(address, word) for word in [*told(text), *(d for d in day if d in text)]]
    assert len(addresses) > 15 and seen >= 4
    assert not leaks


def test_a_session_of_such_a_group_has_no_address_of_its_own(client, series):
    session = Session.objects.filter(group__activity=series.activity).first()
    for kind, pk in (("sessie", session.pk), ("groep", session.group_id)):
        there = client.get(reverse("signups:start", args=[kind, pk]))
        nowhere = client.get(reverse("signups:start", args=[kind, 999_999]))
        assert (there.status_code, nowhere.status_code) == (404, 404)
    assert client.get(reverse("activities:session_ics", args=[session.uid])).status_code == 404


def test_the_index_holds_season_and_state_only(series):
    document = documents.build([series.activity.pk], clock.now())[0]

    assert not told(repr(document))
    assert document.payload["sessions"] == [] and document.next_at is None
    assert document.payload["chip"][0] == "plek"
    assert document.latitude is None


def test_the_same_words_are_found_for_an_ordinary_group(client):
    """The control: this test does see a leak where there is one."""
    venue = builders.make_venue("Geheime Plek (voorbeeld)", street="Geheimeweg 7")
    page = builders.make_activity("Open avond", venue=venue)
    start = clock.local(clock.now() + timedelta(days=9)).replace(hour=19, minute=30)
    builders.make_session(builders.make_bare_group(page), starts_at=start)

    assert "Geheime Plek" in told(client.get(page.url).content.decode())
