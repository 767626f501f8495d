"""From a visitor's words to a tree.

Each word (or known group of words) is a wish with alternatives: the word itself, the parts of a
compound, synonyms, and for an unknown word what it may have meant. The best alternative counts:
weight of the field × rarity of the word × quality of the match in tenths, all whole numbers.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from search import wording
from search.dutch import lists
from search.dutch.stems import stem
from search.dutch.tokens import Token, Word, analyse, is_stop, tokens
from search.facets import AUDIENCE, BY_NAME
from search.sentences import parser
from search.sentences.wish import Wish
from search.tree import All, Any, Best, Node, Phrase, Range, Term
from search.vocabulary import Vocabulary
from search.wording import Wording

# Stems of the words, and stems of the parts of compounds, with what a hit there weighs.
WEIGHTS = {
    "title_s": 24,
    "lead_s": 12,
    "text_s": 5,
    "title_p": 18,
    "lead_p": 8,
    "text_p": 3,
}
WORD_FIELDS = ("title_s", "lead_s", "text_s")
# A title that begins with the words asked for, written apart or together.
NAME_BONUS = 160
FIRST_BONUS = 24
SPOKEN_BONUS = 8
MOST_SPOKEN = 4
WISH_BONUS = 60
# Of pages that fit as well, what somebody can go to or use comes before what tells of it.
USE_BONUS = 30
_USEFUL = Best(
    tuple(Term("type", type_, USE_BONUS) for type_ in ("activiteit", "hulp", "partner", "team"))
)
# A page that editors put first for a question; far above any sum of words.
BET_BONUS = 1_000_000
EXACT, SYNONYM, PARTS = 10, 9, 6
TYPO = {1: 6, 2: 4}
MOST_WISHES = 16
# How long a known word inside an unknown one is at least, and what is left of the other.
_SHORTEST_INSIDE, _SHORTEST_REST = 6, 3
_SHORTEST_BEGUN = 6

# In what form something is done; the parts before it say what.
_FORMS = frozenset(stem(word) for word in lists.words("forms.txt"))

_EVERYONE = Term(AUDIENCE.field, "iedereen", 1)

# Every page: it passes whatever its words are.
EVERYTHING = Range("until", 0, None)


@dataclass(frozen=True)
class Plan:
    """What to search for, and what was corrected on the way.

    `wishes` are what the text asks for beside its words, each in its own wish of the tree only
    if it is soft; `asked` holds the words that are looked for, each with what will do.
    """

    tree: Node | None
    relaxed: Node | None = None
    corrected: str = ""
    wishes: tuple[Wish, ...] = ()
    asked: tuple[tuple[str, Node], ...] = ()

    @property
    def hard(self) -> tuple[Wish, ...]:
        """Return the wishes that hide what does not fit."""
        return tuple(wish for wish in self.wishes if not wish.is_soft)


class _Planner:
    """Reads one text from left to right."""

    def __init__(self, text: str, vocabulary: Vocabulary, words: Wording, wishes):
        self.text = text
        self.vocabulary = vocabulary
        self.synonyms = words.synonyms
        self.wishes = {wish.start: wish for wish in wishes}
        self.required: list[Node] = []
        self.asked: list[str] = []
        self.parts: list[Node] = []
        self.alone = False
        # Which of the required wishes name people.
        self.people: list[int] = []
        self.optional: list[Node] = []
        self.corrections: list[tuple[Token, str]] = []

    def read(self, found: list[Token]) -> None:
        self.alone = sum(not is_stop(token.word) for token in found) == 1
        at = 0
        while at < len(found):
            at += self._wish(found, at) or self._group(found, at) or 1
        if len(self.required) > len(self.people):
            # Beside what somebody looks for, what is for everyone is for these people too.
            for place in self.people:
                self.required[place] = Best((self.required[place], _EVERYONE))

    def _wish(self, found: list[Token], at: int) -> int:
        """Take the words of a wish that hides what does not fit: they lift, and ask no more."""
        wish = self.wishes.get(at)
        if wish is None or wish.is_soft:
            return 0
        for token in found[wish.start : wish.end]:
            if not is_stop(token.word) and not token.word.fold.isdecimal():
                self.optional.append(Best(self._unit((token.word.stem,), EXACT)))
        return wish.end - wish.start

    def _require(self, group: list[Token], nodes: Iterator[Node], start: int) -> None:
        alternatives = [*nodes]
        wish = self.wishes.get(start)
        if wish is not None and wish.end - wish.start <= len(group):
            field = BY_NAME[wish.field].field
            alternatives += [Term(field, value, WISH_BONUS) for value in wish.values]
            if wish.field == AUDIENCE.name:
                self.people.append(len(self.required))
        best = Best(tuple(alternatives))
        # What a page is tagged with counts for more if the page also speaks of it.
        spoken = [] if len(group) > 1 else self._spoken(group[0].word.stem)
        self.required.append(All((best,), tuple(spoken)) if spoken else best)
        self.asked.append(self.text[group[0].start : group[-1].end])

    def _spoken(self, stem: str) -> list[Node]:
        keys = [(stem,), *self.synonyms.of((stem,))][:MOST_SPOKEN]
        terms = (Term("text_s", key[0], SPOKEN_BONUS) for key in keys if len(key) == 1)
        return [Best(tuple(terms))]

    def _group(self, found: list[Token], at: int) -> int:
        """Take the longest group of words with a synonym, or the one word."""
        longest = min(self.synonyms.longest, len(found) - at)
        for length in range(longest, 1, -1):
            group = found[at : at + length]
            key = tuple(token.word.stem for token in group)
            if key in self.synonyms and not self._has_wish(at, length):
                self._require(group, self._several(key, group), at)
                return length
        if self._written_apart(found, at):
            return 2
        token = found[at]
        if not is_stop(token.word):
            self._require([token], self._one(token), at)
        return 1

    def _has_wish(self, at: int, length: int) -> bool:
        """Say whether a wish that hides stands among these words."""
        return any(
            place in self.wishes and not self.wishes[place].is_soft
            for place in range(at, at + length)
        )

    def _written_apart(self, found: list[Token], at: int) -> bool:
        """Take two words that are one in the list of synonyms: "buurt huis"."""
        pair = found[at : at + 2]
        if len(pair) < 2 or self._has_wish(at, 2):
            return False
        joined = parser.joined_stem(pair)
        if not joined or joined not in self.synonyms:
            return False
        alternatives = self._several(tuple(token.word.stem for token in pair), pair)
        whole = (*self._unit(joined, EXACT), *self._replaced(joined))
        self._require(pair, iter((*whole, *alternatives)), at)
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
        key = (word.stem,)
        yield from self._unit(key, EXACT)
        yield from self._replaced(key)
        # One word of several says little about what a page is called.
        yield Term("name", word.fold, NAME_BONUS if self.alone else FIRST_BONUS)
        is_new = not self.vocabulary.knows(word.stem) and key not in self.synonyms
        if word.parts:
            yield self._parts(word, PARTS)
            self.parts += (self._part(part, PARTS // 2) for part in word.parts)
        elif is_new:
            yield from self._meant(token)
        if is_new and len(word.fold) >= _SHORTEST_BEGUN:
            # Half a word: "rolstoelbasket" for rolstoelbasketbal.
            for whole in self.vocabulary.beginning(word.fold, 3):
                yield from self._unit((whole.stem,), PARTS)

    def _meant(self, token: Token) -> Iterator[Node]:
        word = token.word.fold
        guesses = self.vocabulary.meant(word) or self.synonyms.meant(word)
        if not guesses:
            yield from self._inside(word)
        for guess, distance in guesses:
            if not any(known is token for known, _guess in self.corrections):
                self.corrections.append((token, guess))
            quality = TYPO[distance]
            # The guess may be two words of a title, written as one.
            yield Term("name", guess, FIRST_BONUS)
            for other in tokens(guess):
                yield from self._unit((other.word.stem,), quality)
                yield from self._replaced((other.word.stem,), quality - 1)
                if other.word.parts:
                    yield self._parts(other.word, quality - 1)

    def _inside(self, word: str) -> Iterator[Node]:
        """Ask for the longest known word at the end of a word that nobody wrote, or at its start.

        A Dutch compound is a kind of its last part: "vechtscheiding", "hutenbouwen".
        """
        reach = range(len(word) - _SHORTEST_REST, _SHORTEST_INSIDE - 1, -1)
        for piece in (*(word[-length:] for length in reach), *(word[:length] for length in reach)):
            known = analyse(piece)
            key = (known.stem,)
            if known.stem in _FORMS or is_stop(known):
                continue
            if self.vocabulary.knows(known.stem) or key in self.synonyms:
                yield from self._unit(key, PARTS)
                yield from self._replaced(key, PARTS - 1)
                return

    def _replaced(self, key: tuple[str, ...], quality: int = SYNONYM) -> Iterator[Node]:
        for other in self.synonyms.of(key):
            yield from self._unit(other, quality)

    def _parts(self, word: Word, quality: int) -> Node:
        """Ask for every part of a compound, near the top of the document.

        Of a word that no page has, the form lifts only: who asks for a "wandelclub" goes to a
        "wandelgroep" too.
        """
        known = self.vocabulary.knows(word.stem)
        subject = [part for part in word.parts if known or part not in _FORMS] or [*word.parts]
        form = [part for part in word.parts if part not in subject]
        must, lift = (
            tuple(self._part(part, max(quality // 2, 1)) for part in some)
            for some in (subject, form)
        )
        return All(must, lift)

    def _part(self, part: str, quality: int) -> Node:
        alternatives = [
            Term(field, key[0], self._boost(field, key[0], quality))
            for key in ((part,), *self.synonyms.of((part,)))
            if len(key) == 1
            for field in ("title_s", "title_p", "lead_s", "lead_p")
        ]
        return Best(tuple(alternatives))

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


def plan(
    text: str,
    vocabulary: Vocabulary,
    today: date,
    words: Wording | None = None,
    literal: Collection[str] = (),
) -> Plan:
    """Turn a visitor's text into a tree, and a looser one for when that finds too little.

    Up to two words must all hold; of more, one may fail. A text without a word asks nothing.
    """
    words = words or wording.standard()
    found = list(tokens(text))[: 2 * MOST_WISHES]
    wishes = parser.read(text, words.lexicon, words.synonyms, today, literal)
    planner = _Planner(text, vocabulary, words, wishes)
    planner.read(found)
    required = planner.required[:MOST_WISHES]
    optional = [*planner.optional, *_names(found), _USEFUL]
    if not required and not wishes:
        keys = [(token.word.stem,) for token in found[:MOST_WISHES]]
        required = [Best((*planner._unit(key, EXACT), *planner._replaced(key))) for key in keys]
    bets = words.bets_for(text)
    if not required:
        tree = All((EVERYTHING,), tuple(optional)) if planner.optional else None
        return Plan(_with_bets(tree, bets), wishes=wishes)
    least = len(required) if len(required) <= 2 else len(required) - 1
    strict = Any(tuple(required), least)
    relaxed = None
    if least > 1 or planner.parts:
        # What holds all the words scores twice, so it stays above what holds some.
        relaxed = All((Any((*required, *planner.parts), 1),), (strict, *optional))
    return Plan(
        tree=_with_bets(All((strict,), tuple(optional)), bets),
        relaxed=relaxed,
        corrected=_corrected(text, planner.corrections),
        wishes=wishes,
        asked=tuple(zip(planner.asked, required, strict=False)),
    )


def _with_bets(tree: Node | None, bets: tuple[int, ...]) -> Node | None:
    """Put the pages that editors chose above everything else, in their order."""
    if not bets:
        return tree
    first = [
        Term("key", str(page), BET_BONUS * (len(bets) - place)) for place, page in enumerate(bets)
    ]
    return Any((*first, tree or EVERYTHING))


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
