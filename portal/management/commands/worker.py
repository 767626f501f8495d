"""Run the background jobs until told to stop."""

import signal
import threading
import time

from django.core.management.base import BaseCommand

from portal import worker


class Command(BaseCommand):
    help = "Run the background jobs until told to stop."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run every job once and stop")

    def handle(self, *args, **options):
        if options["once"]:
            worker.run_round(worker.jobs(), time.monotonic())
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker.run(stop)
