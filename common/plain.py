"""How easy a Dutch text is to read: level B1 means short sentences.

The measure is that of the house: at most 12 words a sentence on average, and none over 20.
"""

import re
from collections.abc import Iterable

MEAN, LONGEST = 12, 20  # words

_TAG = re.compile(r"<[^>]+>")
_BREAK = re.compile(r"(?<=[.!?…])[\"')”]*\s+(?=\S)|\n+")
_WORD = re.compile(r"[^\W_]")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a new line, such as a list item, begins a new one."""
    rows = (row.strip() for row in _BREAK.split(_TAG.sub(" ", text)))
    return [row for row in rows if words(row)]


def words(sentence: str) -> int:
    """Return the number of words: what has a letter or a digit in it."""
    return sum(1 for part in sentence.split() if _WORD.search(part))


def too_long(texts: Iterable[str]) -> list[str]:
    """Return the sentences of more than LONGEST words."""
    return [row for text in texts for row in sentences(text) if words(row) > LONGEST]


def mean(texts: Iterable[str]) -> float:
    """Return the mean number of words of all sentences together; 0 without any."""
    counts = [words(row) for text in texts for row in sentences(text)]
    return sum(counts) / len(counts) if counts else 0.0
