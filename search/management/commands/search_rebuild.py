"""`manage.py search_rebuild`: a new index beside the old one, swapped when it is whole."""

import time

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from common import clock
from search import documents, indexing, leases
from search.engines.base import EngineError


class Command(BaseCommand):
    help = "Build the search index anew and swap it in; searches go on meanwhile."

    def handle(self, *args, **options):
        now = clock.now()
        began = time.monotonic()
        quiet = options["verbosity"] == 0
        bar = tqdm(documents.everything(now), total=documents.total(), unit="p", disable=quiet)
        try:
            total = indexing.rebuild(now, bar)
        except leases.Taken as error:
            raise CommandError("Another process is building the index.") from error
        except EngineError as error:
            raise CommandError(f"The index was not rebuilt: {error}") from error
        if not quiet:
            self.stdout.write(f"{total} documents in {time.monotonic() - began:.1f} s")
