"""Measure signing up as it is done by a crowd: `python -m benchmarks.signups`.

The load of the peers in docs/performance.md: gunicorn with two sync workers, 16 clients, 200
people for 50 places and a waiting list of 100, over real HTTP with encryption, outbox and
token. On SQLite, or on PostgreSQL through `scripts/services.py exec --postgres --`.
The limits against floods are counted but set high, since all clients come from one machine.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
WORKERS, CLIENTS, PEOPLE = 2, 16, 200
CAPACITY, WAITING = 50, 100
HOST = "127.0.0.1"


def main() -> None:
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="wijkportaal-bench-"))
    environment = os.environ | {
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "LIMITS": json.dumps(
            {
                **{name: [10**6, 3600] for name in ("network", "activity", "email")},
                "form": [0, 86400],
            }
        ),
    }
    try:
        _manage(environment, "migrate", "--verbosity=0")
        _manage(environment, "createcachetable")
        _manage(environment, "collectstatic", "--noinput", "--verbosity=0")
        with socket.socket() as free:
            free.bind((HOST, 0))
            port = free.getsockname()[1]
        server = _serve(environment, port)
        try:
            rounds = [
                _round(environment, port, with_form=form)
                for form in (False, True)
                for _round_number in range(options.rounds)
            ]
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print(environment, rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _manage(environment: dict, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def _serve(environment: dict, port: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--workers", str(WORKERS)]
    server = subprocess.Popen(
        [*command, "--bind", f"{HOST}:{port}", "--log-level", "error"], cwd=ROOT, env=environment
    )
    for _try in range(300):
        try:
            socket.create_connection((HOST, port), 1).close()
            return server
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise SystemExit("gunicorn did not start")


_MAKE = """
from tests import builders
import itertools, random
builders._number = itertools.count(random.randrange(10**6))
from tests.signups.builders import make_bookable
row = make_bookable(capacity={capacity}, waiting_capacity={waiting})
print(row.pk, row.session_id)
"""
_READ = """
import json
from collections import Counter
from signups.models import Bookable
row = Bookable.objects.get(pk={pk})
rows = Counter(row.signups.values_list("status", flat=True))
print(json.dumps([row.taken, row.waiting, rows]))
"""


def _round(environment: dict, port: int, *, with_form: bool) -> dict:
    """Let the crowd come once; with_form also fetches the form before each signup."""
    make = _MAKE.format(capacity=CAPACITY, waiting=WAITING)
    pk, session = _manage(environment, "shell", "--no-imports", "-c", make).split()[-2:]
    path = f"/aanmelden/sessie/{session}/"
    numbers, lock = iter(range(PEOPLE)), threading.Lock()
    times, answers = [], Counter()
    barrier = threading.Barrier(CLIENTS + 1)

    def client():
        cookie, token = _form(port, path)
        barrier.wait()
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            start = time.perf_counter()
            if with_form:
                cookie, token = _form(port, path)
            # Who finds no form any more reads that all is full, and sends nothing.
            status = token and _post(port, path, cookie, token, session, number)
            times.append(time.perf_counter() - start)
            answers[status or "no form"] += 1

    threads = [threading.Thread(target=client) for _client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    barrier.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    read = _manage(environment, "shell", "--no-imports", "-c", _READ.format(pk=pk))
    taken, waiting, rows = json.loads(read.splitlines()[-1])
    return {
        "with_form": with_form,
        "per_second": PEOPLE / seconds,
        "p50": statistics.median(times) * 1000,
        "p99": statistics.quantiles(times, n=100)[98] * 1000,
        "answers": dict(answers),
        "outcome": f"{rows.get('placed', 0)} placed, {rows.get('waiting', 0)} waiting",
        "overbooked": max(0, taken - CAPACITY),
        "errors": sum(
            count for status, count in answers.items() if isinstance(status, int) and status >= 500
        ),
    }


def _form(port: int, path: str) -> tuple[str, tuple[str, str] | None]:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    page = response.read().decode()
    cookie = response.getheader("Set-Cookie", "").split(";")[0]
    found = [
        re.search(rf'name="{name}" value="([^"]+)"', page)
        for name in ("csrfmiddlewaretoken", "begun")
    ]
    connection.close()
    return cookie, (found[0][1], found[1][1]) if all(found) else None


def _post(
    port: int, path: str, cookie: str, token: tuple[str, str], session: str, number: int
) -> int:
    body = urlencode(
        {
            "csrfmiddlewaretoken": token[0],
            "begun": token[1],
            "key": str(uuid.uuid4()),
            "moment": session,
            "name": f"Bezoeker {number}",
            "email": f"bezoeker{number}@post.example",
            "telephone": "06 12345678",
            "p-TOTAL_FORMS": "0",
            "p-INITIAL_FORMS": "0",
        }
    )
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", path, body, headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def _print(environment: dict, rounds: list[dict]) -> None:
    database = "PostgreSQL" if environment.get("DATABASE_URL", "").startswith("p") else "SQLite"
    print(f"{database}, {WORKERS} workers, {CLIENTS} clients, {PEOPLE} people, load before:")
    print(f"  {os.getloadavg()[0]:.1f} (1 minute), {os.cpu_count()} cores shared with the clients")
    print("| round | signups/s | p50 ms | p99 ms | outcome | answers | overbooked | errors |")
    print("|---|---|---|---|---|---|---|---|")
    for row in rounds:
        name = "form and signup" if row["with_form"] else "signup"
        print(
            f"| {name} | {row['per_second']:.0f} | {row['p50']:.0f} | {row['p99']:.0f} "
            f"| {row['outcome']} | {row['answers']} | {row['overbooked']} | {row['errors']} |"
        )


if __name__ == "__main__":
    main()
