"""Print who may do what, for the yearly look at accounts (BIO2, control 5.18)."""

import csv

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils import timezone

from partners import operations
from partners.models import EditorArea, Membership

COLUMNS = ("account", "active", "partner", "roles", "second factor", "last login")
ADMINISTRATOR = "administrator"
NONE = "-"


class Command(BaseCommand):
    help = "Print every account with its partners, roles, second factor and last login."

    def add_arguments(self, parser):
        parser.add_argument("--csv", action="store_true", help="commas, for a spreadsheet")

    def handle(self, *args, **options):
        rows = list(access())
        if options["csv"]:
            csv.writer(self.stdout, lineterminator="\n").writerows([COLUMNS, *rows])
            return
        widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
        for row in (COLUMNS, *rows):
            line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write(line.rstrip())


def access():
    """Yield one row for each account and partner; accounts without any come too."""
    factors = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list(
            "user_id", flat=True
        )
    )
    areas = set(EditorArea.objects.values_list("group_id", flat=True))
    users = get_user_model().objects.prefetch_related("groups").order_by("username")
    memberships: dict[int, dict[str, list[str]]] = {}
    for row in Membership.objects.select_related("partner").order_by("partner__title", "role"):
        found = memberships.setdefault(row.user_id, {})
        found.setdefault(row.partner.title, []).append(row.role)
    for user in users:
        site_wide = [ADMINISTRATOR] * user.is_superuser
        for group in user.groups.all():
            if group.name == operations.EDITORS or group.pk in areas:
                site_wide.append(group.name)
        places = {"(whole site)": site_wide} if site_wide else {}
        places |= memberships.get(user.pk, {})
        for partner, roles in (places or {NONE: [NONE]}).items():
            yield (
                _plain(user.get_username()),
                "yes" if user.is_active else "no",
                _plain(partner),
                " + ".join(map(_plain, roles)),
                "yes" if user.pk in factors else "no",
                timezone.localtime(user.last_login).strftime("%Y-%m-%d")
                if user.last_login
                else "never",
            )


def _plain(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+@\t\r" or (text[:1] == "-" and text != NONE) else text
