"""Load the demonstration content, once."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from tqdm import tqdm

from common import clock
from partners.models import PartnerPage
from pictures import renditions
from pictures.models import Picture
from portal.demo import people, seed

# AVIF takes ten times as long to make: the worker adds it once the site is up.
_QUICK = [spec for spec in renditions.PROFILES["card"].specs if "avif" not in spec]


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
            for done in self.bar(seed.load(clock.now()), seed.length(), "content"):
                if isinstance(done, list):
                    accounts = done
            for picture in self.bar(Picture.objects.order_by("pk"), None, "pictures"):
                picture.get_renditions(*_QUICK)
            text = people.describe(accounts)
            path = settings.VAR_DIR / "demo-accounts.txt"
            transaction.on_commit(lambda: people.write_down(text, path))
        self.stdout.write(f"{text}They are kept in {path.name} in the data folder.")

    @staticmethod
    def bar(things, total, name):
        return tqdm(things, total=total, desc=name, leave=False, disable=not sys.stderr.isatty())
