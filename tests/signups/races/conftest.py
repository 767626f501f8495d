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

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 900  # seconds, on a busy machine


@pytest.fixture(scope="session")
def arena(tmp_path_factory):
    """Return a function that runs a scenario of the driver and gives what it found."""
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
        _on_server(given, f'CREATE DATABASE "{database}"')
        environment["DATABASE_URL"] = urlunsplit(urlsplit(given)._replace(path=f"/{database}"))

    def call(*command):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def run(scenario, **arguments):
        out = call("-m", "tests.signups.races.driver", scenario, json.dumps(arguments))
        return json.loads(out.splitlines()[-1])

    try:
        call("manage.py", "migrate", "--verbosity", "0")
        call("manage.py", "createcachetable")
        run.is_postgres = database is not None
        yield run
    finally:
        if database:
            _on_server(given, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def _on_server(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
