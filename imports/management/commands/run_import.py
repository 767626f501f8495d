"""Do one import that the worker leased: `manage.py run_import NUMBER TOKEN`."""

import signal

from django.core.management.base import BaseCommand

from imports import runner

LONGEST = 3600  # seconds; after that the run is taken up anew


class Command(BaseCommand):
    help = "Do one import; the worker starts this, nobody else needs to."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)
        parser.add_argument("token")

    def handle(self, *args, number: int, token: str, **options):
        signal.alarm(LONGEST)
        try:
            runner.work(number, token)
        except runner.Lost:
            self.stderr.write("another process has this import")
