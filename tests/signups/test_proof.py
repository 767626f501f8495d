"""docs/signups-proof.md names tests that are there, for every one of its points."""

import re
from pathlib import Path

HERE = Path(__file__).parent
PROOF = (HERE.parents[1] / "docs" / "signups-proof.md").read_text()
NAMED = re.findall(r"`([\w/.]+\.py)::(\w+|\*)`", PROOF)


def test_every_test_that_the_page_names_is_there():
    gone = [
        f"{file}::{name}"
        for file, name in NAMED
        if not (HERE / file).exists()
        or (name != "*" and f"def {name}(" not in (HERE / file).read_text())
    ]

    assert gone == []


def test_every_point_is_tried():
    rows = {int(row.split("|")[1]): row for row in re.findall(r"^\| \d+ \|.*$", PROOF, re.M)}

    assert sorted(rows) == list(range(1, 16))
    assert [number for number, row in rows.items() if "::test_" not in row] == []
