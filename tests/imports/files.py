"""Spreadsheets and calendars made on the spot."""

import io
from datetime import datetime, timedelta

import openpyxl

from common import clock
from imports.columns import HEADS


def day(ahead: int = 14) -> datetime:
    """Return midnight of a Dutch day that many days ahead."""
    today = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=ahead)


def row(**cells) -> dict:
    """Return a row that can be imported; state only what matters."""
    usual = {"naam": "Koffieochtend", "datum": f"{day():%d-%m-%Y}", "van": "10:00", "tot": "12:00"}
    return usual | {name.replace("_", " "): value for name, value in cells.items()}


def csv(*rows: dict, separator=";", encoding="utf-8-sig", end="\r\n") -> bytes:
    lines = [HEADS, *([str(row.get(head, "")) for head in HEADS] for row in rows)]
    return (end.join(separator.join(line) for line in lines) + end).encode(encoding)


def xlsx(*rows: dict) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    for one in rows:
        book.active.append([one.get(head) for head in HEADS])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def calendar(*events: str, head: str = "") -> bytes:
    """Return a calendar of events; each is its lines, without BEGIN and END."""
    told = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Elders//NL\n{head}{told}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def event(uid="koffie@elders.example", title="Koffieochtend", start=None, hours=2, *more: str):
    start = start or day().replace(hour=10)
    end = start + timedelta(hours=hours)
    lines = [
        f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{title}",
        f"DTSTART;TZID=Europe/Amsterdam:{start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Europe/Amsterdam:{end:%Y%m%dT%H%M%S}", *more,
    ]  # fmt: skip
    return "\n".join(lines)
