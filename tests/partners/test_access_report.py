import csv
import io

import pytest
from django.core.management import call_command

from partners.models import EditorArea, Membership
from tests import builders

pytestmark = pytest.mark.django_db


def report(*options) -> str:
    out = io.StringIO()
    call_command("access_report", *options, stdout=out)
    return out.getvalue()


def test_lists_every_account_with_partner_roles_factor_and_last_login():
    partner = builders.make_partner("Buurthuis, De Ster")
    user = builders.make_staff(partner, "anna")
    Membership.objects.create(user=user, partner=partner, role="data")
    builders.make_editor("bert")
    builders.make_user("chris", is_superuser=True)
    builders.make_user("dirk", is_active=False)
    builders.make_neighbourhood()
    area = builders.make_user("emma")
    area.groups.add(EditorArea.objects.get().group)

    rows = list(csv.reader(io.StringIO(report("--csv"))))

    assert rows[1:] == [
        ["anna", "yes", "Buurthuis, De Ster", "data + manager", "no", "never"],
        ["bert", "yes", "(whole site)", "Redactie", "no", "never"],
        ["chris", "yes", "(whole site)", "administrator", "no", "never"],
        ["dirk", "no", "-", "-", "no", "never"],
        ["emma", "yes", "(whole site)", "Redactie Maassluis", "no", "never"],
    ]


def test_the_text_has_the_same_rows():
    builders.make_staff(builders.make_partner(), "anna")

    lines = report().splitlines()

    assert lines[0].startswith("account")
    assert "anna" in lines[1] and "manager" in lines[1]


def test_no_name_becomes_a_formula_in_a_spreadsheet():
    builders.make_staff(builders.make_partner("=1+1"), "anna")

    assert ",'=1+1," in report("--csv")
