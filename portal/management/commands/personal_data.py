"""Print or write the register of personal data."""

from django.core.management.base import BaseCommand, CommandError

from portal import personal_data


class Command(BaseCommand):
    help = "Print the register of personal data, or bring docs/personal-data.md up to date."

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="write the page")
        parser.add_argument("--check", action="store_true", help="fail when the page differs")

    def handle(self, *args, write, check, **options):
        """Print, write or compare.

        :raises CommandError: the page differs from what the code declares.
        """
        page = personal_data.page()
        if write:
            personal_data.PAGE.write_text(page)
        elif not check:
            self.stdout.write(page)
        elif personal_data.PAGE.read_text() != page:
            raise CommandError("docs/personal-data.md differs: run personal_data --write.")
