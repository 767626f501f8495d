"""What is too large is refused before it has come in, in the form that the page can show."""

import io
import socket
import zipfile
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal import documents
from tests import builders

MUCH = 2 * 1024**3


class Endless(io.RawIOBase):
    """A file of 2 GB that counts what is read of it."""

    taken = 0

    def read(self, size=-1):
        self.taken += size
        return b"x" * size


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("wagtailimages:add_multiple", lambda answer: answer.json()["error_message"]),
        ("wagtailimages_chooser:create", lambda answer: answer.json()["htmlFragment"]),
        ("wagtailimages:add", lambda answer: answer.content.decode()),
        ("wagtaildocs:add_multiple", lambda answer: answer.json()["error_message"]),
        ("search:results", lambda answer: answer.content.decode()),
    ],
)
def test_two_gigabytes_are_refused_in_dutch_and_not_read(client, name, says):
    client.force_login(builders.make_staff(builders.make_partner()))
    body = Endless()

    answer = client.generic(
        "POST", reverse(name), b"", "multipart/form-data; boundary=x",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(MUCH)},
    )  # fmt: skip

    assert "Dit bestand is te groot. Een bestand mag 10 MB zijn." in says(answer)
    assert body.taken == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_server_answers_while_the_rest_is_still_to_come(live_server):
    host = urlsplit(live_server.url)
    head = (
        f"POST /beheer/images/add/ HTTP/1.1\r\nHost: {host.netloc}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {MUCH}\r\n\r\n"
    )

    with socket.create_connection((host.hostname, host.port), timeout=20) as line:
        line.sendall(head.encode() + b"x" * 1000)
        answer = line.recv(65536)

    assert answer.startswith(b"HTTP/1.1 413")


def _zip(**names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, text in names.items():
            made.writestr(name.replace("__", "/").replace("_", "."), text)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("folder.pdf", b"%PDF-1.7\n1 0 obj <<>> endobj", None),
        ("folder.pdf", b"MZ program", "other_kind"),
        ("folder.pdf", b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "program"),
        ("brief.docx", _zip(word__document_xml="<w/>"), None),
        ("brief.docx", _zip(index_html="<p>"), "other_kind"),
        ("brief.docx", _zip(word__document_xml="<w/>", word__vbaProject_bin="x"), "program"),
        ("lijst.csv", b"naam;plaats\nKoffie;Oost\n", None),
        ("lijst.csv", b"PK\x03\x04\0\0", "other_kind"),
        ("lijst.csv", b"<script>alert(1)</script>", "program"),
        ("agenda.ics", b"BEGIN:VCALENDAR\r\n", None),
        ("agenda.ics", b"hallo", "other_kind"),
        ("groot.pdf", b"%PDF-" + bytes(11 * 1024 * 1024), "too_heavy"),
    ],
)
def test_a_document_is_what_its_name_says_and_no_program(name, content, code):
    file = SimpleUploadedFile(name, content)

    if code is None:
        documents.examine(file)
    else:
        with pytest.raises(ValidationError) as refused:
            documents.examine(file)
        assert refused.value.code == code


@pytest.mark.django_db
def test_a_bad_document_is_refused_where_many_are_sent_at_once(client):
    client.force_login(builders.make_staff(builders.make_partner()))

    answer = client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "x", "files[]": SimpleUploadedFile("folder.pdf", b"MZ program")},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()

    assert answer["success"] is False
    assert "past niet bij de naam" in answer["error_message"]
