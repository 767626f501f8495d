"""Words that sound the same in Dutch: "schijding" and "scheiding"."""

import re
from functools import lru_cache

_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ij|y", "ei"),
        (r"ouw|auw|ou", "au"),
        (r"^au", "o"),
        (r"sch", "sg"),
        (r"ch", "g"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v", "f"),
        (r"d(?=$|[sbgkp])", "t"),
        (r"(.)\1+", r"\1"),
    )
]


@lru_cache(65536)
def sound(word: str) -> str:
    """Return how a folded word sounds, as letters."""
    for pattern, letters in _RULES:
        word = pattern.sub(letters, word)
    return word


def for_devices() -> dict:
    """Return the rules as a browser reads them: pattern and what comes in its place."""
    return {"sounds": [(rule.pattern, by.replace("\\1", "$1")) for rule, by in _RULES]}
