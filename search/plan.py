"""From a visitor's words to a tree.

Each word (or known group of words) is a wish with alternatives: the word itself, the parts of a
compound, synonyms, and for an unknown word what it may have meant. The best alternative counts:
weight of the field × rarity of the word × quality of the match in tenths, all whole numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from search import days
from search.dutch import synonyms
from search.dutch.tokens import Token, analyse, is_stop, tokens
from search.facets import AGE_BUCKETS
from search.tree import All, Any, Best, Node, Phrase, Term
from search.vocabulary import Vocabulary

# Stems of the words, and stems of the parts of compounds, with what a hit there weighs.
WEIGHTS = {
    "title_s": 24,
    "lead_s": 12,
    "text_s": 5,
    "title_p": 14,
    "lead_p": 7,
    "text_p": 3,
}
WORD_FIELDS = ("title_s", "lead_s", "text_s")
# A title that begins with the words asked for, written apart or together.
NAME_BONUS = 160
DAY_BONUS = 60
EXACT, SYNONYM, PARTS = 10, 9, 6
TYPO = {1: 6, 2: 4}
MOST_WISHES = 16

_AGE_WORDS = frozenset(("jaar", "jarige", "jarigen", "jr"))
_FREE = frozenset(("gratis", "kosteloos"))


@dataclass(frozen=True)
class Plan:
    """What to search for, and what was corrected on the way."""

    tree: Node | None
    relaxed: Node | None = None
    corrected: str = ""


class _Planner:
    """Reads one text from left to right."""

    def __init__(self, vocabulary: Vocabulary, today: date):
        self.vocabulary = vocabulary
        self.today = today
        self.synonyms = synonyms.portal()
        self.required: list[Node] = []
        self.optional: list[Node] = []
        self.corrections: list[tuple[Token, str]] = []

    def read(self, found: list[Token]) -> None:
        at = 0
        while at < len(found):
            at += self._day(found, at) or self._age(found, at) or self._group(found, at) or 1

    def _day(self, found: list[Token], at: int) -> int:
        """Understand a day or part of the day as a wish that lifts and never hides."""
        word = found[at].word.fold
        field, token, used = "day", days.normal(word), 1
        if token in days.WEEKDAYS and at + 1 < len(found):
            part = found[at + 1].word.fold
            if part in days.PARTS:
                token, used = f"{token}-{part}", 2
        if token is None and word in ("vandaag", "vanochtend", "vanmiddag", "vanavond", "morgen"):
            field = "date"
            day = self.today + timedelta(days=word == "morgen")
            part = word.removeprefix("van")
            token = f"{day:%Y%m%d}-{part}" if part in days.PARTS else f"{day:%Y%m%d}"
        if token is None and word == "weekend":
            self.optional.append(
                Best((Term("day", "za", DAY_BONUS), Term("day", "zo", DAY_BONUS), *self._unit(
                    (found[at].word.stem,), EXACT)))
            )  # fmt: skip
            return 1
        if token is None:
            return 0
        own = [node for t in found[at : at + used] for node in self._unit((t.word.stem,), EXACT)]
        self.optional.append(Best((Term(field, token, DAY_BONUS), *own)))
        return used

    def _age(self, found: list[Token], at: int) -> int:
        """Understand "8 jaar" as an age."""
        word = found[at].word.fold
        if not (word.isdecimal() and len(word) <= 2 and at + 1 < len(found)):
            return 0
        if found[at + 1].word.fold not in _AGE_WORDS:
            return 0
        bucket = next(name for name, (low, high) in AGE_BUCKETS.items() if low <= int(word) <= high)
        self.optional.append(Term("age", bucket, DAY_BONUS))
        return 2

    def _group(self, found: list[Token], at: int) -> int:
        """Take the longest group of words with a synonym, or the one word."""
        longest = min(self.synonyms.longest, len(found) - at)
        for length in range(longest, 1, -1):
            group = found[at : at + length]
            key = tuple(token.word.stem for token in group)
            if key in self.synonyms:
                self.required.append(Best(tuple(self._several(key, group))))
                return length
        if self._written_apart(found, at):
            return 2
        token = found[at]
        if not is_stop(token.word):
            self.required.append(Best(tuple(self._one(token))))
        return 1

    def _written_apart(self, found: list[Token], at: int) -> bool:
        """Take two words that are one in the list of synonyms: "buurt huis"."""
        pair = found[at : at + 2]
        if len(pair) < 2:
            return False
        joined = (analyse("".join(token.word.fold for token in pair)).stem,)
        if joined not in self.synonyms:
            return False
        alternatives = self._several(tuple(token.word.stem for token in pair), pair)
        self.required.append(
            Best((*self._unit(joined, EXACT), *self._replaced(joined), *alternatives))
        )
        return True

    def _several(self, key: tuple[str, ...], group: list[Token]) -> Iterator[Node]:
        yield from self._unit(key, EXACT)
        # A known turn of phrase says more than its words apart.
        yield from self._replaced(key, EXACT)
        content = [token.word.stem for token in group if not is_stop(token.word)]
        wishes = [Best(self._unit((stem,), PARTS)) for stem in content]
        if wishes:
            yield All(tuple(wishes))

    def _one(self, token: Token) -> Iterator[Node]:
        word = token.word
        if word.fold in _FREE:
            yield Term("price", "gratis", DAY_BONUS)
            return
        key = (word.stem,)
        yield from self._unit(key, EXACT)
        yield from self._replaced(key)
        yield Term("name", word.fold, NAME_BONUS)
        if word.parts:
            yield self._parts(word.parts, PARTS)
        elif not self.vocabulary.knows(word.stem) and key not in self.synonyms:
            yield from self._meant(token)

    def _meant(self, token: Token) -> Iterator[Node]:
        for guess, distance in self.vocabulary.meant(token.word.fold):
            if not any(known is token for known, _guess in self.corrections):
                self.corrections.append((token, guess))
            quality = TYPO[distance]
            for other in tokens(guess):
                yield from self._unit((other.word.stem,), quality)
                yield from self._replaced((other.word.stem,), quality - 1)
                if other.word.parts:
                    yield self._parts(other.word.parts, quality - 1)

    def _replaced(self, key: tuple[str, ...], quality: int = SYNONYM) -> Iterator[Node]:
        for other in self.synonyms.of(key):
            yield from self._unit(other, quality)

    def _parts(self, parts: tuple[str, ...], quality: int) -> Node:
        """Ask for every part of a compound, near the top of the document."""
        share = max(quality // 2, 1)
        return All(
            tuple(
                Best(tuple(
                    Term(field, part, self._boost(field, part, share))
                    for field in ("title_s", "title_p", "lead_s", "lead_p")
                ))
                for part in parts
            )
        )  # fmt: skip

    def _unit(self, key: tuple[str, ...], quality: int) -> tuple[Node, ...]:
        if len(key) == 1:
            return tuple(
                Term(field, key[0], self._boost(field, key[0], quality)) for field in WEIGHTS
            )
        rarest = max(key, key=self.vocabulary.rarity)
        return tuple(
            Phrase(field, key, self._boost(field, rarest, quality)) for field in WORD_FIELDS
        )

    def _boost(self, field: str, token: str, quality: int) -> int:
        return max(WEIGHTS[field] * self.vocabulary.rarity(token) * quality // 10, 1)


def plan(text: str, vocabulary: Vocabulary, today: date) -> Plan:
    """Turn a visitor's text into a tree, and a looser one for when that finds too little.

    Up to two wishes must all hold; of more, one may fail. A text without a word asks nothing.
    """
    found = list(tokens(text))[: 2 * MOST_WISHES]
    planner = _Planner(vocabulary, today)
    planner.read(found)
    required = planner.required[:MOST_WISHES]
    optional = [*planner.optional, *_names(found)]
    if not required and planner.optional:
        required, optional = planner.optional, _names(found)
    if not required:
        required = [Best(planner._unit((token.word.stem,), EXACT)) for token in found[:MOST_WISHES]]
    if not required:
        return Plan(None)
    least = len(required) if len(required) <= 2 else len(required) - 1
    return Plan(
        tree=All((Any(tuple(required), least),), tuple(optional)),
        relaxed=All((Any(tuple(required), 1),), tuple(optional)) if least > 1 else None,
        corrected=_corrected(text, planner.corrections),
    )


def _names(found: list[Token]) -> list[Node]:
    """Lift a title that begins with all the words, and pairs that are written as one."""
    words = [token.word.fold for token in found if not is_stop(token.word)]
    joined = {"".join(words[:5])} | {a + b for a, b in zip(words, words[1:], strict=False)}
    return [Term("name", name, NAME_BONUS) for name in sorted(joined) if name]


def _corrected(text: str, corrections: list[tuple[Token, str]]) -> str:
    """Return the text with each correction in place, "" without any."""
    if not corrections:
        return ""
    out, at = [], 0
    for token, word in corrections:
        out += [text[at : token.start], word]
        at = token.end
    return "".join(out) + text[at:]
