import pytest
from django.core.management import call_command
from wagtail.models import Site

from portal.management.commands import prepare
from portal.models import HomePage
from search import engines
from tests.builders import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_static_files(monkeypatch):
    monkeypatch.setattr(prepare.Command, "collect_static", lambda self: None)


def test_gives_an_empty_installation_a_home_page_and_an_index(client):
    make_home().delete()

    call_command("prepare")

    assert client.get("/").status_code == 200
    assert HomePage.objects.get().get_parent().depth == 1
    assert engines.current().count() >= 0


def test_leaves_alone_what_is_there():
    home = make_home()

    call_command("prepare")
    call_command("prepare")

    assert HomePage.objects.get() == home


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("https://wijk.example", "https://wijk.example"),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001"),
    ],
)
def test_lets_whole_addresses_begin_with_the_sites_own(settings, base, root):
    settings.WAGTAILADMIN_BASE_URL = base

    call_command("prepare")

    assert Site.objects.get(is_default_site=True).root_url == root
    assert HomePage.objects.get().full_url == f"{root}/"


def test_collects_static_files_only_when_something_changed(settings, tmp_path, monkeypatch):
    collected = []
    monkeypatch.undo()
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: collected.append(name))
    settings.VAR_DIR = tmp_path
    command = prepare.Command()

    command.collect_static()
    command.collect_static()

    assert collected == ["collectstatic"]
