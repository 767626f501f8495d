import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.http import Http404
from django.test import RequestFactory
from django.urls import include, path

from portal import mail, mailbox
from portal.urls import urlpatterns as of_the_site

# The frame around the mailbox links to the site, so the site's own addresses stay.
urlpatterns = [path("post/", include(mailbox)), *of_the_site]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.portal.test_mailbox"),
]


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.DEMO = True


@pytest.fixture
def name():
    letter = EmailMultiAlternatives("Je bent aangemeld", "Tot zaterdag.", to=["ouder@x.example"])
    letter.attach_alternative("<p style='color:red'>Tot zaterdag.</p>", "text/html")
    letter.attach("afspraak.ics", "BEGIN:VCALENDAR", "text/calendar")
    get_connection("portal.mail.FileBackend").send_messages([letter])
    return mail.names()[0]


def test_lists_what_was_mailed(client, name):
    page = client.get("/post/")

    assert page.status_code == 200
    assert "Je bent aangemeld" in page.text
    assert name in page.text


def test_shows_a_message_with_its_attachments(client, name):
    page = client.get(f"/post/{name}/")

    assert "Tot zaterdag." in page.text
    assert "afspraak.ics" in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_shows_the_html_in_a_sandbox(client, name):
    page = client.get(f"/post/{name}/html/")

    assert "color:red" in page.text
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_hands_out_an_attachment_to_be_saved(client, name):
    page = client.get(f"/post/{name}/1/")

    assert page.content == b"BEGIN:VCALENDAR"
    assert page.headers["Content-Disposition"] == 'attachment; filename="afspraak.ics"'
    assert page.headers["Content-Type"] == "text/calendar"


@pytest.mark.parametrize("tail", ["2/", "0/", "999999/"])
def test_knows_no_other_attachments(client, name, tail):
    assert client.get(f"/post/{name}/{tail}").status_code == 404


@pytest.mark.parametrize("other", ["..%2fkeys", "x", "20261121T000000000000-00000000"])
def test_knows_no_other_messages(client, other):
    assert client.get(f"/post/{other}/").status_code == 404


def test_is_there_in_a_demonstration_only(settings, name):
    settings.DEMO = False
    request = RequestFactory().get("/post/")

    for view, arguments in ((mailbox.mailbox, {}), (mailbox.message, {"name": name})):
        with pytest.raises(Http404):
            view(request, **arguments)
