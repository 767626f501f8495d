"""Dutch stems: Kraaij and Pohlmann's stemmer, guarded where it merges different words.

Unguarded it makes "gezin" and "zin" one word, and "begeleiding" and "beleid". The same code runs
at index time and at query time, so that every engine sees the same stems.
"""

import re
from functools import lru_cache

import snowballstemmer

from search.dutch import lists

_kraaij_pohlmann = snowballstemmer.stemmer("dutch").stemWord
_porter = snowballstemmer.stemmer("dutch_porter").stemWord

_EXCEPTIONS = lists.pairs("stems.tsv")
# The stemmer takes off a "ge" inside a word, which is a prefix of participles only.
_PREFIX = re.compile(
    r"(?:aan|af|be|bij|door|in|mee|mis|na|om|on|op|over|toe|uit|voor|weg)?ge(?=.{3})"
)
# "dagen" would become "daag".
_DAYS = re.compile(r"dag(?:en|je|jes)$")


@lru_cache(65536)
def stem(word: str) -> str:
    """Return the stem of a folded word."""
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    days = _DAYS.search(word)
    if days:
        word = word[: days.start() + 3]
    prefix = _PREFIX.match(word)
    start = prefix.group() if prefix else ""
    found = start + _kraaij_pohlmann(word[len(start) :])
    # A stem of less than half the word has lost its meaning: weerbaarheid, weer.
    return _porter(word) if 2 * len(found) < len(word) else found
