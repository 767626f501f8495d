"""The sheet of a meeting centre: read back from the PDF, as it is printed."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from common import clock
from portal.paper import drawing, keeping, sheet
from tests import builders
from venues.models import Venue

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=clock.LOCAL)  # a Wednesday of week 48
MONDAY = datetime(2026, 11, 23).date()


@pytest.fixture
def centre():
    return builders.make_venue(
        "De Vliet", kind=Venue.Kind.MEETING_CENTRE, street="Dijk 1", town="Maassluis",
        telephone="010 123 45 67",
    )  # fmt: skip


def held(title: str, venue, day: int = 2, hour: int = 10, **fields):
    """A session in the week of NOW, that many days after its Monday."""
    starts = datetime(2026, 11, 23 + day, hour, tzinfo=clock.LOCAL)
    page = builders.make_activity(title, partner=fields.pop("partner"), venue=venue, **fields)
    return builders.make_session(builders.make_bare_group(page), starts_at=starts)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


def test_a_sheet_tells_the_week_of_one_centre_and_nothing_hidden(centre):
    partner = builders.make_partner()
    other = builders.make_venue("De Vloot")
    held(
        "Koffieochtend", centre, partner=partner, price_cents=250, contact_telephone="010 765 43 21"
    )
    held("Soep élke dag", centre, day=4, partner=partner)
    held("Elders", other, partner=partner)
    held("Concept", centre, partner=partner, live=False)
    held("Volgende week", centre, day=7, partner=partner)
    moved = held("Verhuisd", centre, hour=15, partner=partner)
    moved.venue = other
    moved.save()
    cancelled = held("Bingo", centre, day=3, hour=19, partner=partner)
    cancelled.status = "cancelled"
    cancelled.save()

    with translation.override("nl"):
        pdf = read(drawing.draw(sheet.of(centre, MONDAY), NOW))

    text = text_of(pdf)
    assert text.index("Woensdag 25 november") < text.index("Vrijdag 27 november")
    for words in (
        "De Vliet", "Week 48: 23 november tot en met 29 november", "Dijk 1, Maassluis",
        "10.00 – 12.00 Koffieochtend", "€ 2,50", "Bel 010 765 43 21", "Soep élke dag",
        "Vragen? Bel 010 123 45 67", "19.00 – 21.00 Bingo", "Gaat niet door.", "1 / 1",
    ):  # fmt: skip
        assert words in " ".join(text.split()), words
    for words in ("Elders", "Concept", "Volgende week", "Verhuisd"):
        assert words not in text
    width, height = (float(side) * 25.4 / 72 for side in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    assert pdf.trailer["/Root"]["/Lang"] == "nl-NL"
    assert pdf.metadata.title.startswith("De Vliet, Week 48")


def test_its_letters_are_large_and_in_the_file_and_the_code_has_words(centre):
    held("Koffieochtend", centre, partner=builders.make_partner())
    sizes: set[float] = set()

    pdf = read(drawing.draw(sheet.of(centre, MONDAY), NOW))
    page = pdf.pages[0]
    page.extract_text(
        visitor_text=lambda text, cm, tm, font, size: text.strip() and sizes.add(size)
    )

    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    parts = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all("/FontFile2" in part.get_object() for part in parts)
    assert min(sizes) >= 18
    assert len(page.images) == 1
    assert page["/Annots"][0].get_object()["/A"]["/URI"].endswith("/zoeken/?q=De+Vliet")
    assert b"/Alt " in drawing.draw(sheet.of(centre, MONDAY), NOW)


def test_a_full_week_goes_on_over_pages_with_the_telephone_on_each(centre):
    partner = builders.make_partner()
    for number in range(12):
        held(f"Samen eten aan de lange tafel {number}", centre, day=number % 7, partner=partner)

    pdf = read(drawing.draw(sheet.of(centre, MONDAY), NOW))

    assert len(pdf.pages) > 1
    assert all("010 123 45 67" in page.extract_text() for page in pdf.pages)
    assert all(f"tafel {number}" in " ".join(text_of(pdf).split()) for number in range(12))


def test_staff_make_a_sheet_with_one_button(client, centre):
    client.force_login(builders.make_staff(builders.make_partner(), role="worker"))

    page = client.get(reverse("paper:index")).content.decode()
    made = client.get(reverse("paper:pdf", args=[centre.pk, "2026-W48"]))

    monday = sheet.coming_mondays(clock.now())[0]
    assert reverse("paper:pdf", args=[centre.pk, sheet.name_of(monday)]) in page
    assert made["Content-Type"] == "application/pdf"
    assert "Er staat deze week niets op het programma." in text_of(read(made.content))
    for week in ("2026-W99", "vandaag"):
        assert client.get(reverse("paper:pdf", args=[centre.pk, week])).status_code == 404


def test_the_worker_keeps_two_weeks_draws_them_anew_and_drops_old_ones(centre):
    path = keeping.path_of(centre, MONDAY)
    now = clock.now()

    made = keeping.run(now)
    again = keeping.run(now)
    later = keeping.run(now + timedelta(hours=7))
    this, following = (keeping.path_of(centre, day) for day in sheet.coming_mondays(now))

    assert (made, again, later) == (2, 0, 2)
    assert default_storage.exists(this)
    assert default_storage.exists(following)
    keeping.run(now + timedelta(days=21))
    assert not default_storage.exists(this)
    assert not default_storage.exists(path)
