"""Word lists, kept as data beside the code so that a reader can check them."""

from collections.abc import Iterator
from pathlib import Path

from search.dutch.folding import fold

FOLDER = Path(__file__).parent / "words"
# Lists of the search as a whole, and of what a sentence may ask for.
PORTAL = FOLDER.parents[1] / "words"
SENTENCES = FOLDER.parents[1] / "sentences" / "words"


def lines(name: str, folder: Path = FOLDER) -> Iterator[str]:
    """Yield each line that says something; a "#" starts a comment."""
    for line in (folder / name).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line:
            yield line


def words(name: str) -> frozenset[str]:
    """Return every word of a list, folded."""
    return frozenset(fold(word) for line in lines(name) for word in line.split())


def pairs(name: str) -> dict[str, str]:
    """Return a list of two tab-separated columns as a dictionary, both sides folded."""
    rows = (line.split("\t") for line in lines(name))
    return {fold(left.strip()): fold(right.strip()) for left, right in rows}
