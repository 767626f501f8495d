from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from common import clock
from search import engines, indexing, status
from search.document import Document
from search.engines.base import EngineError
from search.models import Change
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_engine")]


@pytest.fixture
def partner():
    partner = builders.make_partner("Buurtkeuken")
    while indexing.run(clock.now()):
        pass
    return partner


def test_is_content_when_index_and_database_agree(partner, capsys):
    call_command("search_status", deep=True)

    told = capsys.readouterr().out
    assert engines.current().name in told and engines.current().version in told
    assert status.differences(clock.now()) == []


def test_fails_when_the_index_lacks_a_page(partner):
    engines.current().write([], [partner.pk])

    with pytest.raises(CommandError, match="holds 0 documents, the database 1") as caught:
        call_command("search_status")

    assert caught.value.returncode == 1


def test_a_deep_look_finds_a_document_that_is_other_than_its_page(partner):
    engines.current().write([Document(partner.pk, "Oud", payload={"title": "Oud"})], [])

    assert status.read(clock.now()).wrong == []
    with pytest.raises(CommandError, match=rf"1 documents differ \(pages {partner.pk}\)"):
        call_command("search_status", deep=True)


def test_tells_how_long_changes_wait(partner):
    indexing.mark([partner.pk])
    Change.objects.update(made_at=clock.now() - timedelta(minutes=5))

    with pytest.raises(CommandError, match="changes wait for 30"):
        call_command("search_status")


def test_tells_the_last_failure_without_a_word_of_a_document(partner, monkeypatch, capsys):
    def away(*args):
        raise EngineError("Geheim plan") from ConnectionError("Geheim plan")

    partner.save()
    monkeypatch.setattr(engines.current(), "write", away)
    with pytest.raises(EngineError):
        indexing.run(clock.now())
    monkeypatch.undo()

    call_command("search_status")

    told = capsys.readouterr().out
    assert "ConnectionError" in told and "Geheim" not in told


def test_fails_when_the_index_cannot_be_used(settings):
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"], "index": "nowhere"}

    with pytest.raises(CommandError, match="cannot be used"):
        call_command("search_status")
