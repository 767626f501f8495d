"""The empty spreadsheet that staff download, with an example and what each column means."""

import csv
import io
from datetime import date, time, timedelta

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from imports import columns

LAST = 5001  # the last row that may hold data
MEANING = {
    "code": "Je eigen code, voor elke datum een andere. Dan mag je later dag en tijd veranderen.",
    "naam": "Verplicht. Rijen met dezelfde naam worden één activiteit.",
    "datum": "Verplicht. Bijvoorbeeld 31-12-2026.",
    "van": "Verplicht. Bijvoorbeeld 10:00.",
    "tot": "Verplicht. Bijvoorbeeld 12:00.",
    "locatie": "De naam van de locatie, zoals op het portaal.",
    "samenvatting": "Een of twee korte zinnen.",
    "soort": "Kies uit de lijst.",
    "prijs": "In euro's. Vul 0 in als het gratis is.",
    "doelgroepen": "Meer doelgroepen? Zet er een komma tussen.",
    "thema's": "Meer thema's? Zet er een komma tussen.",
    "leeftijd van": "Alleen een getal.",
    "leeftijd tot": "Alleen een getal.",
    "telefoon": "Het nummer van de organisatie.",
    "e-mail": "Het adres van de organisatie.",
    "aanmelden": "inloop, telefoon of link.",
    "link": "Waar iemand zich aanmeldt. Alleen bij aanmelden: link.",
}


def _examples(today: date) -> list[dict]:
    """Return two dates of one activity, each with a code of its own."""
    row = {
        "naam": "Koffieochtend (voorbeeld)", "van": time(10), "tot": time(12), "locatie": "",
        "samenvatting": "Samen koffie drinken. Iedereen is welkom.",
        "soort": "inloop", "prijs": 0, "aanmelden": "inloop",
    }  # fmt: skip
    return [
        {**row, "code": f"koffie-{number}", "datum": today + timedelta(days=23 + 7 * number)}
        for number in (1, 2)
    ]


def xlsx(today: date) -> bytes:
    """Return a workbook with a sheet to fill in and a sheet that explains it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Activiteiten"
    sheet.append(columns.HEADS)
    for example in _examples(today):
        sheet.append([example.get(head) for head in columns.HEADS])
    for index, head in enumerate(columns.HEADS, start=1):
        cell = sheet.cell(1, index)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = max(12, len(head) + 4)
        style = {"datum": "dd-mm-yyyy", "van": "hh:mm", "tot": "hh:mm"}.get(head)
        for row in range(2, 200) if style else ():
            sheet.cell(row, index).number_format = style
    sheet.freeze_panes = "A2"
    for head, words in (("soort", columns.KINDS), ("aanmelden", columns.WAYS)):
        column = sheet.cell(1, columns.HEADS.index(head) + 1).column_letter
        choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        choice.add(f"{column}2:{column}{LAST}")
        sheet.add_data_validation(choice)
    help_sheet = book.create_sheet("Uitleg")
    help_sheet.append(["kolom", "wat je invult"])
    for head, meaning in MEANING.items():
        help_sheet.append([head, meaning])
    help_sheet.column_dimensions["B"].width = 80
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def csv_file(today: date) -> bytes:
    """Return the same as CSV, as Dutch Excel opens it: semicolons and a byte order mark."""
    kept = io.StringIO(newline="")
    writer = csv.DictWriter(kept, columns.HEADS, delimiter=";")
    writer.writeheader()
    for example in _examples(today):
        example |= {"datum": f"{example['datum']:%d-%m-%Y}", "van": "10:00", "tot": "12:00"}
        writer.writerow(example)
    return kept.getvalue().encode("utf-8-sig")
