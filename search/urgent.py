"""Hear that somebody may be in danger, in any of our languages and with a slip of the pen.

The signs are a list that editors keep. A sign is one or more words: a star stands for any
ending, three dots for up to three words between.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from common.urgency import CHILDREN, EMERGENCY, LIFELINE, SAFE_HOME, HelpLine
from search.dutch import folding, lists, sounds
from search.dutch.folding import fold
from search.dutch.sounds import sound
from search.dutch.tokens import words

VIOLENCE, SUICIDE, YOUNG, CALM = "violence", "suicide", "young", "calm"
# Nothing is guessed at here: a slip of the pen makes nobody young, and no danger harmless.
_EXACT = (YOUNG, CALM)
GAP = 3  # words that three dots stand for at most
_DOTS = "…"
# Shorter words are never guessed at: too many harmless ones look like them.
_SOUNDED, _GUESSED, _GUESSED_TWICE = 5, 7, 10
_MOST = 80  # words of a question that are looked at


@dataclass(frozen=True)
class Urgent:
    """What a question shows of danger: the kinds heard, and whether a young person may ask."""

    kinds: frozenset[str] = frozenset()
    young: bool = False

    def __bool__(self) -> bool:
        return bool(self.kinds)

    @property
    def lines(self) -> list[HelpLine]:
        """Return the numbers to show, the most needed one first; none without danger."""
        if not self.kinds:
            return []
        others = [LIFELINE, SAFE_HOME] if SUICIDE in self.kinds else [SAFE_HOME, LIFELINE]
        return [EMERGENCY, *others, *([CHILDREN] if self.young else [])]


NOTHING = Urgent()


@dataclass(frozen=True)
class _Sign:
    """A pattern: folded words, each with whether any ending will do, and gaps before words."""

    words: tuple[tuple[str, bool], ...]
    gaps: tuple[int, ...]

    @classmethod
    def read(cls, text: str) -> "_Sign":
        found, gaps, gap = [], [], 0
        for piece in text.split():
            if piece in (_DOTS, "..."):
                gap = GAP
                continue
            found.append((_bare(piece), piece.endswith("*")))
            gaps.append(gap)
            gap = 0
        return cls(tuple(found), tuple(gaps))

    def after(self, question: list[str], start: int, guess: bool) -> int:
        """Return where the pattern ends whose first word is the one at this place, else 0."""
        return self._rest(question, start + 1, 1, guess)

    def _rest(self, question: list[str], at: int, number: int, guess: bool) -> int:
        if number == len(self.words):
            return at
        for step in range(self.gaps[number] + 1 if number else 1):
            here = at + step
            if here < len(question) and _is(question[here], *self.words[number], guess):
                end = self._rest(question, here + 1, number + 1, guess)
                if end:
                    return end
        return 0


def _bare(piece: str) -> str:
    found = words(piece)
    return found[0].fold if found else fold(piece)


def _is(word: str, wanted: str, any_ending: bool, guess: bool) -> bool:
    if word == wanted or (any_ending and word.startswith(wanted)):
        return True
    return guess and _resembles(word, wanted, any_ending)


@lru_cache(65536)
def _resembles(word: str, wanted: str, any_ending: bool) -> bool:
    """Say whether a word may be a slip: right first letter, one or two letters off."""
    if len(wanted) >= _SOUNDED and word and sound(word) == sound(wanted):
        return True
    if min(len(word), len(wanted)) < _GUESSED - 1 or max(len(word), len(wanted)) < _GUESSED:
        return False
    if word[0] != wanted[0] and sound(word)[:1] != sound(wanted)[:1]:
        return False
    limit = 2 if len(wanted) >= _GUESSED_TWICE else 1
    shapes = [word]
    if any_ending and len(word) > len(wanted):
        shapes += [word[: len(wanted) + extra] for extra in (-1, 0, 1)]
    return any(OSA.distance(shape, wanted, score_cutoff=limit) <= limit for shape in shapes)


class Signs:
    """The list of signs, ready to hear with."""

    def __init__(self, rows: Iterable[tuple[str, str]]):
        """Read rows of (kind, words)."""
        self._signs: dict[str, list[_Sign]] = {}
        for kind, text in rows:
            sign = _Sign.read(text)
            if sign.words:
                self._signs.setdefault(kind, []).append(sign)
        # Most questions are made of the same few words, and most signs begin with them.
        self._beginning = lru_cache(4096)(self._begun_by)

    def hear(self, text: str) -> Urgent:
        """Return what a question shows of danger."""
        question = [word.fold for word in words(text)][:_MOST]
        if not question:
            return NOTHING
        left = self._without_calm(question)
        joined = self._joined(left)
        kinds = {
            kind
            for kind in (VIOLENCE, SUICIDE)
            if self._any(kind, left) or (joined and self._any(kind, joined))
        }
        if not kinds:
            return NOTHING
        return Urgent(frozenset(kinds), self._any(YOUNG, question))

    def for_devices(self) -> dict:
        """Return what a browser needs to hear danger itself, without sending what is typed.

        A sign is a list of [word, whether any ending will do, words that may stand before it].
        """
        told = {
            name: [
                [
                    [word, ending, gap]
                    for (word, ending), gap in zip(sign.words, sign.gaps, strict=True)
                ]
                for kind in kinds
                for sign in self._signs.get(kind, ())
            ]
            for name, kinds in (("danger", (VIOLENCE, SUICIDE)), ("calm", (CALM,)))
        }
        return told | folding.for_devices() | sounds.for_devices()

    def _any(self, kind: str, question: list[str]) -> bool:
        return any(
            sign.after(question, start, guess=kind not in _EXACT)
            for start, word in enumerate(question)
            for sign in self._beginning(kind, word)
        )

    def _begun_by(self, kind: str, word: str) -> tuple[_Sign, ...]:
        """Return the signs of a kind of which this may be the first word."""
        guess = kind not in _EXACT
        return tuple(sign for sign in self._signs.get(kind, ()) if _is(word, *sign.words[0], guess))

    def _without_calm(self, question: list[str]) -> list[str]:
        """Return the words, with a blank where a turn of phrase is harmless."""
        left = list(question)
        for start, word in enumerate(question):
            for sign in self._beginning(CALM, word):
                end = sign.after(question, start, guess=False)
                if end:
                    left[start:end] = [""] * (end - start)
        return left

    def _joined(self, question: list[str]) -> list[str]:
        """Return pairs of words written as one: "zelf moord", "kinder mishandeling"."""
        return [a + b for a, b in pairwise(question) if a and b]


def shipped() -> list[tuple[str, str, str]]:
    """Return the list that the portal begins with, as (kind, language, words)."""
    rows = (line.split("\t") for line in lists.lines("urgent.tsv", lists.PORTAL))
    return [(kind, language, text) for kind, language, text in rows]


@lru_cache(1)
def standard() -> Signs:
    """Return the signs that the portal begins with, for where there is no database."""
    return Signs((kind, text) for kind, _language, text in shipped())
