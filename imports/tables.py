"""From the bytes of an XLSX or CSV file to rows of cells; nothing in it is ever executed."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from imports.items import MAX_BYTES, MAX_ROWS, Unreadable

MAX_UNPACKED = 60 * 1024 * 1024  # bytes of all parts of an XLSX file
MAX_PARTS = 500
MAX_COLUMNS = 60
MAX_CELL = 5_000  # characters

Table = Iterator[list[Any]]


def read(content: bytes) -> list[list[Any]]:
    """Return the rows of the first sheet, cells as text, numbers, dates or None.

    The content says what it is, not the name.

    :raises Unreadable: too large, no table, or more rows than one import may have.
    """
    if not content:
        raise Unreadable("empty")
    if len(content) > MAX_BYTES:
        raise Unreadable("too_large")
    packed = content.startswith(b"PK\x03\x04")
    rows = []
    for row in _xlsx(content) if packed else _csv(content):
        cells = row[:MAX_COLUMNS]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        rows.append(cells)
        if len(rows) > 2 * MAX_ROWS:
            raise Unreadable("too_many_rows")
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise Unreadable("empty")
    if sum(1 for row in rows if row) > MAX_ROWS + 1:
        raise Unreadable("too_many_rows")
    return rows


def _xlsx(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
            if len(listed) > MAX_PARTS or sum(part.file_size for part in listed) > MAX_UNPACKED:
                raise Unreadable("too_large")
        # What a program worked out is read; a formula itself is no value (`data_only`).
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a file may claim a million columns
        for row in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
            yield list(row)
    except Unreadable:
        raise
    except Exception as error:  # damaged in any of a hundred ways
        raise Unreadable("no_table") from error


def _csv(content: bytes) -> Table:
    told = _decode(content)
    if "\x00" in told or told.lstrip().startswith("<"):  # some programs save a page as CSV
        raise Unreadable("no_table")
    first = told.split("\n", 1)[0]
    # Dutch Excel writes semicolons, because the comma is in its numbers.
    separator = max(";,\t", key=first.count)
    csv.field_size_limit(MAX_CELL * 4)
    try:
        for row in csv.reader(io.StringIO(told, newline=""), delimiter=separator):
            yield [cell if cell.strip() else None for cell in row]
    except csv.Error as error:
        raise Unreadable("no_table") from error


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Unreadable("no_table") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
