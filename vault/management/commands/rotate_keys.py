"""Seal every personal value again under the newest key of the ring."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from vault import crypto, keyring


class Command(BaseCommand):
    help = (
        "Seal every personal value under the newest key of DATA_KEYS. May run while "
        "people sign up, and may be stopped and started again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count")
        parser.add_argument(
            "--index", action="store_true", help="also make fingerprints under INDEX_KEY"
        )

    def handle(self, *args, dry_run, index, **options):
        """Rotate, and say whether an older key can go.

        :raises CommandError: values were found that no key of the ring opens.
        """
        tally = keyring.Tally()
        with tqdm(
            total=keyring.count(), unit="row", file=self.stderr, disable=options["verbosity"] < 1
        ) as bar:
            for rows in keyring.rotate(tally, write=not dry_run):
                bar.update(rows)
        verb = "would be sealed" if dry_run else "sealed"
        self.stdout.write(
            f"{tally.again} values {verb} again under key {crypto.newest_key_id()}; "
            f"{tally.fresh} were already; {tally.unreadable} can't be opened."
        )
        if tally.unreadable:
            raise CommandError("Add the key that is missing to DATA_KEYS, and run again.")
        if index:
            changed = keyring.reindex(write=not dry_run)
            self.stdout.write(f"{changed} fingerprints of addresses made anew.")
        if not dry_run:
            self.stdout.write(
                "Older keys can leave the ring once no backup that you may restore needs them."
            )
