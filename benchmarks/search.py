#!/usr/bin/env python
"""Time the search on both engines: build, size, memory, and queries with 1 and 8 clients.

    scripts/services.py exec --elasticsearch -- python -m benchmarks.search --activities 10000

First in the process (plan, engine, facets, highlights, payload), then through /api/v1/search and
as the whole page /zoeken/ under gunicorn. Every question is a new one, so that no answer and no
count of an earlier one is used again. Around the activities stands the demonstration, for the
names of filters and the frame of the page. Without a server at TEST_ELASTICSEARCH_URL only the
embedded engine is measured. Prints its conditions, and the median and 95th percentile in
milliseconds of each kind of query.
"""

import argparse
import http.client
import itertools
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
SUGGESTIONS = ["kof", "wand", "scheidi", "muziekm", "oost", "jong", "taalc", "opv"]
QUERIES = {
    "plain": ["koffie", "wandelen senioren", "taalcafé", "scheidingsgroep", "muziek avond"],
    "typo": ["wandellen", "schijdingsgroep", "muziekmidag", "jongernavond"],
    "sentence": ["woensdagmiddag iets voor kind met autisme in oost", "gratis koken voor ouders",
                 "vanavond gratis jongeren", "cursus opvoeden avond"],
    "faceted": ["koffie&doelgroep=ouders&wijk=oost", "&dag=wo&dag=middag", "club&thema=rouw",
                "koken&prijs=gratis&leeftijd=8&dag=avond", "muziek&van=2026-12-01&tot=2026-12-24"],
    "list": ["", "&sorteer=datum&pagina=4"],
}  # fmt: skip
COLUMNS = f"{'':30} {'p50 ms':>8} {'p95 ms':>8} {'times':>6}"


def main() -> None:
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="search-benchmark-"))
    environment = {
        **os.environ, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }  # fmt: skip
    url = os.environ.get("TEST_ELASTICSEARCH_URL")
    try:
        for command in (["migrate", "--verbosity=0"], ["createcachetable"], ["seed_demo"],
                        ["collectstatic", "--noinput", "--verbosity=0"]):  # fmt: skip
            _manage(environment, command)
        _python(environment, ["-m", "benchmarks.search", "--names"])
        _conditions(options, url)
        for engine in ("embedded", "elastic") if url else ("embedded",):
            chosen = {**environment, "SEARCH_ENGINE": engine, "ELASTICSEARCH_HOSTS": url or ""}
            chosen["ELASTICSEARCH_INDEX"] = f"benchmark-{os.getpid()}"
            print(f"\n## {engine}", flush=True)
            arguments = ["--inside", "--activities", str(options.activities)]
            arguments += ["--rounds", str(options.rounds)]
            _python(chosen, ["-m", "benchmarks.search", *arguments])
            _over_http(chosen, options)
            if engine == "elastic":
                _python(chosen, ["-m", "benchmarks.search", "--drop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--activities", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--drop", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--names", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _conditions(options, url: str | None) -> None:
    load = os.getloadavg()[0]
    print(
        f"{options.activities} activities, ten to thirty sessions each; {os.cpu_count()} cores, "
        f"{platform.machine()}, Python {platform.python_version()}, tantivy {version('tantivy')}; "
        f"{datetime.now(UTC):%Y-%m-%d}; load before: {load:.1f}; gunicorn with 2 sync workers",
        flush=True,
    )
    if url:
        with urllib.request.urlopen(f"{url}/_nodes?filter_path=nodes.*.version") as answer:  # noqa: S310
            found = {node["version"] for node in json.load(answer)["nodes"].values()}
        told = f"Elasticsearch {', '.join(sorted(found))}, {len(found)} node on the same machine"
        print(told, flush=True)
    if not url:
        print("no TEST_ELASTICSEARCH_URL: the embedded engine only")


def _python(environment: dict, arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)


def _manage(environment: dict, arguments: list[str]) -> None:
    quiet = {"stdout": subprocess.DEVNULL}
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, **quiet)


def inside(options: argparse.Namespace) -> None:
    """Build the index in this process, and ask it with one client and with eight."""
    from django.conf import settings

    from benchmarks import corpus
    from search import engines

    began = time.perf_counter()
    engine = engines.current()
    engine.rebuild(corpus.activities(options.activities))
    took = time.perf_counter() - began
    print(f"built in {took:.1f} s; index of {_size(engine, settings) / 1e6:.1f} MB", flush=True)
    print(COLUMNS)
    for clients in (1, 8):
        for kind, texts in QUERIES.items():
            _report(f"engine, {kind}", clients, _times(_search(), texts, clients, options.rounds))
        times = _times(_suggest(), SUGGESTIONS, clients, options.rounds)
        _report("engine, suggestions", clients, times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:.0f} MB", flush=True)


def _size(engine, settings) -> int:
    if engine.name == "elastic":
        told = engine.client.indices.stats(index=f"{engine.index}-*", metric="store")
        return told["_all"]["total"]["store"]["size_in_bytes"]
    files = settings.SEARCH_INDEX_DIR.rglob("*")
    return sum(path.stat().st_size for path in files if path.is_file())


def _search():
    from django.http import QueryDict

    from benchmarks.corpus import NOW
    from search import finding, results
    from search.query import parse

    minutes = itertools.count(1)

    def search(text: str) -> None:
        # What has ended is left out to the minute, so another minute is another question.
        now = NOW + timedelta(minutes=next(minutes))
        found = finding.find(parse(QueryDict(f"q={text}")), now)
        results.of_found(found, now, None)

    return search


def _suggest():
    from benchmarks.corpus import NOW
    from search import suggesting

    return lambda text: suggesting.suggest(text, NOW)


def _times(ask, texts: list[str], clients: int, rounds: int) -> list[float]:
    """Return how long each question took, in milliseconds, asked by so many at once."""
    jobs = [text for _round in range(rounds) for text in texts]

    def timed(text: str) -> float:
        began = time.perf_counter()
        ask(text)
        return (time.perf_counter() - began) * 1000

    for text in texts:
        timed(text)
    with ThreadPoolExecutor(clients) as pool:
        return sorted(pool.map(timed, jobs))


def _report(name: str, clients: int, took: list[float]) -> None:
    p95 = took[int(len(took) * 0.95)]
    label = f"{name} ({clients})"
    print(f"{label:30} {statistics.median(took):8.1f} {p95:8.1f} {len(took):6}", flush=True)


def _over_http(environment: dict, options: argparse.Namespace) -> None:
    """Ask for JSON and for whole pages under gunicorn."""
    from benchmarks.pages import _free_port, _memory, _serve

    port = _free_port()
    server = _serve(environment, port)
    ways = {"api": _visitor(port, "/api/v1/search"), "page": _visitor(port, "/zoeken/")}
    try:
        for clients in (1, 8):
            for (way, ask), (kind, texts) in itertools.product(ways.items(), QUERIES.items()):
                times = _times(ask, texts, clients, max(options.rounds // 3, 1))
                _report(f"{way}, {kind}", clients, times)
        print(f"memory of the largest gunicorn worker: {_memory(server.pid):.0f} MB")
    finally:
        server.terminate()
        server.wait(120)


def _visitor(port: int, path: str):
    """Return what asks a question over HTTP that nobody asked before."""
    numbers = itertools.count()

    def ask(text: str) -> None:
        words, _and, rest = text.partition("&")
        # A kind of page that nobody has makes the question new, and finds no more and no less.
        new = f"soort=activiteit&soort=x{next(numbers)}"
        address = f"{path}?q={quote(words)}&{new}&{rest}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", address)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        plain = b'"degraded": true' in body or b"werkt nu niet goed" in body
        if response.status != 200 or plain:
            raise SystemExit(f"{address} answers {response.status}, from the database: {plain}")

    return ask


def names() -> None:
    """Give the portal the names of the filters that the made-up activities have."""
    from wagtail.models import Locale

    from activities.models import Audience, Theme
    from benchmarks import corpus
    from venues.models import Municipality, Neighbourhood

    for model, words in ((Audience, corpus.PEOPLE), (Theme, corpus.SUBJECTS)):
        for word in words:
            if not model.objects.filter(slug=word).exists():
                model.objects.create(slug=word, name=word.capitalize(), locale=Locale.get_default())
    town = Municipality.objects.get_or_create(slug="maassluis", defaults={"name": "Maassluis"})[0]
    for word in corpus.PLACES:
        Neighbourhood.objects.get_or_create(slug=word, name=f"Wijk {word}", municipality=town)


def drop() -> None:
    """Remove what was built on the server."""
    from search import engines

    engine = engines.current()
    names = list(engine.client.indices.get(index=f"{engine.index}-*"))
    engine.client.indices.delete(index=names)


if __name__ == "__main__":
    chosen = _options()
    if chosen.inside or chosen.drop or chosen.names:
        import django

        django.setup()
        drop() if chosen.drop else names() if chosen.names else inside(chosen)
    else:
        main()
