"""Scenarios with real processes, on the database that the environment names.

    echo '["crowd", {"clients": 40}]' | python -m tests.signups.races

Answers each line with one line of JSON. Django starts once; every scenario is forked from
it, and the clients from the scenario, each with a database connection of its own. They
begin at the same instant behind a barrier.
"""

import itertools
import json
import random
import sys
import traceback

import django

from tests.signups.races import driver
from tests.signups.races.processes import fork


def _answer(pipe, scenario, arguments):
    from tests import builders

    # Each scenario adds to the same database: names must not come back.
    builders._number = itertools.count(random.SystemRandom().randrange(10**6))
    random.seed()
    try:
        pipe.send({"found": getattr(driver, scenario)(**arguments)})
    except Exception:
        pipe.send({"error": traceback.format_exc()})


def main():
    django.setup()
    from django.conf import settings

    from tests.signups import builders  # noqa: F401 - loaded once for all scenarios

    settings.EMAIL_BACKEND = "portal.mail.FileBackend"
    for line in sys.stdin:
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_answer, args=(theirs, *json.loads(line)))
        process.start()
        theirs.close()
        try:
            answer = ours.recv()
        except EOFError:
            answer = {"error": f"{line.strip()} ended without an answer"}
        process.join()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
