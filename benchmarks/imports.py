#!/usr/bin/env python
"""Time an import of many rows, from the bytes of the file to the last row.

    python -m benchmarks.imports --rows 5000 --activities 500

The preview is made in this process, as a web request does it; the import runs in a process of
its own, as the worker starts it. Prints its conditions, times and the peak memory of each.
On SQLite in a folder of its own, or on an empty PostgreSQL database in DATABASE_URL.
"""

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_SECONDS, MOST_MEGABYTES = 60, 300


def main() -> int:
    options = _options()
    if options.inside:
        return _inside(options)
    folder = Path(tempfile.mkdtemp(prefix="imports-benchmark-"))
    environment = {
        **os.environ, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }  # fmt: skip
    try:
        for command in (["migrate", "--verbosity=0"], ["createcachetable"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment,
                           check=True)  # fmt: skip
        arguments = ["--inside", "--rows", str(options.rows)]
        arguments += ["--activities", str(options.activities)]
        command = [sys.executable, "-m", "benchmarks.imports", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    finally:
        shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--activities", type=int, default=500)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _inside(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.db import connection

    from activities.models import ActivityPage, Session
    from common import clock
    from imports import operations, runner
    from tests import builders

    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, "
          f"load {load}, {connection.vendor}")  # fmt: skip
    print(f"{options.rows} rows of {options.activities} activities, as XLSX")
    partner = builders.make_partner("Buurtkeuken")
    manager = builders.make_staff(partner)
    content = _workbook(options)
    before, started = _processor(resource.RUSAGE_SELF), time.perf_counter()
    run = operations.read_spreadsheet(
        partner=partner, content=content, name="", wish="draft", by=manager, now=clock.now()
    )
    preview = time.perf_counter() - started
    print(f"preview  {preview:6.1f} s  {_peak(resource.RUSAGE_SELF):4.0f} MB  {len(content)} bytes")
    print(f"         {_processor(resource.RUSAGE_SELF) - before:6.1f} s of processor time")
    operations.start(run=run, by=manager)
    token = runner.lease(run.pk, clock.now())
    started = time.perf_counter()
    command = [sys.executable, "manage.py", "run_import", str(run.pk), token]
    subprocess.run(command, cwd=ROOT, check=True)
    whole, peak = time.perf_counter() - started, _peak(resource.RUSAGE_CHILDREN)
    made = (ActivityPage.objects.count(), Session.objects.count())
    print(f"import   {whole:6.1f} s  {peak:4.0f} MB  {made[0]} activities, {made[1]} sessions")
    used = _processor(resource.RUSAGE_CHILDREN)
    print(f"         {used:6.1f} s of processor time, its start included")
    well = made == (options.activities, options.rows)
    well = well and preview + whole < MOST_SECONDS and peak < MOST_MEGABYTES
    print(f"within {MOST_SECONDS} s and {MOST_MEGABYTES} MB" if well else "TOO MUCH")
    return not well


def _processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _workbook(options: argparse.Namespace) -> bytes:
    import io

    import openpyxl

    from imports.columns import HEADS

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADS)
    first = date.today() + timedelta(days=10)
    for number in range(options.rows):
        row = {
            "code": f"k{number}", "naam": f"Activiteit {number % options.activities}",
            "datum": first + timedelta(days=number // options.activities * 7),
            "van": "10:00", "tot": "12:00", "soort": "bijeenkomst", "prijs": 2.5,
            "samenvatting": "Samen iets doen. Iedereen is welkom.",
        }  # fmt: skip
        sheet.append([row.get(head) for head in HEADS])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


if __name__ == "__main__":
    sys.exit(main())
