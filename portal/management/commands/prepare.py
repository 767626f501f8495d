"""Bring database, static files, demonstration and search index up to date."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from partners import operations
from portal.demo import site
from portal.models import HomePage
from search import engines
from search.engines.base import EngineError, IndexMissing


class Command(BaseCommand):
    help = (
        "Bring database, static files, demonstration content and search index up to date. "
        "What is up to date is left alone, so it may run before every start."
    )

    def handle(self, *args, **options):
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self.migrate()
        self.collect_static()
        self.open_door()
        self.keep_teams()
        self.set_address()
        self.build_index()

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def migrate(self):
        executor = MigrationExecutor(connection)
        self.is_new_version = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if self.is_new_version:
            self.say("Making the tables …")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)

    def collect_static(self):
        stamp, wanted = settings.VAR_DIR / "static.stamp", _fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self.say("Collecting the static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(wanted)

    def open_door(self):
        if HomePage.objects.exists():
            return
        if settings.DEMO:
            self.say("Making the demonstration content …")
            call_command("seed_demo", stdout=self.stdout)
        else:
            site.make_home()

    def keep_teams(self):
        home = HomePage.objects.order_by("pk").first()
        operations.bring_up_to_date(home=home, is_new_version=self.is_new_version)

    def set_address(self):
        """Let whole addresses (QR codes, feeds, calendars) begin with BASE_URL."""
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        hostname = address.hostname or "localhost"
        port = address.port or (443 if address.scheme == "https" else 80)
        default = Site.objects.get(is_default_site=True)
        if (default.hostname, default.port) != (hostname, port):
            default.hostname, default.port = hostname, port
            default.save()

    def build_index(self):
        try:
            engines.current().count()
        except IndexMissing:
            self.say("Building the search index …")
            call_command("search_rebuild", stdout=self.stdout, verbosity=self.stdout.isatty())
        except EngineError as error:
            self.say(f"The search index cannot be reached now; the worker will go on: {error}")


def _fingerprint() -> str:
    """Return a digest that changes with our static files and with the installed packages."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()
