"""What the visits start from: one scene, and templates only where they are looked at."""

import logging

import pytest
from django.template.backends.django import Template
from django.utils.safestring import SafeString

from tests.portal.roles import world


@pytest.fixture
def scene(db, caplog):
    """Two partners with one of everything, and an account for each role."""
    # Wagtail has an address that breaks on purpose: its traceback for every role says nothing.
    caplog.set_level(logging.CRITICAL, logger="django.request")
    return world.build()


@pytest.fixture
def unrendered(monkeypatch):
    """Leave templates out: who is let in was decided before them, and they take most of the time.

    The long test renders all of them.
    """
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: SafeString(""))
