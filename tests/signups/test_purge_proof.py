"""After the purge nothing that somebody filled in is anywhere; before it, nothing is readable.

The values are made up for this search: nothing else in the portal holds them.
"""

import logging
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from common import clock
from partners.models import Membership
from signups import operations, outbox, purge
from signups.models import Message, OutboxMail, Signup
from signups.personal import Answer, Contact, Person
from tests import builders as site
from tests.signups.builders import make_bookable, sign_up
from tests.signups.form_data import children, form_of, opened, url_of
from vault import crypto

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Quirinus Zevenhuizen",
    "email": "quirinus@zevenhuizen.example",
    "telephone": "010 555 73 91",
}
CHILD = "Wubbigje"
PARTNER_OF = "Xandrina Opperdoes"
SECOND = "xandrina@opperdoes.example"
ANSWER = "allergisch voor sesamzaad en kiwi"
NOTE = "neem een zwembroek mee voor Quirinus"
VALUES = [*FORM.values(), "quirinus", "Zevenhuizen", CHILD, PARTNER_OF, SECOND, ANSWER, NOTE]


def everything(folder: Path) -> bytes:
    """Return all that is stored: the pages of the database, or all its rows, and files."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # What its file would hold, byte for byte; the races look at a real one.
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
def seeded(client, settings, tmp_path, caplog):
    """Live through a year of one signup by form and one by telephone, with mails and looks."""
    caplog.set_level(logging.DEBUG)
    settings.EMAIL_BACKEND = "portal.mail.FileBackend"
    partner = site.make_partner()
    bookable = make_bookable(capacity=5, partner=partner, title="Zwemmen")
    now = clock.now()
    client.post(url_of(bookable), form_of(bookable, **FORM))
    client.post(url_of(bookable), form_of(bookable, **FORM, **children(CHILD)) | {"email": "@"})
    first = Signup.objects.get()
    second = sign_up(
        bookable,
        contact=Contact(PARTNER_OF, SECOND),
        people=[Person(CHILD, is_child=True, age=7)],
        answers=[Answer("Waar moeten we op letten?", ANSWER)],
        now=now,
    )
    page = client.get(opened(client, first)["Location"])
    assert FORM["name"] in page.content.decode()
    manager = site.make_user("beheerder", access_admin=True)
    Membership.objects.create(user=manager, partner=partner, role=Membership.Role.MANAGER)
    client.force_login(manager)
    listed = client.get(f"/beheer/aanmeldingen/{bookable.pk}/")
    assert CHILD in listed.content.decode()
    operations.write_to_all(key=uuid.uuid4(), bookable=bookable, text=NOTE, sender=manager, now=now)
    outbox.run(now)
    operations.cancel(signup=second, now=now)
    outbox.run(now)
    assert readable(everything(settings.MAIL_DIR))  # the mails themselves can be read, of course
    return bookable, caplog


def test_before_the_purge_no_value_can_be_read_in_the_database(seeded, tmp_path):
    assert readable(everything(tmp_path / "none")) == []


def test_with_a_value_in_the_clear_the_search_would_find_it(seeded, tmp_path):
    bookable, _log = seeded
    bookable.owner.activity.__class__.objects.update(search_description=ANSWER)

    assert readable(everything(tmp_path / "none")) == [ANSWER]


def test_after_the_purge_no_value_is_anywhere(seeded, settings, tmp_path):
    bookable, log = seeded
    fingerprints = {crypto.email_index(value) for value in (FORM["email"], SECOND)}
    sealed = [
        bytes(value)
        for row in Signup.objects.values_list("contact", "people", "answers")
        for value in row
        if bytes(value)
    ] + [bytes(text) for text in Message.objects.values_list("text", flat=True)]

    purge.run(bookable.session.ends_at + timedelta(weeks=4))

    stored = everything(tmp_path)
    assert readable(stored) == []
    assert not [value for value in sealed if value in stored or value.hex().encode() in stored]
    assert not [value for value in fingerprints if value.encode() in stored]
    assert readable(log.text.encode()) == []
    assert not OutboxMail.objects.exists()
    assert Signup.objects.filter(size__gte=1).count() == 2  # what counts people stays
