"""Words that say somebody may be in danger: a search for them shows 112 and Veilig Thuis."""

import re

# The beginning of a word or of a few words, folded to small letters.
_SIGNS = (
    "112", "113", "aanrand", "bang thuis", "bedreig", "gedwongen", "geslagen", "geweld",
    "huiselijk", "incest", "kindermishandeling", "misbruik", "mishandel", "niet pluis",
    "niet veilig", "onveilig", "slaat", "slaan", "stalk", "suicid", "suïcid", "veilig thuis",
    "verkracht", "zelfdoding", "zelfmoord",
)  # fmt: skip
_PATTERN = re.compile(r"\b(?:" + "|".join(_SIGNS) + ")")


def is_about_safety(text: str) -> bool:
    """Say whether a question names violence, abuse or thoughts of suicide."""
    return bool(_PATTERN.search(" ".join(text.casefold().split())))
