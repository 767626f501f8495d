#!/usr/bin/env python3
"""Run the tests: `suite.py fast|test|full`.

fast needs no server and no browser. test runs everything on SQLite, and on PostgreSQL
again what uses a database, both search engines, the short races on both, and the
journeys in a browser. full adds what takes minutes, and on PostgreSQL the journeys, but
for how pages look. The servers are started here and stopped here. The last line counts
all of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Phase:
    """One run of pytest: what it is called, which tests, on which database."""

    name: str
    marks: str
    postgres: bool = False
    parallel: bool = False
    folders: tuple[str, ...] = ()


UNIT = "not journey and not race and not long"
FAST = [Phase("fast", f"{UNIT} and not elasticsearch", parallel=True)]
# Collecting all tests takes longer than some phases: these say where theirs are.
RACES = tuple(sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/*/races")))
JOURNEYS = ("tests/journeys",)
TEST = [
    Phase("SQLite", UNIT, parallel=True),
    Phase(
        "PostgreSQL",
        f"{UNIT} and not elasticsearch and not no_database",
        postgres=True,
        parallel=True,
    ),
    Phase("races on SQLite", "race and not long", folders=RACES),
    Phase("races on PostgreSQL", "race and not long", postgres=True, folders=RACES),
    Phase("journeys", "journey and not long", parallel=True, folders=JOURNEYS),
]
# The long runs of the search ask the engines, not the database.
WRITES = ("tests/signups", "tests/imports")
LONG = [
    Phase("histories on SQLite", "long and beside", parallel=True),
    Phase("long on SQLite", "long and not beside"),
    Phase(
        "histories on PostgreSQL", "long and beside", postgres=True, parallel=True, folders=WRITES
    ),
    Phase("long on PostgreSQL", "long and not beside", postgres=True, folders=WRITES),
    Phase(
        "journeys on PostgreSQL",
        "journey and not long and not looks",
        postgres=True,
        parallel=True,
        folders=JOURNEYS,
    ),
]
SUITES = {"fast": FAST, "test": TEST, "full": TEST + LONG}


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, report: Path) -> None:
        """Add what a JUnit report of pytest counts."""
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            self.failed += failed
            self.skipped += skipped
            self.passed += int(suite.get("tests", 0)) - failed - skipped


def run(phase: Phase, count: Count, extra: list[str]) -> bool:
    """Run one phase and add to count; return whether it went well."""
    print(f"\n=== {phase.name} ===", flush=True)
    environment = dict(os.environ)
    # Every process that starts would compile all packages again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not phase.postgres:
        environment["DATABASE_URL"] = ""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", phase.marks]
        command += [f"--junitxml={report}", "-o", "junit_family=xunit1", *extra]
        command += phase.folders
        if phase.parallel:
            command += ["-n", "auto", "--dist", "loadfile"]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if report.exists():
            count.add(report)
    if code and not count.failed:
        count.failed += 1  # pytest itself could not run
    return code == 0


def with_servers(name: str, extra: list[str]) -> int:
    """Run this script again, beside the servers that the suite needs."""
    command = [sys.executable, "scripts/services.py", "exec", "--postgres", "--elasticsearch"]
    command += ["--browser", "--", sys.executable, "scripts/suite.py", name, "--servers", *extra]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in SUITES:
        print(__doc__, file=sys.stderr)
        return 2
    name, extra = arguments[0], [part for part in arguments[1:] if part != "--servers"]
    if name != "fast" and "--servers" not in arguments:
        return with_servers(name, extra)
    count, started, bad = Count(), time.monotonic(), []
    for phase in SUITES[name]:
        if not run(phase, count, extra):
            bad.append(phase.name)
    print(f"\n{time.monotonic() - started:.0f} seconds")
    if bad:
        print(f"not well: {', '.join(bad)}")
    print(f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
