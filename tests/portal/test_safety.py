"""Whose question may not wait."""

import pytest

from portal.safety import is_about_safety


@pytest.mark.parametrize(
    "text",
    [
        "huiselijk geweld", "Mijn man slaat mij", "kindermishandeling melden", "niet  pluis",
        "ik denk aan zelfmoord", "SUÏCIDE", "thuis niet veilig", "Veilig Thuis", "bedreigd",
    ],
)  # fmt: skip
def test_hears_danger(text):
    assert is_about_safety(text)


@pytest.mark.parametrize(
    "text",
    ["", "koffie", "verkeersveiligheid", "veilig internet", "geslaagd", "gezag na scheiding"],
)
def test_stays_calm_otherwise(text):
    assert not is_about_safety(text)
