"""The list of who comes as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from signups.models import Signup
from signups.roll import Row

# A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 24  # of a column, in characters


def safe(value) -> str:
    """Return the value as text that a spreadsheet never takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return one line for each person, in UTF-8 with the mark that spreadsheets look for."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(_table(rows))
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_xlsx(rows: Iterable[Row]) -> bytes:
    """Return one line for each person as a workbook; every cell is text, none a formula."""
    book = Workbook()
    page = book.active
    for number, cells in enumerate(_table(rows), start=1):
        for column, text in enumerate(cells, start=1):
            cell = page.cell(number, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    for column in page.columns:
        page.column_dimensions[column[0].column_letter].width = _WIDTH
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _table(rows: Iterable[Row]) -> list[list[str]]:
    """Return the heading and a line for each person, every cell safe."""
    rows = list(rows)
    questions = list(dict.fromkeys(answer.question for row in rows for answer in row.answers))
    heading = [
        _("State"), _("Name"), _("Age"), _("Contact"), _("E-mail"), _("Telephone"),
        _("Signed up at"), *questions,
    ]  # fmt: skip
    lines = [_line(row, position, questions) for row in rows for position in range(len(row.people))]
    return [[safe(cell) for cell in cells] for cells in (heading, *lines)]


def _line(row: Row, position: int, questions: list[str]) -> list:
    """Return the cells of one person; an answer about one child stands with that child only."""
    person = row.people[position]
    answers = {
        answer.question: answer.answer
        for answer in row.answers
        if answer.person in (None, position)
    }
    return [
        Signup.Status(row.signup.status).label,
        person.name,
        "" if person.age is None else person.age,
        row.contact.name,
        row.contact.email,
        row.contact.telephone,
        f"{timezone.localtime(row.signup.created_at):%Y-%m-%d %H:%M}",
        *(answers.get(question, "") for question in questions),
    ]
