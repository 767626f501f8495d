"""Count the SQL queries of each page: with the pieces kept, and in a process that has none.

Prints JSON: the pages that benchmarks.pages measures.
"""

import json

import django


def pages() -> list[tuple[str, str]]:
    """Return name and address; {} is filled with words nobody asked for yet."""
    from activities.models import ActivityPage
    from common import clock

    coming = ActivityPage.objects.visible().upcoming(clock.now()).order_by("pk").last()
    return [
        ("home", "/"),
        ("list `/activiteiten/`", "/activiteiten/"),
        ("activity", coming.url),
        ("partner", coming.get_parent().url),
        ("search, the same question", "/zoeken/?q=koffie"),
        ("search, a new question each time", "/zoeken/?q={}"),
        ("month `/agenda/`", "/agenda/"),
    ]


def count(client, address: str) -> tuple[int, int]:
    """Return the number of queries with the pieces kept, and without any."""
    from django.core.cache import caches
    from django.db import connection

    log = []

    def note(execute, sql, params, many, context):
        log.append(sql)
        return execute(sql, params, many, context)

    def visit() -> int:
        log.clear()
        with connection.execute_wrapper(note):
            response = client.get(address.format("koffie thee"))
        if response.status_code != 200:
            raise SystemExit(f"{address} answers {response.status_code}")
        return len(log)

    visit()  # what a process reads once in its life
    caches["default"].clear()
    caches["fragments"].clear()
    new = visit()
    return visit(), new


if __name__ == "__main__":
    django.setup()
    from django.test import Client

    browser = Client(SERVER_NAME="127.0.0.1")
    rows = []
    for name, address in pages():
        kept, new = count(browser, address)
        rows.append({"name": name, "url": address, "kept": kept, "new": new})
    print(json.dumps(rows))
