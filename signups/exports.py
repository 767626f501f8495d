"""The list of who comes as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from signups.models import Signup
from signups.roll import Row

# A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value) -> str:
    """Return the value as text that a spreadsheet never takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return one line for each person, in UTF-8 with the mark that spreadsheets look for."""
    rows = list(rows)
    questions = list(dict.fromkeys(answer.question for row in rows for answer in row.answers))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(
        safe(cell)
        for cell in (
            _("State"), _("Name"), _("Age"), _("Contact"), _("E-mail"), _("Telephone"),
            _("Signed up at"), *questions,
        )
    )  # fmt: skip
    for row in rows:
        answers = {answer.question: answer.answer for answer in row.answers}
        for person in row.people:
            writer.writerow(
                safe(cell)
                for cell in (
                    Signup.Status(row.signup.status).label,
                    person.name,
                    "" if person.age is None else person.age,
                    row.contact.name,
                    row.contact.email,
                    row.contact.telephone,
                    f"{timezone.localtime(row.signup.created_at):%Y-%m-%d %H:%M}",
                    *(answers.get(question, "") for question in questions),
                )
            )
    return b"\xef\xbb\xbf" + file.getvalue().encode()
