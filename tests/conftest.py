"""What every test may count on."""

import gettext
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection
from django.utils.translation import trans_real

from scripts import messages
from tests import builders, noting, template


def pytest_configure(config):
    messages.compile_all(messages.APPS)
    # Django may have looked for them before they were there, and Python keeps what it read.
    gettext._translations.clear()
    trans_real._translations.clear()
    trans_real._default = None
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


# Who asks for none of these is kept away from the database, so it cannot tell one from another.
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(items):
    """Mark what needs a server, a database or the machine to itself, by what it uses."""
    for item in items:
        if not item.get_closest_marker("django_db") and not DATABASE & set(item.fixturenames):
            item.add_marker(pytest.mark.no_database)
        if "elasticsearch_url" in item.fixturenames:
            item.add_marker(pytest.mark.elasticsearch)
        if "races" in Path(item.path).parts:
            item.add_marker(pytest.mark.race)


def pytest_unconfigure(config):
    if settings.configured and not os.environ.get("TEST_VAR_DIR"):
        shutil.rmtree(settings.VAR_DIR, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Let Wagtail note what is saved only for a test that looks at it."""
    noting.note(item.get_closest_marker("noted") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Put back what migrations made, after a test with real transactions emptied the tables."""
    result = yield
    marker = item.get_closest_marker("django_db")
    transaction = marker and marker.kwargs.get("transaction")
    by_name = {"live_server", "transactional_db"} & set(item.fixturenames)
    # After the last test there is no database any more.
    if nextitem is not None and (transaction or by_name):
        assert transaction, "say so with the mark: django_db(transaction=True, …)"
        assert marker.kwargs.get("serialized_rollback"), "its ids would change for other tests"
        with item.funcargs["django_db_blocker"].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
            ContentType.objects.clear_cache()
            connection.close()
    return result


@pytest.fixture(scope="session")
def _making() -> template.Making:
    return template.Making()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, _making) -> bool:
    """Begin with a copy of a migrated database, if one was kept."""
    return _making.fetch(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker, _making):
    """Keep a database that was just migrated for the next run, and give every test a home page."""
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            _making.keep()
        builders.make_home()
        # A test with real transactions gets back what is here now.
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()


@pytest.fixture(autouse=True)
def _forgetful_cache():
    """Start each test with empty per-process caches."""
    caches["default"].clear()
    caches["fragments"].clear()


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path: Path):
    """Give each test its own folders for what is written beside the database."""
    settings.MAIL_DIR = tmp_path / "mail"
    settings.PURGE_JOURNAL = tmp_path / "purged.txt"
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The address of a real server; `scripts/services.py exec --elasticsearch` starts one."""
    url = os.environ.get("TEST_ELASTICSEARCH_URL")
    if not url:
        pytest.fail(
            "No Elasticsearch: python scripts/services.py exec --elasticsearch -- pytest … "
            'starts one; -m "not elasticsearch" leaves these tests out.'
        )
    return url
