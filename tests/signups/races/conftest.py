"""A database of its own for the races: a file, or one on the PostgreSQL server that is given."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests import template

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def arena(tmp_path_factory):
    """Return a function that runs a scenario of driver.py and gives what it found."""
    folder = tmp_path_factory.mktemp("races")
    given = os.environ.get("DATABASE_URL", "")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "TEST_VAR_DIR": str(folder),
    }
    environment.pop("DATABASE_URL", None)
    database = None
    if given.startswith("postgres"):
        database = f"races_{secrets.token_hex(4)}"
        made = template.copy(database)
        if not made:
            _on_server(given, f'CREATE DATABASE "{database}"')
        environment["DATABASE_URL"] = urlunsplit(urlsplit(given)._replace(path=f"/{database}"))
    else:
        made = template.copy(str(folder / "portal.sqlite3"))
    options = {"cwd": ROOT, "env": environment}
    if not made:
        for command in (["migrate", "--verbosity", "0"], ["createcachetable"]):
            subprocess.run([sys.executable, "manage.py", *command], check=True, **options)
    driver = subprocess.Popen(
        [sys.executable, "-m", "tests.signups.races"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )

    def run(scenario, **arguments):
        driver.stdin.write(json.dumps([scenario, arguments]) + "\n")
        driver.stdin.flush()
        answer = json.loads(driver.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["found"]

    run.is_postgres = database is not None
    try:
        yield run
    finally:
        driver.stdin.close()
        try:
            driver.wait(20)
        except subprocess.TimeoutExpired:
            driver.kill()
        if database:
            _on_server(given, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _on_server(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
