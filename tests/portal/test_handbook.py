"""The handbook is true: what it names exists, what it shows is there, and it reads lightly."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import resolve, reverse

from common import plain
from portal.handbook import rendering
from tests import builders

PICTURES = Path(settings.BASE_DIR) / "static" / "handleiding"
HEAVIEST = 3 * 1024 * 1024  # bytes, all pictures together


def inline(kind: str, attribute: str) -> list[str]:
    """Return an attribute of every link or picture in the handbook."""
    return [
        str(child.attrGet(attribute))
        for token in rendering.tokens()
        for child in token.children or ()
        if child.type == kind
    ]


def sentences() -> list[str]:
    """Return each paragraph, list item, heading and cell as a reader sees it."""
    spoken = {"text", "code_inline"}
    return [
        "".join(
            child.content if child.type in spoken else " "
            for child in token.children
            if child.type in spoken or child.type == "softbreak"
        )
        for token in rendering.tokens()
        if token.type == "inline"
    ]


def test_every_address_of_the_admin_that_it_names_exists():
    named = {link for link in inline("link_open", "href") if link.startswith("/")}

    assert len(named) > 15
    lost = [link for link in named if resolve(link).func.__module__ == "wagtail.admin.views.home"]
    assert set(lost) <= {"/beheer/"}


def test_every_picture_is_there_with_words_for_who_does_not_see_it():
    shown = inline("image", "src")
    words = [
        child.content
        for token in rendering.tokens()
        for child in token.children or ()
        if child.type == "image"
    ]

    assert shown and all(words)
    files = {PICTURES / name.removeprefix("../static/handleiding/") for name in shown}
    assert files == set(PICTURES.iterdir()), "each is shown, and none is left over"
    assert sum(path.stat().st_size for path in files) < HEAVIEST


def test_reads_at_level_b1():
    texts = sentences()

    assert plain.too_long(texts) == []
    assert plain.mean(texts) <= plain.MEAN


def test_what_it_calls_a_button_stands_in_the_catalogues():
    catalogues = [
        path.read_text(encoding="utf-8").casefold()
        for path in Path(settings.BASE_DIR).glob("*/locale/nl/LC_MESSAGES/django.po")
    ]
    ours = " ".join(re.sub(r'"\n"', "", text) for text in catalogues)
    theirs = {"publiceren", "pagina's"}  # Wagtail's own words

    buttons = [
        match.casefold()
        for match in re.findall(r"(?:[Kk]ies|op|of|voor) \*\*(.+?)\*\*", rendering.FILE.read_text())
    ]

    assert len(buttons) > 10
    assert [name for name in buttons if f'"{name}"' not in ours and name not in theirs] == []


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def shown(self, client):
        partner = builders.make_partner()
        client.force_login(builders.make_staff(partner, role="volunteer"))
        return lambda: client.get(reverse("handbook")).content.decode()

    def test_everybody_who_may_log_in_reads_it_with_its_contents(self, shown):
        page = shown()

        chapters = [row for row in rendering.read().headings if row.level == 2]
        for chapter in chapters:
            assert f'href="#{chapter.anchor}"' in page
            assert f'<h2 id="{chapter.anchor}">' in page
        anchors = [row.anchor for row in rendering.read().headings]
        assert len(anchors) == len(set(anchors))

    def test_pictures_have_their_size_and_links_stay_in_this_admin(self, shown):
        pictures = re.findall(r"<img[^>]*handleiding/[^>]*>", shown())

        assert pictures
        assert all('width="' in tag and 'height="' in tag and 'alt="' in tag for tag in pictures)
        assert f'href="{reverse("groups:index")}"' in shown()

    def test_the_menu_leads_there(self, shown):
        assert reverse("handbook") in shown()


def test_html_in_the_file_is_shown_as_text_and_links_follow_the_address_of_the_admin(
    tmp_path, monkeypatch
):
    file = tmp_path / "handleiding.md"
    file.write_text("# Titel\n\n## Een\n\n<script>x</script> [groepen](/beheer/groepen/)\n")
    monkeypatch.setattr(rendering, "FILE", file)

    with override_settings(ADMIN_PATH="elders/"):
        found = rendering.read()

    assert found.title == "Titel"
    assert "<script>" not in found.html and "&lt;script&gt;" in found.html
    assert 'href="/elders/groepen/"' in found.html
