"""First names that are heard in the region: to catch a name where none belongs."""

from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "words" / "first_names.txt"

# First names that are also words: names only with a capital.
_ALSO_WORDS = {
    "amber", "ben", "bob", "can", "cor", "dick", "els", "floor", "guus", "hans", "hilde", "ids",
    "ikram", "isa", "job", "jos", "kees", "leen", "leo", "max", "mees", "mila", "mina", "moos",
    "nour", "nur", "puck", "rob", "rick", "rik", "rim", "rens", "said", "saar", "stef", "sterre",
    "stan", "ton", "tom", "tim", "ward", "wanda", "victoria", "elsa", "adam", "ali", "mats",
    "bas", "demi", "efe", "fleur", "indy", "jade", "lieve", "roos", "sam",
    "jip", "pim", "pien", "aya", "lena", "roland", "rover", "vera", "jan", "mark", "mies",
}  # fmt: skip


def is_first_name(word: str) -> bool:
    """Say whether a word is a first name; one that is also a word only with a capital."""
    low = word.lower()
    known = any(part in first_names() for part in (low, low.rstrip("s"), low.split("-")[0]))
    return known and (word[:1].isupper() or low not in _ALSO_WORDS)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return the names, in small letters."""
    return read(_FILE)


def read(path: Path) -> frozenset[str]:
    """Return the words of a file with comments, in small letters as they stand there."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in row.split())
