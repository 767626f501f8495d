"""Letters made comparable: lower case, no accents, no apostrophes."""

import unicodedata
from functools import lru_cache

# Letters that have no accent to take off (Unicode decomposes none of these).
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i", "đ": "d", "ĳ": "ij"}
)
# One Arabic letter in several shapes, and the stroke that only stretches a word.
_LETTERS |= str.maketrans({"ة": "ه", "ى": "ي", "ئ": "ي", "ؤ": "و", "ـ": None})
_ARTICLES = ("وال", "بال", "ال", "لل")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`")


@lru_cache(65536)
def fold(word: str) -> str:
    """Return the word in lower case without accents and apostrophes: "Café's" → "cafes"."""
    word = word.lower().translate(_APOSTROPHES)
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _without_article(bare) if bare and "ء" <= bare[0] <= "ي" else bare


def _without_article(word: str) -> str:
    """Return an Arabic word without "the": "العنف" and "عنف" are one word."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word.removeprefix(article)
    return word


def for_devices() -> dict:
    """Return the letters and articles that a browser folds by."""
    letters = {chr(sign): to or "" for sign, to in _LETTERS.items()}
    return {"letters": letters, "articles": _ARTICLES}
