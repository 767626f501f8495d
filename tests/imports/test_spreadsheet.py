"""From a spreadsheet to activities, from the upload to the last row."""

import io
import zipfile

import openpyxl
import pytest
from django.urls import reverse

from activities.models import ActivityPage, Session
from common import clock
from imports import notes, operations, runner, spreadsheet, tables, templates
from imports.items import Unreadable
from imports.models import Row, Run
from tests import builders
from tests.imports import files

pytestmark = pytest.mark.django_db
Verdict = Row.Verdict


def prepare(partner, by, *rows, wish="draft"):
    return operations.read_spreadsheet(
        partner=partner, content=files.csv(*rows), name="rooster.csv", wish=wish, by=by,
        now=clock.now(),
    )  # fmt: skip


def carry_out(run):
    """Start a preview and do all its rows, as the process of the worker does."""
    operations.start(run=run, by=run.by)
    runner.work(run.pk, runner.lease(run.pk, clock.now()))


def verdicts(run):
    return list(run.rows.order_by("pk").values_list("verdict", flat=True))


def test_rows_with_one_name_become_one_draft_with_its_dates(partner, manager):
    venue, audience = builders.make_venue(), builders.make_audience("senioren")
    extra = {"locatie": "de vliet", "prijs": "2,50", "doelgroepen": "Senioren, reuzen"}
    extra |= {"samenvatting": "Samen koffie.", "leeftijd_van": "55", "soort": "inloop"}
    run = prepare(
        partner, manager, files.row(**extra),
        files.row(datum=f"{files.day(21):%Y-%m-%d}", van="9.30", tot="11 uur"),
    )  # fmt: skip
    assert verdicts(run) == ["new", "new"] and not ActivityPage.objects.exists()

    carry_out(run)

    page = ActivityPage.objects.child_of(partner).get()
    latest = page.get_latest_revision_as_object()
    assert not page.live and page.owner == manager and page.venue == venue
    assert (page.title, page.summary, page.kind) == ("Koffieochtend", "Samen koffie.", "inloop")
    assert (page.price_cents, page.age_from) == (250, 55)
    assert (page.contact_telephone, list(latest.audiences.all())) == ("010 123 45 67", [audience])
    group = page.groups.get()
    moments = [clock.local(session.starts_at) for session in group.sessions.in_order()]
    assert group.way_in == "drop_in"
    assert moments == [files.day().replace(hour=10), files.day(21).replace(hour=9, minute=30)]
    assert ["unknown_word", "reuzen"] in run.rows.first().notes
    run.refresh_from_db()
    assert run.state == Run.State.DONE and run.finished_at


def test_importing_twice_changes_nothing_and_a_code_lets_a_date_move(partner, manager):
    carry_out(prepare(partner, manager, files.row(code="k1"), files.row(naam="Soep")))
    again = prepare(partner, manager, files.row(code="k1"), files.row(naam="Soep"))
    assert verdicts(again) == ["same", "same"]
    carry_out(again)
    assert ActivityPage.objects.count() == Session.objects.count() == 2

    carry_out(prepare(partner, manager, files.row(code="k1", van="14:00", tot="15:00")))

    session = Session.objects.get(group__activity__title="Koffieochtend")
    assert clock.local(session.starts_at).hour == 14 and session.planned_at is not None


def test_a_code_that_was_copied_down_is_named_and_the_template_shows_one_for_each_date(
    partner, manager
):
    later = files.row(code="k1", datum=f"{files.day(21):%d-%m-%Y}")
    run = prepare(partner, manager, files.row(code="k1"), later, files.row(code="k2"))

    told = [[notes.tell(*note) for note in row.notes] for row in run.rows.order_by("pk")]
    assert "Geef elke datum een eigen code, of laat de code leeg." in told[1][0]
    assert told[2] == ["Deze datum staat er twee keer in."]

    today = clock.local(clock.now()).date()
    for content in (templates.csv_file(today), templates.xlsx(today)):
        rows = spreadsheet.read(content)
        assert len(rows) == 2 and not [row for row in rows if row.refused]
        assert rows[0].activity == rows[1].activity and rows[0].starts_at != rows[1].starts_at


def test_what_was_changed_or_deleted_by_hand_stays(partner, manager):
    words = {"samenvatting": "Uit het blad.", "prijs": "1"}
    second = files.row(code="b", datum=f"{files.day(21):%d-%m-%Y}")
    carry_out(prepare(partner, manager, files.row(code="a", **words), second))
    page = ActivityPage.objects.get().get_latest_revision_as_object()
    page.summary = "Met de hand."
    page.save_revision()
    Session.objects.order_by("starts_at").last().delete()
    words |= {"samenvatting": "Nieuw uit het blad.", "prijs": "3"}

    run = prepare(partner, manager, files.row(code="a", **words), second)
    assert verdicts(run) == ["changed", "kept"]
    carry_out(run)

    latest = ActivityPage.objects.get().get_latest_revision_as_object()
    assert (latest.summary, latest.price_cents) == ("Met de hand.", 300)
    assert Session.objects.count() == 1
    notes = [code for row in run.rows.all() for code, _detail in row.notes]
    assert {"by_hand", "date_deleted"} <= set(notes)
    ActivityPage.objects.get().delete()
    gone = prepare(partner, manager, files.row(code="a"))
    assert verdicts(gone) == ["kept"]
    carry_out(gone)
    assert not ActivityPage.objects.exists()


def test_a_manager_publishes_and_a_worker_hands_in(partner, manager):
    worker = builders.make_staff(partner, "schrijver", role="worker")
    carry_out(prepare(partner, manager, files.row(), wish="publish"))
    carry_out(prepare(partner, worker, files.row(naam="Soep"), wish="publish"))
    carry_out(prepare(partner, worker, files.row(naam="Brood"), wish="submit"))

    live = {page.title: page.live for page in ActivityPage.objects.all()}
    assert live == {"Koffieochtend": True, "Soep": False, "Brood": False}
    carry_out(prepare(partner, worker, files.row(samenvatting="Beter."), wish="publish"))
    page = ActivityPage.objects.get(title="Koffieochtend")
    assert page.summary == "" and page.get_latest_revision_as_object().summary == "Beter."


def test_each_bad_cell_is_refused_with_its_reason_and_the_others_go_on(partner, manager):
    bad = {
        "datum": ["31-02-2027", "morgen", "", "01-01-1900"], "van": ["25:00", "=A1", "13:00"],
        "prijs": ["veel", "-1", "1e9"], "soort": ["feestje", "hulp"], "leeftijd_van": ["12 jaar"],
        "e-mail": ["geen adres"], "link": ["javascript:alert(1)"], "naam": ["", "x" * 200],
        "aanmelden": ["link"],
    }  # fmt: skip
    rows = [files.row(**{head: value}) for head, values in bad.items() for value in values]

    run = prepare(partner, manager, *rows, files.row(), files.row(), files.row(datum="01-01-2020"))

    assert verdicts(run) == ["refused"] * len(rows) + ["new", "refused", "refused"]
    assert all(row.notes for row in run.rows.filter(verdict="refused"))
    carry_out(run)
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        files.csv(files.row(naam="Café Één")),
        files.csv(files.row(naam="Café Één"), encoding="cp1252"),
        files.csv(files.row(naam="Café Één"), encoding="utf-16", separator="\t"),
        files.csv(files.row(naam="Café Één"), separator=",", encoding="utf-8", end="\n"),
        files.xlsx(files.row(naam="Café Één", datum=files.day().replace(tzinfo=None))),
    ],
    ids=["bom", "cp1252", "utf16", "comma", "xlsx"],
)
def test_reads_what_spreadsheet_programs_write(content):
    (item,) = spreadsheet.read(content)

    assert (item.title, item.refused) == ("Café Één", False)
    assert clock.local(item.starts_at) == files.day().replace(hour=10)


def _zip(**parts) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (files.csv(), "empty"),
        (b"x" * (2 * 1024 * 1024 + 1), "too_large"),
        (b"PK\x03\x04 no zip", "no_table"),
        (_zip(bomb=b"0" * 70_000_000), "too_large"),
        (_zip(**{f"part{n}": b"" for n in range(600)}), "too_large"),
        (_zip(xl__workbook="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "no_table"),
        (b"\x00\x01\x02binary\x00", "no_table"),
        (b"naam;datum\r\nx;y", "no_columns"),
        (b"\xef\xbb\xbf\n<html><table><tr><td>naam</table>", "no_table"),
        (b";".join(b"kolom%d" % n for n in range(300)) + b"\n" + b"x;" * 300, "no_columns"),
        (b"naam;datum;van;tot\n" + b"x;1;2;3\n" * 5001, "too_many_rows"),
        (b'naam;datum;van;tot\n"' + b"x" * 100_000, "no_table"),
    ],
    ids=["nothing", "heads", "large", "torn", "bomb", "parts", "entity", "binary", "columns",
         "page", "wide", "rows", "cell"],
)  # fmt: skip
def test_refuses_a_file_that_is_no_table(content, code):
    with pytest.raises(Unreadable) as refusal:
        spreadsheet.read(content)

    assert refusal.value.code == code


def test_executes_no_formula():
    book = openpyxl.Workbook()
    book.active.append(["naam", "datum", "van", "tot"])
    book.active.append(['=HYPERLINK("http://x.example")', files.day().date(), "10:00", "12:00"])
    kept = io.BytesIO()
    book.save(kept)

    (item,) = spreadsheet.read(kept.getvalue())

    assert item.refused and ["missing", "naam"] in item.notes


@pytest.mark.parametrize("make", [templates.xlsx, templates.csv_file])
def test_the_template_can_be_imported_as_it_is(make, partner, manager):
    run = operations.read_spreadsheet(
        partner=partner, content=make(files.day(0).date()), name="", wish="draft", by=manager,
        now=clock.now(),
    )  # fmt: skip

    assert verdicts(run) == ["new", "new"]
    assert len(tables.read(make(files.day(0).date()))[0]) == 17


def test_only_who_works_for_the_partner_comes_near(client, partner, manager):
    other = builders.make_partner("Elders")
    run = prepare(partner, manager, files.row())
    client.force_login(builders.make_staff(other, "ander"))
    addresses = {
        reverse("imports:partner", args=[partner.pk]): "get",
        reverse("imports:run", args=[partner.pk, run.pk]): "get",
        reverse("imports:run", args=[other.pk, run.pk]): "get",
        reverse("imports:read", args=[partner.pk, "blad"]): "post",
        reverse("imports:decide", args=[partner.pk, run.pk]): "post",
        reverse("imports:feed", args=[partner.pk, 1]): "post",
    }

    answers = {url: getattr(client, verb)(url).status_code for url, verb in addresses.items()}

    assert set(answers.values()) == {404}
    client.force_login(builders.make_staff(partner, "deur", role="volunteer"))
    assert client.get(reverse("imports:index")).status_code == 302


def test_from_upload_to_result_in_the_admin(client, partner, manager):
    client.force_login(manager)
    there = reverse("imports:partner", args=[partner.pk])
    assert client.get(reverse("imports:index")).url == there
    assert client.get(reverse("imports:template", args=["csv"])).content.startswith(b"\xef\xbb\xbf")
    read = reverse("imports:read", args=[partner.pk, "blad"])

    assert client.get(there).text.count("csrfmiddlewaretoken") >= 3  # one in each form

    wrong = client.post(read, {"blad-wish": "draft"})
    file = io.BytesIO(files.csv(files.row(), files.row(naam="")))
    file.name = "rooster.csv"
    sent = client.post(read, {"blad-wish": "publish", "blad-file": file})
    preview = client.get(sent.url)
    run = Run.objects.get()
    decide = reverse("imports:decide", args=[partner.pk, run.pk])
    started = client.post(decide, {"do": "start"})
    busy, still = client.get(started.url), client.get(f"{started.url}?stil")
    runner.work(run.pk, runner.lease(run.pk, clock.now()))
    ready = client.get(started.url)

    assert wrong.status_code == 400 and "verplicht veld" in wrong.text
    assert "Vul de kolom “naam” in." in preview.text and "Ja, importeer dit" in preview.text
    assert busy["Refresh"] and "Refresh" not in still and "Refresh" not in ready
    assert "Klaar" in ready.text and ActivityPage.objects.get().live
    twice = client.post(decide, {"do": "discard"}, follow=True)
    assert "eerder gestart" in twice.text and Run.objects.count() == 1
