"""Load the demonstration content, once. The worker makes the renditions of its posters."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from tqdm import tqdm

from common import clock
from partners.models import PartnerPage
from portal.demo import people, seed


class Command(BaseCommand):
    help = (
        "Load the demonstration content, with posters and accounts. It is loaded once and "
        "whole: a second run changes nothing, and a run that is killed leaves nothing."
    )

    def handle(self, *args, **options):
        if PartnerPage.objects.exists():
            self.stdout.write("The demonstration content is there already.")
            return
        accounts: list[people.Account] = []
        with transaction.atomic():
            steps = seed.load(clock.now())
            quiet = not sys.stderr.isatty()
            for done in tqdm(steps, total=seed.length(), leave=False, disable=quiet):
                if isinstance(done, list):
                    accounts = done
            text = people.describe(accounts)
            path = settings.VAR_DIR / "demo-accounts.txt"
            transaction.on_commit(lambda: people.write_down(text, path))
        self.stdout.write(f"{text}They are kept in {path.name} in the data folder.")
