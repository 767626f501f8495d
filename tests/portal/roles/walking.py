"""Walking past every address as one role, with the table of docs/roles.md in hand."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.portal.roles import visiting
from tests.portal.roles.world import ROLES, SECRET, World

TABLE = settings.BASE_DIR / "docs" / "roles.md"
KINDS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "addresses.toml").read_text(encoding="utf-8")
)
CELLS = {"-", "yes", "own", "all"}
BROKEN_ON_PURPOSE = {"wagtailadmin_error_test"}


def table() -> dict[str, dict[str, str]]:
    """Return from docs/roles.md what each role may do, by kind of action."""
    rows = [
        [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line.startswith(("| `", "| kind"))
    ]
    header, *kinds = rows
    assert tuple(header[1:]) == ROLES
    return {row[0]: dict(zip(ROLES, row[1:], strict=True)) for row in kinds}


def kind_of() -> dict[str, str]:
    """Return the kind of action of every address, by name."""
    return {name: kind for kind, names in KINDS.items() for name in names}


def walk(scene: World, role: str) -> list[str]:
    """Try every address as the role, at the own partner and another; return what was wrong."""
    rows, kinds = table(), kind_of()
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(scene.users[role])
    wrong = []
    for address in visiting.addresses():
        if address.name not in kinds:
            continue  # a test of its own tells of it
        cell = rows[kinds[address.name]][role]
        for side in _sides(address, cell):
            told = f"{role}: {address.name} {side}".strip()
            try:
                answer = _visit(client, address, scene, side)
            except visiting.Unknown as unknown:
                wrong.append(f"{told}: say in visiting.py what <{unknown}> names, as BY_NAME does")
                continue
            wrong += [f"{told}: {what}" for what in _judged(answer, address, cell, side, role)]
    return wrong


def _sides(address: visiting.Address, cell: str) -> list[str]:
    if not address.is_of_a_partner:
        return [""]
    # Whoever may at another partner may at the own; whoever may not at the own, nowhere.
    return {"all": ["other"], "-": ["own"]}.get(cell, ["own", "other"])


def _visit(client: Client, address: visiting.Address, scene: World, side: str) -> HttpResponse:
    things = scene.other if side == "other" else scene.own
    path = visiting.path_of(address, scene, things)
    answer = visiting.visit(client, path, visiting.data_for(address, things))
    answer.asked_for = path
    return answer


def _judged(answer, address, cell: str, side: str, role: str) -> list[str]:
    wrong = []
    expected = cell in ("yes", "all") or (cell == "own" and side != "other")
    if visiting.is_let_in(answer, answer.asked_for) != expected:
        wrong.append(f"answered {answer.status_code}, and docs/roles.md says '{cell}'")
    if answer.status_code >= 500 and address.name not in BROKEN_ON_PURPOSE:
        wrong.append(f"broke down ({answer.status_code})")
    sees_all = cell == "all" or role in ("editor", "administrator")
    if not sees_all and not answer.streaming and SECRET.encode() in answer.content:
        wrong.append("shows what is another partner's alone")
    return wrong
