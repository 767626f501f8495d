"""What a moderator never gets to see."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from participation.masking import mask


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mail mij op kees.devries@post.example", "Mail mij op [e-mail]"),
        ("jan at hotmail punt com is van mij", "[e-mail] is van mij"),
        ("Bel 06-12 34 56 78 of +31 6 12345678", "Bel [number] of [number]"),
        ("bel nul zes een twee drie vier vijf zes", "bel [number]"),
        ("mijn bsn is 111222333", "mijn bsn is [number]"),
        ("geboren op 12-03-2011", "geboren op [number]"),
        ("rekening NL91 ABNA 0417 1643 00", "rekening [number]"),
        ("ik woon op Wilgenlaan 12a", "ik woon op [address]"),
        ("3144 AB 12 is mijn huis", "[address] is mijn huis"),
        ("kijk op www.mijnsite.nl/ik", "kijk op [link]"),
        ("insta: stoere_bram09 volg me", "insta: [account] volg me"),
        ("volg @stoere_bram", "volg [account]"),
        ("Fatima pest mij", "[name] pest mij"),
        ("fatima pest mij", "[name] pest mij"),
        ("FATIMA PEST MIJ", "[name] PEST MIJ"),
        ("Omdat Quirina Van der Zwabbel dat zegt", "Omdat [name] dat zegt"),
        ("meneer de jong is streng", "meneer [name] is streng"),
        ("Het ligt aan juf Sanne's les", "Het ligt aan juf [name] les"),
        ("Jan-Willem zit naast mij", "[name] zit naast mij"),
    ],
)
def test_catches_what_points_at_a_person(typed, kept):
    with translation.override("en"):
        assert mask(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "School begint te vroeg, vooral om 8.30 uur.",
        "In Maassluis en Schiedam is weinig te doen.",
        "De Nederlandse les duurt 50 minuten. Dat is lang.",
        "Ik kan niet slapen. Mijn mentor helpt wel.",
        "Op TikTok zie je 100 keer hetzelfde.",
        "Van 12 tot 18 jaar mag je erin",
        "ik heb dat al gezegd, max tien keer",
    ],
)
def test_leaves_what_points_at_nobody(typed):
    assert mask(typed) == typed


def test_leaves_alone_what_was_masked_before():
    assert mask("Omdat [naam] mij belt op [nummer] [zegt ze]") == (
        "Omdat [naam] mij belt op [nummer] (zegt ze)"
    )


@given(st.text(max_size=400))
def test_takes_anything_and_gives_one_line_that_fits(typed):
    kept = mask(typed)

    assert "\n" not in kept
    assert len(kept) <= 300 or "[" in kept


@given(st.integers(min_value=10**7, max_value=10**10), st.sampled_from(["", " ", "-", "."]))
def test_keeps_no_long_number_however_it_is_spaced(number, space):
    spaced = space.join(str(number))

    assert not any(sign.isdigit() for sign in mask(f"bel {spaced} snel"))
