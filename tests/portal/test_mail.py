import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from portal import mail

BACKEND = "portal.mail.FileBackend"


def send(subject="Je bent aangemeld", to=("ouder@voorbeeld.example",), **fields):
    letter = EmailMultiAlternatives(subject, "Tot zaterdag.", to=to, **fields)
    letter.attach_alternative("<p>Tot zaterdag.</p>", "text/html")
    letter.attach("afspraak.ics", "BEGIN:VCALENDAR", "text/calendar")
    return get_connection(BACKEND).send_messages([letter])


def test_keeps_a_message_with_all_its_parts():
    sent = send()

    letter = mail.read(mail.names()[0])
    assert sent == 1
    assert letter["to"] == "ouder@voorbeeld.example"
    assert letter["subject"] == "Je bent aangemeld"
    assert "Tot zaterdag." in letter.get_body(("plain",)).get_content()
    assert [part.get_filename() for part in letter.iter_attachments()] == ["afspraak.ics"]


def test_lists_the_newest_first():
    for subject in ("een", "twee", "drie"):
        send(subject)

    assert [mail.read(name)["subject"] for name in mail.names()] == ["drie", "twee", "een"]


def test_only_its_owner_can_read_a_message(settings):
    send()

    (path,) = settings.MAIL_DIR.glob("*.eml")
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(settings.MAIL_DIR.iterdir()) == [path]


def test_writes_nothing_for_nobody():
    assert send(to=()) == 0
    assert mail.names() == []


@pytest.mark.parametrize("name", ["../keys", "x", "", "20261121T000000000000-0000000g"])
def test_reads_only_what_is_named_as_a_message(name):
    with pytest.raises(FileNotFoundError):
        mail.read(name)
