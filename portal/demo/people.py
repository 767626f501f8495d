"""Who may log in: an administrator, an editor, and every role at a partner."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Page

from partners import operations
from partners.models import Membership, PartnerPage
from portal.demo import data

Role = Membership.Role


@dataclass(frozen=True)
class Account:
    name: str
    password: str
    may: str  # what the account is for


MEMBERS = (
    # name, partner, role, what the account is for
    ("oeverloper", "buurtvereniging-de-oeverloper", Role.MANAGER, "manages"),
    ("nestje", "peuterhuis-het-nestje", Role.MANAGER, "manages"),
    ("bijeen", "sterk-huis", Role.MANAGER, "manages"),
    ("jongerenwerk", "welzijn-e25", Role.MANAGER, "manages"),
    ("gemeente", "gemeente-voorbeeldstad", Role.MANAGER, "manages"),
    ("medewerker", "buurtvereniging-de-oeverloper", Role.WORKER, "writes for"),
    ("vrijwilliger", "buurtvereniging-de-oeverloper", Role.VOLUNTEER, "is at the door of"),
    ("gegevens", "buurtvereniging-de-oeverloper", Role.DATA, "sees protected pairs of"),
    ("wijkteam", "flexusjeugdplein", Role.WORKER, "sits at the desk of the Wijkteam for"),
    ("cjg", "cjg-maassluis", Role.WORKER, "sits at the first entrance of Maassluis for"),
    ("aanspreekpunt", "contourdetwern", Role.WORKER, "sits at the desk of Bijeen for"),
)


def make(home: Page) -> list[Account]:
    """Make an account for each role, with passwords that exist nowhere else in plain text."""
    editors = operations.ensure_editors(home=home)
    accounts = [
        _make("beheer", "everything but the data of visitors", superuser=True),
        _make("redactie", "looks after the whole site", groups=[editors]),
    ]
    partners = {
        page.slug: page for page in PartnerPage.objects.filter(slug__in=[row[1] for row in MEMBERS])
    }
    for name, slug, role, does in MEMBERS:
        partner = partners[slug]
        accounts.append(_make(name, f"{does} {partner.title}"))
        user = get_user_model().objects.get(username=name)
        operations.add_member(user=user, partner=partner, role=role)
    return accounts


def describe(accounts: list[Account]) -> str:
    """Return the accounts as lines of text, for the screen and for the file."""
    rows = [f"  {row.name:<12} {row.password:<28} {row.may}" for row in accounts]
    return "\n".join(["Accounts for /beheer/:", *rows, ""])


def write_down(text: str, path: Path) -> None:
    """Keep the text in a file that only its owner can read.

    :raises OSError: the file cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)


def _make(name: str, may: str, superuser: bool = False, groups: list[Group] = ()) -> Account:
    words = data.read("words")["words"]
    password = "-".join(secrets.choice(words) for _ in range(4))
    password += f"-{secrets.randbelow(900) + 100}"
    user = get_user_model().objects.create_user(
        name,
        email=f"{name}@wijkportaal.example",
        password=password,
        is_superuser=superuser,
        is_staff=superuser,
    )
    user.groups.set(groups)
    return Account(name, password, may)
