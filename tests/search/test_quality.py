from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from common import clock
from search import indexing, quality
from search.quality import BadFile
from tests import builders

pytestmark = pytest.mark.django_db


def _run(tmp_path, text):
    file = tmp_path / "questions.tsv"
    file.write_text(text, encoding="utf-8")
    out = StringIO()
    try:
        call_command("search_quality", str(file), stdout=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


@pytest.fixture
def content():
    partner = builders.make_partner("Buurthuis Voorbeeld")
    for title in ("Taalcafé", "Koffieochtend"):
        group = builders.make_bare_group(activity=builders.make_activity(title, partner))
        builders.make_session(group)
    indexing.run(clock.now())


def test_prints_each_question_with_its_verdict(content, tmp_path):
    report = _run(tmp_path, "# c\nkoffie\tkoffieochtend|thee\t\nzelfmoord\t(urgent help)\t\n")

    assert "good  koffie  [rank 1" in report
    assert "2 questions: hit@3 100.0%, MRR 1.000, must-not in 0, urgent 1 of 1" in report


def test_says_what_is_not_good(content, tmp_path):
    report = _run(tmp_path, "koffie\ttaalcafe\tkoffieochtend\n")

    assert "BAD   koffie" in report and "must not: koffieochtend" in report
    assert "not good enough" in report


def test_refuses_a_line_that_names_nothing(tmp_path):
    with pytest.raises(BadFile, match="line 2"):
        list(quality.read(["koffie\tthee", "koffie"]))
    assert "line 1" in _run(tmp_path, "koffie")
