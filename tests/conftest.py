"""What every test may count on."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches

from scripts import messages


def pytest_configure(config):
    messages.compile_all(messages.APPS)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def pytest_unconfigure(config):
    if settings.configured and not os.environ.get("TEST_VAR_DIR"):
        shutil.rmtree(settings.VAR_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _forgetful_cache():
    """Start each test with an empty per-process cache."""
    caches["default"].clear()


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path: Path):
    """Give each test its own folders for what is written beside the database."""
    settings.MAIL_DIR = tmp_path / "mail"
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.MEDIA_ROOT = tmp_path / "media"
