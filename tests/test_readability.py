"""Everything people read is B1 Dutch: the content, the catalogues and with them every mail."""

import re

import polib
import pytest
from django.conf import settings

from common import plain as readability
from portal.demo import activities, data, partners, text
from scripts import messages

SPOKEN = ("summary", "role", "way_in", "first_time_who", "first_time_place", "first_time_company")
SAID = ("said", "answer", "changes", "about", "why", "question", "response", "text")
NOTES = ("price_note", "hours_note", "for_whom", "description", "consent_text", "purpose")


def rows() -> list[dict]:
    content, pages = data.read("teams"), data.read("pages")
    places = data.read("venues")["venues"]
    news = data.read("news")["news"]
    themes = data.read("terms")["themes"]
    written = [*partners.rows(), *activities.rows(), *content["teams"], *content["agreements"]]
    said = data.read("participation")
    stellingen = [one for row in said["consultations"] for one in row["statements"]]
    heard = [one for row in said["panels"] for one in (*row["questions"], *row["wishes"])]
    asked = [row["signup"] for row in activities.rows() if "signup" in row]
    questions = [question for row in asked for question in row.get("questions", ())]
    return [
        *written,
        *places,
        *pages["pages"],
        pages["contact"],
        *news,
        *themes,
        *asked,
        *questions,
        *said["consultations"],
        *said["inputs"],
        *said["panels"],
        *stellingen,
        *heard,
    ]


def texts_of(row: dict) -> list[str]:
    found = [row[name] for name in (*SPOKEN, *SAID, *NOTES, "route", "label") if name in row]
    found += [
        change.get("reason") or change["cancel"]
        for group in row.get("groups", ())
        for change in group.get("changes", ())
    ]
    return [*found, text.plain(row["body"])] if "body" in row else found


def catalogue(app: str) -> list[str]:
    """Return the Dutch of an app, without the formatting of values."""
    path = settings.BASE_DIR / app / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    return [
        re.sub(r"%\(\w+\)s|%[sd]|\{\w*\}", "x", row)
        for entry in polib.pofile(str(path))
        if not entry.obsolete
        for row in (entry.msgstr, *entry.msgstr_plural.values())
    ]


class TestSentences:
    def test_splits_at_the_end_of_a_sentence_and_at_a_new_line(self):
        found = readability.sentences("Bel 0800-2000. Tot 9.00 uur!\n- Een stap\n\nKlaar?")

        assert found == ["Bel 0800-2000.", "Tot 9.00 uur!", "- Een stap", "Klaar?"]

    def test_counts_words_and_no_signs(self):
        assert readability.words("Een – en <b>twee</b> & drie.") == 4

    def test_finds_a_sentence_that_is_too_long(self):
        long = "woord " * 21

        assert readability.too_long([long, "kort en goed."]) == [long.strip()]


def test_no_sentence_of_the_content_is_too_long():
    assert readability.too_long(found for row in rows() for found in texts_of(row)) == []


def test_each_page_reads_lightly():
    heavy = {
        row["title"]: round(readability.mean(texts_of(row)), 1)
        for row in rows()
        if "title" in row and readability.mean(texts_of(row)) > readability.MEAN
    }

    assert heavy == {}


@pytest.mark.parametrize("app", messages.APPS)
def test_no_sentence_of_ours_is_too_long(app):
    texts = catalogue(app)

    assert readability.too_long(texts) == []
    assert readability.mean(texts) <= readability.MEAN
