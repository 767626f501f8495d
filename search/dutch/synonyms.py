"""Synonyms, expanded when somebody searches: a new one works at once, without a new index."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.dutch import lists
from search.dutch.sounds import sound
from search.dutch.tokens import words

Key = tuple[str, ...]
# What a release brings: Dutch words, what people say at home, and other languages.
SHIPPED = ("synonyms.txt", "everyday.txt", "languages.txt")
_SHORTEST_GUESS, _SHORTEST_ROOT, _LONGEST_ENDING = 4, 5, 5


def _key(text: str) -> Key:
    return tuple(word.stem for word in words(text))


class Synonyms:
    """What may stand for one or more words, by their stems."""

    def __init__(self, lines: Iterable[str]):
        """Read lines of the form "a, b" (both ways) or "a => b, c" (one way)."""
        self._found: dict[Key, list[Key]] = {}
        self._single: dict[str, str] = {}
        for line in lines:
            left, arrow, right = line.partition("=>")
            sources = [_key(text) for text in left.split(",")]
            targets = [_key(text) for text in right.split(",")] if arrow else sources
            for found in map(words, left.split(",")):
                if len(found) == 1:
                    self._single[found[0].fold] = sound(found[0].fold)
            for source in sources:
                known = self._found.setdefault(source, [])
                known += [key for key in targets if key != source and key not in known]
        self.longest = max(map(len, self._found), default=1)

    def of(self, key: Key) -> list[Key]:
        """Return what may stand for these stems, [] for nothing."""
        return self._found.get(key, [])

    def meant(self, word: str) -> list[tuple[str, int]]:
        """Return the listed word that an unknown folded word may stand for, with its distance.

        It sounds the same, has one slip, or has an ending: "niderlandzkiego", "borçlarım".
        """
        if len(word) < _SHORTEST_GUESS:
            return []
        heard = sound(word)
        for known, sounds in self._single.items():
            if sounds == heard:
                return [(known, 1)]
        alike = [known for known in self._single if known[0] == word[0]]
        near = process.extractOne(word, alike, scorer=OSA.distance, score_cutoff=1)
        if near:
            return [(near[0], 1)]
        roots = [
            known
            for known in alike
            if len(known) >= _SHORTEST_ROOT
            and len(word) - len(known) <= _LONGEST_ENDING
            and word.startswith(known[:-1])
        ]
        return [(max(roots, key=len), 2)] if roots else []

    def __contains__(self, key: Key) -> bool:
        return key in self._found


@lru_cache(1)
def portal() -> Synonyms:
    """Return the portal's own list."""
    return Synonyms(line for name in SHIPPED for line in lists.lines(name))
