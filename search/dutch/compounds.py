"""Dutch compounds: "scheidingsgroep" is a "scheiding" and a "groep".

Dynamic programming over the portal's own word list, with the linking letters between parts.
A general word list splits far too much.
"""

from functools import lru_cache

from search.dutch import lists
from search.dutch.stems import stem

LINKS = ("", "s", "en", "e", "n", "er")
SHORTEST = 3
MOST = 4

WORDS = lists.words("parts.txt")
_WHOLE = lists.words("whole.txt")
_STEMS = frozenset(stem(word) for word in WORDS if len(stem(word)) >= 3)


def head(piece: str) -> str | None:
    """Return the listed word that a part before the last one stands for, or None."""
    for link in LINKS:
        word = piece.removesuffix(link) if link else piece
        if len(word) >= SHORTEST and len(word) + len(link) == len(piece) and word in WORDS:
            return word
    return None


def tail(piece: str) -> str | None:
    """Return the last part if it is a listed word or one of its inflections, or None."""
    if len(piece) < SHORTEST:
        return None
    if piece in WORDS or (len(piece) >= 4 and stem(piece) in _STEMS):
        return piece
    return None


@lru_cache(65536)
def split(word: str) -> tuple[tuple[str, ...], str] | None:
    """Split a folded compound into the listed words before the last part, and that last part.

    Fewest parts win, then the longest ones. Returns None when it is no compound.
    """
    length = len(word)
    if length < 2 * SHORTEST or length > 60 or word in _WHOLE or not word.isalpha():
        return None
    best: list[tuple[int, int, tuple[str, ...]] | None] = [None] * (length + 1)
    for start in range(length - SHORTEST, -1, -1):
        found = None
        last = tail(word[start:]) if start else None
        if last:
            found = (1, -(len(last) ** 2), (last,))
        for end in range(start + SHORTEST, length - SHORTEST + 1):
            rest = best[end]
            if rest is None or rest[0] >= MOST:
                continue
            first = head(word[start:end])
            if first:
                option = (rest[0] + 1, rest[1] - len(first) ** 2, (first, *rest[2]))
                found = option if found is None else min(found, option)
        best[start] = found
    if best[0] is None:
        return None
    *heads, last = best[0][2]
    return tuple(heads), last
