"""Synonyms, expanded when somebody searches: a new one works at once, without a new index."""

from collections.abc import Iterable
from functools import lru_cache

from search.dutch import lists
from search.dutch.tokens import words

Key = tuple[str, ...]


def _key(text: str) -> Key:
    return tuple(word.stem for word in words(text))


class Synonyms:
    """What may stand for one or more words, by their stems."""

    def __init__(self, lines: Iterable[str]):
        """Read lines of the form "a, b" (both ways) or "a => b, c" (one way)."""
        self._found: dict[Key, list[Key]] = {}
        for line in lines:
            left, arrow, right = line.partition("=>")
            sources = [_key(text) for text in left.split(",")]
            targets = [_key(text) for text in right.split(",")] if arrow else sources
            for source in sources:
                known = self._found.setdefault(source, [])
                known += [key for key in targets if key != source and key not in known]
        self.longest = max(map(len, self._found), default=1)

    def of(self, key: Key) -> list[Key]:
        """Return what may stand for these stems, [] for nothing."""
        return self._found.get(key, [])

    def __contains__(self, key: Key) -> bool:
        return key in self._found


@lru_cache(1)
def portal() -> Synonyms:
    """Return the portal's own list."""
    return Synonyms([*lists.lines("synonyms.txt"), *lists.lines("languages.txt")])
