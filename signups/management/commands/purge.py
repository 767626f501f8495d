"""Forget the signups whose time is over, or again what was forgotten before a restore."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from common import clock
from signups import journal, purge
from signups.models import Signup


class Command(BaseCommand):
    help = (
        "Remove every personal value of signups whose retention is over. The worker does so "
        "every hour. After a backup was restored: purge --replay <journal>."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count")
        parser.add_argument(
            "--replay", type=Path, metavar="FILE", help="forget again what this journal names"
        )

    def handle(self, *args, dry_run, replay, **options):
        """Purge, and say how much.

        :raises CommandError: the journal can't be read.
        """
        now = clock.now()
        if replay:
            self.stdout.write(self._replay(replay, now, dry_run=dry_run))
        elif dry_run:
            units = purge.due(now)
            over = Signup.objects.filter(bookable__in=units, purged_at__isnull=True)
            gone = purge.ended(now).exclude(bookable__in=units)
            self.stdout.write(
                f"{over.count()} signups of {len(units)} sessions, groups or series, and "
                f"{gone.count()} that ended before, would be forgotten."
            )
        else:
            self.stdout.write(f"{purge.run(now)} signups forgotten.")

    def _replay(self, path: Path, now, *, dry_run: bool) -> str:
        try:
            keys = set(journal.keys(path))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path} is no journal that can be read: {error}") from error
        if dry_run:
            found = Signup.objects.filter(key__in=keys, purged_at__isnull=True).count()
            return f"{found} of {len(keys)} signups in the journal would be forgotten again."
        done = purge.replay(keys, now)
        return f"{done} of {len(keys)} signups in the journal forgotten again."
