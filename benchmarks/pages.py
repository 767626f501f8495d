"""Measure the public pages as a visitor's browser meets them: `python -m benchmarks.pages`.

Fills a database of its own with generated activities, serves it by gunicorn
with two sync workers, and loads it as the peers in docs/performance.md were:
wrk, 8 connections, 10 seconds after a warm-up, the median of three. Prints the
conditions with the figures. `--activities 10` gives the comparison for queries.
"""

import argparse
import gzip
import http.client
import json
import os
import platform
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
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
WORKERS, CONNECTIONS = 2, 8
WORDS = "koffie autisme geld taal muziek wandelen zwemmen slapen pesten schilderen".split()  # noqa: SIM905


def main() -> None:
    options = _options()
    folder = Path(options.data or tempfile.mkdtemp(prefix="wijkportaal-bench-"))
    environment = {
        **os.environ,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    try:
        _prepare(folder, environment, options.activities)
        queries = _count(environment)
        port = _free_port()
        server = _serve(environment, port)
        try:
            chosen = [page for page in queries if options.only in page["name"]]
            rows = [_measure(server.pid, port, page, options) for page in chosen]
            memory = _memory(server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
        _print(options, environment, rows, memory)
    finally:
        if not options.data:
            shutil.rmtree(folder, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--activities", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="part of the name of the pages to measure")
    parser.add_argument("--data", help="keep the database here and use it again")
    return parser.parse_args()


def _prepare(folder: Path, environment: dict, count: int) -> None:
    stamp = folder / f"generated-{count}"
    folder.mkdir(parents=True, exist_ok=True)
    manage = [sys.executable, "manage.py"]
    commands = [
        [*manage, "migrate", "--verbosity=0"],
        [*manage, "createcachetable"],
        [*manage, "collectstatic", "--noinput", "--verbosity=0"],
    ]
    if not stamp.exists():
        commands += [
            [*manage, "seed_demo"],
            [sys.executable, "-m", "benchmarks.generate", str(count)],
            [*manage, "search_rebuild"],
        ]
    for command in commands:
        print("preparing:", " ".join(command[1:3]), file=sys.stderr)
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    stamp.touch()


def _count(environment: dict) -> list[dict]:
    """Return the pages to measure, with their SQL queries new and kept, from a process apart."""
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.queries"],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(found.stdout)


def _serve(environment: dict, port: int) -> subprocess.Popen:
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "portal.wsgi:application",
            "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--worker-class", "sync",
            "--log-level", "warning", "--timeout", "120",
        ],
        cwd=ROOT,
        env=environment,
    )  # fmt: skip
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise SystemExit("the server does not start")


def _measure(pid: int, port: int, page: dict, options: argparse.Namespace) -> dict:
    address = page["url"]
    for _ in range(20 * WORKERS):  # every process has then built its pieces
        _get(port, _another(address))
    alone = sorted(_time(port, _another(address)) for _ in range(60))
    before = _processor(pid)
    rounds = [_load(port, address, options.seconds) for _ in range(options.rounds)]
    used = _processor(pid) - before
    plain = _get(port, _another(address))
    return {
        **page,
        "alone": statistics.median(alone),
        "rate": statistics.median(rate for rate, _ in rounds),
        # What a request takes of a processor: it says the same on a busy machine.
        "cpu": used * 1000 / (sum(rate for rate, _ in rounds) * options.seconds),
        "p50": statistics.median(p50 for _, p50 in rounds),
        "bytes": len(plain),
        "gzip": len(gzip.compress(plain, 6)),
    }


def _another(address: str) -> str:
    """Fill in words nobody asked for yet, where an address leaves room for them."""
    if "{}" not in address:
        return address
    _another.number = getattr(_another, "number", 0) + 1
    words = [WORDS[_another.number % len(WORDS)], WORDS[_another.number // 10 % len(WORDS)]]
    return address.format(quote(f"{' '.join(words)} {_another.number}"))


def _get(port: int, address: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{address} answers {response.status}")
    return body


def _time(port: int, address: str) -> float:
    start = time.perf_counter()
    _get(port, address)
    return (time.perf_counter() - start) * 1000


def _load(port: int, address: str, seconds: int) -> tuple[float, float]:
    """Return requests per second and the median time in ms at 8 connections."""
    if "{}" in address or not shutil.which("wrk"):
        return _load_with_threads(port, address, seconds)
    found = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency",
         f"http://127.0.0.1:{port}{address}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in found:
        raise SystemExit(found)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", found)[1])
    value, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", found).groups()
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _load_with_threads(port: int, address: str, seconds: int) -> tuple[float, float]:
    """The same load from Python threads: it takes more of the processor than wrk does."""
    times: list[float] = []
    end = time.perf_counter() + seconds

    def visit():
        while time.perf_counter() < end:
            times.append(_time(port, _another(address)))

    threads = [threading.Thread(target=visit) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / seconds, statistics.median(times)


def _workers(pid: int) -> list[Path]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [Path("/proc") / child for child in children]


def _processor(pid: int) -> float:
    """Return the seconds of processor time that all workers have used."""
    ticks = 0
    for worker in _workers(pid):
        fields = (worker / "stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Return the resident memory in MB of the largest worker."""
    sizes = [
        int(re.search(r"^VmRSS:\s+(\d+)", (worker / "status").read_text(), re.MULTILINE)[1])
        for worker in _workers(pid)
    ]
    return max(sizes, default=0) / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _print(options, environment: dict, rows: list[dict], memory: float) -> None:
    database = "PostgreSQL" if "postgres" in environment.get("DATABASE_URL", "") else "SQLite"
    print(
        f"{options.activities:,} activities; {os.cpu_count()} cores, shared by load and server; "
        f"Python {platform.python_version()}; {database}; gunicorn {WORKERS} sync workers; "
        f"{CONNECTIONS} connections, {options.seconds} s, median of {options.rounds}; "
        f"load average at the end {os.getloadavg()[0]:.1f}; "
        f"largest worker {memory:.0f} MB"
    )
    print()
    print(
        "| Page | requests/s | p50 at 8 | alone | processor | queries kept / new | bytes (gzip) |"
    )
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        print(
            f"| {row['name']} | {row['rate']:.0f} | {row['p50']:.1f} ms | {row['alone']:.1f} ms "
            f"| {row['cpu']:.1f} ms | {row['kept']} / {row['new']} | {row['bytes'] / 1000:.0f} k "
            f"({row['gzip'] / 1000:.1f} k) |"
        )


if __name__ == "__main__":
    main()
