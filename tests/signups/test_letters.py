"""Letters for who gave no e-mail address: read back from the PDF, as they are printed."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from common import clock
from signups.models import AccessLog, Signup
from signups.personal import Contact
from tests import builders
from tests.signups.builders import make_bookable, make_settings, sign_up
from tests.signups.placement.builders import make_series
from tests.signups.placement.builders import sign_up as sign_up_for_series

pytestmark = pytest.mark.django_db

CALLER = Contact(name="Riet Voorbeeld", telephone="010 765 43 21")
TELEPHONE = Signup.Channel.TELEPHONE


@pytest.fixture
def partner():
    return builders.make_partner("Buurthuis De Ster", telephone="010 123 45 67")


@pytest.fixture
def manager(client, partner):
    user = builders.make_staff(partner, "beheerder")
    client.force_login(user)
    return user


def cooking(partner, **fields):
    venue = builders.make_venue("De Vliet", street="Dijk 1", town="Maassluis")
    bookable = make_bookable(
        partner=partner, title="Koken met elkaar", venue=venue, capacity=9, **fields
    )
    make_settings(bookable, retention_weeks=4)
    return bookable


def printed(client, bookable) -> PdfReader:
    answer = client.post(reverse("signups_staff:letters", args=[bookable.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    return PdfReader(io.BytesIO(answer.content))


def text_of(pdf: PdfReader) -> str:
    text = " ".join(page.extract_text() for page in pdf.pages)
    return " ".join(text.replace("\u00a0", " ").split())


def sizes_in(pdf: PdfReader) -> set[float]:
    found = set()

    def note(text, _matrix, matrix, _font, size):
        if text.strip():
            found.add(round(size * matrix[3], 1))

    for page in pdf.pages:
        page.extract_text(visitor_text=note)
    return found


def test_each_caller_without_an_address_gets_a_letter_in_large_print(client, partner, manager):
    bookable = cooking(partner)
    sign_up(bookable, contact=CALLER, channel=TELEPHONE)
    sign_up(bookable, contact=Contact("Kees Tweede", "", "010 1"), channel=TELEPHONE)
    sign_up(bookable, contact=Contact("Met Mail", "mail@post.example"), channel=TELEPHONE)
    sign_up(bookable, contact=Contact("Van Site", "", "010 2"))
    people = client.get(reverse("signups_staff:people", args=[bookable.pk])).content.decode()
    before = set(settings.VAR_DIR.rglob("*.pdf"))

    pdf = printed(client, bookable)

    assert reverse("signups_staff:letters", args=[bookable.pk]) in people
    text = text_of(pdf)
    gone = clock.local(bookable.session.ends_at) + timedelta(weeks=4)
    for words in (
        "Buurthuis De Ster", "Hallo Riet Voorbeeld,", "Hallo Kees Tweede,", "Koken met elkaar",
        "Je hebt een plek.", f"{clock.local(bookable.session.starts_at):%Y, %-H.%M}",
        "De Vliet, Dijk 1", "Bel 010 123 45 67", f"{gone.day}", "wissen we alles",
    ):  # fmt: skip
        assert words in text, words
    assert "op de site" in pdf.pages[2].extract_text()
    assert len(pdf.pages) == 3
    assert "Met Mail" not in text
    assert min(sizes_in(pdf)) >= 14
    look = AccessLog.objects.get(action=AccessLog.Action.LETTERS)
    assert (look.partner, look.rows) == (partner, 3)
    assert set(settings.VAR_DIR.rglob("*.pdf")) == before


def test_a_letter_about_a_sensitive_activity_names_neither_it_nor_its_place(
    client, partner, manager
):
    bookable = cooking(partner, is_sensitive=True)
    sign_up(bookable, contact=CALLER, channel=TELEPHONE)

    text = text_of(printed(client, bookable))

    assert "Hallo Riet Voorbeeld," in text
    for telling in ("Koken", "De Vliet", "De Ster"):
        assert telling not in text


def test_who_waits_reads_that_somebody_calls(client, partner, manager):
    bookable = cooking(partner)
    sign_up(bookable, size=9)
    sign_up(bookable, contact=CALLER, channel=TELEPHONE)

    assert "Je staat op de wachtlijst." in text_of(printed(client, bookable))


def test_a_series_tells_no_dates_before_somebody_is_placed(client, partner, manager):
    series = make_series(partner=partner)
    sign_up_for_series(series, contact=CALLER)

    text = text_of(printed(client, series.bookable))

    assert "We bellen je als je bent ingedeeld." in text
    assert "Wanneer" not in text


def test_where_everybody_has_an_address_there_is_nothing_to_print(client, partner, manager):
    bookable = cooking(partner)
    sign_up(bookable)
    url = reverse("signups_staff:letters", args=[bookable.pk])

    assert (
        url not in client.get(reverse("signups_staff:people", args=[bookable.pk])).content.decode()
    )
    assert client.post(url).status_code == 302
    assert not AccessLog.objects.filter(action=AccessLog.Action.LETTERS).exists()
