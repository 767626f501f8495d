"""Text to tokens: the one analysis that every engine, the highlighter and the planner share."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.dutch import lists
from search.dutch.compounds import split
from search.dutch.folding import fold
from search.dutch.stems import stem

_WORD = re.compile(r"[^\W_]+(?:['’](?=[^\W\d_])[^\W\d_]+)*")
STOP_WORDS = lists.words("stop.txt")
# An engine drops a longer token without a word.
LONGEST = 60


class Word(NamedTuple):
    """A word as it is compared: folded, stemmed, and the stems of its parts."""

    fold: str
    stem: str
    parts: tuple[str, ...]


class Token(NamedTuple):
    """A word and where it stands in the text, in characters."""

    start: int
    end: int
    word: Word


@lru_cache(65536)
def analyse(word: str) -> Word:
    """Return what a single raw word is compared by.

    A compound is stemmed by its last part, so that "danslessen" and "dansles" agree.
    """
    folded = fold(word)[:LONGEST]
    compound = split(folded)
    if compound is None:
        return Word(folded, stem(folded), ())
    heads, last = compound
    parts = tuple(dict.fromkeys(stem(part) for part in (*heads, last)))
    return Word(folded, folded[: -len(last)] + stem(last), parts)


def tokens(text: str) -> Iterator[Token]:
    """Yield each word of the text with its place."""
    for match in _WORD.finditer(text):
        word = analyse(match.group())
        if word.fold:
            yield Token(match.start(), match.end(), word)


def words(text: str) -> list[Word]:
    """Return the words of the text, in order."""
    return [word for word in map(analyse, _WORD.findall(text)) if word.fold]


def is_stop(word: Word) -> bool:
    """Say whether the word alone says nothing about what somebody looks for."""
    return word.fold in STOP_WORDS
