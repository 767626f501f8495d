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

_VOWELS = re.compile(r"(?:ij|[aeiouy])+")
_LONG = re.compile(r"(a|e|o|u)\1([bdfgklmnprst])$")


def _syllables(word: str) -> int:
    return len(_VOWELS.findall(word))


def _shortened(found: str) -> str:
    """Write a long vowel once at the end of a longer word: "probleem" and "problemen" meet."""
    return _LONG.sub(r"\1\2", found) if _syllables(found) > 1 else found


_LISTED = lists.pairs("stems.tsv")
_EXCEPTIONS = {
    word: found if _LISTED.get(found) == found else _shortened(found)
    for word, found in _LISTED.items()
}
# The stemmer takes off a "ge" inside a word, which is a prefix of participles only.
_PREFIX = re.compile(
    r"(?:aan|af|be|bij|door|in|mee|mis|na|om|on|op|over|toe|uit|voor|weg)?ge(?=.{3})"
)
# Plurals that the stemmer cannot know, rewritten to what it does know.
_PLURALS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # The vowel of these is short in the singular: "dagen" would become "daag".
        (r"(d[ae]k|dag|weg|bad|blad|vat|gat|pad|gebed|gebrek)en$", r"\1"),
        (r"glazen$", "glas"),
        (r"dag(?:je|jes)$", "dag"),
        (r"(ie|ee)en$", r"\1"),
        (r"(ch)es$", r"\1"),
        (r"([rlnkpsf][dt]|cht)en$", r"\1"),
        (r"(iteit)en$", r"\1"),
        (r"(tie)ven?$", r"\1f"),
        (r"([bdfgklmnprst])\1e$", r"\1"),
        (r"(ing)en$", r"\1"),
    )
)
_VOWEL_S = re.compile(r".*[aoy]s$")
_KEPT = re.compile(r"(?:iteit|tief)$")
_KEPT_S = re.compile(r"[aeiou]ns$|(?:aa|oe|ie|ui|ei|eu|ij)ts$")


def _singular(word: str) -> str:
    if _VOWEL_S.match(word) and _syllables(word[:-1]) > 1:
        return word[:-1]
    for pattern, replacement in _PLURALS:
        changed = pattern.sub(replacement, word)
        if changed != word:
            return changed
    return word


def _keeps_ending(word: str) -> bool:
    """Say whether the stemmer would take off what belongs to the word.

    That is "ing" after one syllable (land, landing), and the "s" of "kans" and "toets".
    """
    if _KEPT.search(word) or (word.endswith("ing") and _syllables(word[:-3]) == 1):
        return True
    return _syllables(word) == 1 and bool(_KEPT_S.search(word))


_UNSTRESSED = re.compile(r"(?:be|ge|her|ont|ver)")
_OPEN = re.compile(r"(.*[^aeiouy])([aeou])([bdfgklmnprstvz])$")


def _does(verb: str) -> str:
    """Return what she or he does: "wandelen", "wandelt"; "lopen", "loopt"; "lezen", "leest"."""
    root = verb.removesuffix("en")
    stressed = _UNSTRESSED.sub("", root, count=1)
    if root[-1] == root[-2]:
        root = root[:-1]
    elif _OPEN.match(root) and (_syllables(root) == 1 or _syllables(stressed) == 1):
        root = _OPEN.sub(r"\1\2\2\3", root)
    root = {"v": root[:-1] + "f", "z": root[:-1] + "s"}.get(root[-1], root)
    return root if root[-1] == "t" else f"{root}t"


# The stemmer leaves a "t" where it is, since it belongs to most words: "kunst", "markt".
_DOES = {_does(verb): verb for verb in lists.words("verbs.txt") if verb.endswith("en")}


@lru_cache(65536)
def stem(word: str) -> str:
    """Return the stem of a folded word."""
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    word = _DOES.get(word, word)
    word = _singular(word)
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    return word if _keeps_ending(word) else _shortened(_stemmed(word))


def _stemmed(word: str) -> str:
    prefix = _PREFIX.match(word)
    start = prefix.group() if prefix else ""
    found = start + _kraaij_pohlmann(word[len(start) :])
    # A stem of less than half the word has lost its meaning: weerbaarheid, weer.
    return _porter(word) if 2 * len(found) < len(word) else found
