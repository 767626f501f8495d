"""Pages about safety leave nothing on the device that others may use."""

import re

import pytest

from portal.models import ContentPage
from tests import builders

pytestmark = pytest.mark.django_db


def _content(**fields):
    page = ContentPage(title="Hulp bij geweld thuis", slug="hulp", **fields)
    return builders.make_home().add_child(instance=page).url


def _pages(is_about_safety: bool) -> list[str]:
    kind = "veiligheid" if is_about_safety else "welzijn"
    theme = builders.make_theme("veilig thuis" if is_about_safety else "sport")
    return [
        _content(is_about_safety=is_about_safety),
        builders.make_partner("Veilig Thuis", kind=kind).url,
        builders.make_activity("Bang voor geweld", is_urgent_help=is_about_safety).url,
        f"/themas/{theme.slug}/",
    ]


def test_the_browser_keeps_no_page_about_safety_and_its_title_tells_nothing(client):
    for url in _pages(is_about_safety=True):
        answer = client.get(url)
        page = answer.content.decode()
        title = re.search("<title>(.*?)</title>", page, re.S)[1]

        assert "data-quick-exit" in page, url
        assert "no-store" in answer["Cache-Control"], url
        assert answer["Referrer-Policy"] == "same-origin", url
        assert not re.search("geweld|veilig|bang", title, re.I), title
        for field in re.findall(r'<input[^>]* name="q"[^>]*>', page):
            assert 'autocomplete="off"' in field, url


def test_any_other_page_may_be_kept_and_is_named(client):
    for url in _pages(is_about_safety=False):
        answer = client.get(url)

        assert answer["Cache-Control"] == "no-cache", url
        assert "data-quick-exit" not in answer.content.decode()


def test_editors_may_give_a_page_about_safety_a_title_of_their_own(client):
    url = _content(is_about_safety=True, seo_title="Praten met iemand")

    assert "<title>Praten met iemand –" in client.get(url).content.decode()


def test_no_search_box_is_in_the_history_of_forms(client):
    home = builders.make_home()
    for url in (home.url, "/zoeken/?q=hulp", "/zoeken/agenda/", "/zoeken/kaart/", "/meepraten/"):
        found = re.findall(r'<input[^>]* name="q"[^>]*>', client.get(url).content.decode())
        shown = [field for field in found if 'type="hidden"' not in field]

        assert all('autocomplete="off"' in field for field in shown), url
