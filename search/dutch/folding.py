"""Letters made comparable: lower case, no accents, no apostrophes."""

import unicodedata
from functools import lru_cache

# Letters that have no accent to take off (Unicode decomposes none of these).
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i", "đ": "d", "ĳ": "ij"}
)
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`")


@lru_cache(65536)
def fold(word: str) -> str:
    """Return the word in lower case without accents and apostrophes: "Café's" → "cafes"."""
    word = word.lower().translate(_APOSTROPHES)
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
