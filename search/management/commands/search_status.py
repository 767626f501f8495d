"""`manage.py search_status`: the index beside the database; the exit code is 1 when they differ."""

from django.core.management.base import BaseCommand, CommandError

from common import clock
from search import status
from search.engines.base import EngineError


class Command(BaseCommand):
    help = "Say how the search index stands, and fail when it is not what the database says."

    def add_arguments(self, parser):
        parser.add_argument(
            "--deep", action="store_true", help="also compare every document with its page"
        )

    def handle(self, *args, **options):
        now = clock.now()
        found = status.read(now)
        rows = {
            "engine": found.engine,
            "version": found.version,
            "documents in the database": found.in_database,
            "documents in the index": "?" if found.in_index is None else found.in_index,
            "changes waiting": found.waiting,
            "lag": f"{int(found.lag.total_seconds())} s",
            "last write": _moment(found.ended_at),
            "last failure": f"{_moment(found.failed_at)} {found.failure}".strip(),
        }
        for name, value in rows.items():
            self.stdout.write(f"{name + ':':<27}{value}")
        wrong = list(found.wrong)
        if options["deep"] and found.in_index is not None:
            wrong += self._deep(now)
        if wrong:
            raise CommandError("; ".join(wrong), returncode=1)

    def _deep(self, now) -> list[str]:
        try:
            pages = status.differences(now)
        except EngineError as error:
            return [f"the documents cannot be read: {type(error.__cause__ or error).__name__}"]
        self.stdout.write(f"{'documents that differ:':<27}{len(pages)}")
        shown = ", ".join(map(str, pages[:20]))
        return [f"{len(pages)} documents differ (pages {shown})"] if pages else []


def _moment(moment) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M:%S}" if moment else "never"
