"""After a message is deleted nothing that was filled in is anywhere; before, nothing is readable.

The values are made up for this search: nothing else in the portal holds them.
"""

import io
import logging
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from concerns import notices
from concerns.models import Concern, Count
from search import documents
from tests.concerns.builders import form_data, make_desk, make_sitter
from vault import keyring, wiping

pytestmark = pytest.mark.django_db
NUMBER, ORGANISATION = "06 80706051", "Praktijk Zwanenveldkwartier"
VALUES = [NUMBER, NUMBER.replace(" ", ""), ORGANISATION, "Zwanenveldkwartier"]


def everything(folder: Path) -> bytes:
    """Return all that is stored: the pages of the database, or all its rows, and files."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = connection.connection.serialize()
        else:
            found = b""
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(table)} t")
                found += "\n".join(row[0] or "" for row in cursor).encode()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return found + b"".join(path.name.encode() + path.read_bytes() for path in files)


def readable(stored: bytes) -> list[str]:
    """Return which values stand in it, as text or as the hexadecimal of it."""
    low = stored.lower()
    return [
        value
        for value in VALUES
        if value.encode().lower() in low or value.encode().hex().encode() in low
    ]


@pytest.fixture
def lived(client, settings, caplog):
    """Live through one message: sent, mailed about, opened, handed over, taken there."""
    caplog.set_level(logging.DEBUG)
    settings.EMAIL_BACKEND = "portal.mail.FileBackend"
    first, second = make_desk("Wijkteam Oost"), make_desk("Wijkteam West", area="West")
    here, there = make_sitter(first, "hier"), make_sitter(second, "daar")
    data = form_data(
        neighbourhood=str(first.team.neighbourhoods.first().pk),
        who="professional",
        organisation=ORGANISATION,
        telephone=NUMBER,
    )
    client.post(reverse("concerns:worry"), data | {"topic": "?"})
    client.post(reverse("concerns:worry"), data)
    concern = Concern.objects.get()
    notices.run(concern.received_at)
    act = reverse("concerns_staff:act", args=[concern.pk])
    client.force_login(here)
    client.post(act, {"do": "take"})
    page = client.get(reverse("concerns_staff:detail", args=[concern.pk]))
    assert NUMBER in page.content.decode()
    client.post(act, {"do": "offer", "to": second.pk})
    client.force_login(there)
    client.post(act, {"do": "take"})
    return act, caplog


def test_before_it_is_deleted_no_value_can_be_read_anywhere(lived, settings):
    _act, log = lived

    assert readable(everything(settings.MAIL_DIR)) == []
    assert readable(log.text.encode()) == []


def test_with_a_value_in_the_clear_the_search_would_find_it(lived, tmp_path):
    Concern.objects.update(body_hash=ORGANISATION)

    assert ORGANISATION in readable(everything(tmp_path))


def test_after_it_is_deleted_no_value_is_anywhere_and_the_count_stays(client, lived, settings):
    act, log = lived
    concern = Concern.objects.get()
    sealed, mark = bytes(concern.details), concern.body_hash.encode()

    client.post(act, {"do": "finish"})

    stored = everything(settings.MAIL_DIR)
    dump = io.StringIO()
    call_command("dumpdata", "concerns", stdout=dump)
    assert readable(stored + dump.getvalue().encode() + log.text.encode()) == []
    assert sealed not in stored and sealed.hex().encode() not in stored
    assert mark not in stored
    assert not Concern.objects.exists()
    assert set(Count.objects.values_list("what", "number")) == {
        ("received", 1), ("taken", 1), ("moved", 1), ("done", 1),
    }  # fmt: skip


def test_no_message_is_ever_in_the_index(lived):
    assert not documents.is_indexed(Concern)


def test_a_change_of_keys_and_the_wiping_of_files_reach_messages(lived):
    assert Concern in {sealed.model for sealed in keyring.registered()}
    assert Concern in {model for room in wiping._rooms for model in room.tables()}
