"""Read a sentence from left to right and say what it asks for.

Rules and lists only, so that every reading can be explained. A known turn of phrase (from the
synonyms) is taken whole and never understood in pieces. What the visitor wants to be taken as
plain words is given as `literal`.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from search import days
from search.dutch.folding import fold
from search.dutch.synonyms import Synonyms
from search.dutch.tokens import Token, analyse, is_stop, tokens
from search.facets import AGE_BUCKETS
from search.sentences import moments
from search.sentences.lexicon import Lexicon
from search.sentences.wish import AGE, AREA, AUDIENCE, DATE, DAY, TOWN, Wish

_YEARS = frozenset(("jaar", "jarige", "jarigen", "jr", "year", "years", "yas", "lat"))
_MONTHS = frozenset(("maand", "maanden"))
_UP_TO = frozenset(("tot", "tm", "en", "to"))
_FROM = frozenset(("vanaf", "boven"))
_BELOW = frozenset(("onder", "tot"))
# Before a bare number these say whose age it is: "ik ben 15", "mijn zoon is 9", "dochter van 3".
_IS = frozenset(("ben", "is", "wordt", "word", "bijna", "am"))
_OF = frozenset(("van", "vanaf", "tussen", "of", "aged"))
# After a number these say that it is no age.
_UNITS = frozenset(
    (
        *("uur", "u", "euro", "eur", "cent", "km", "kilometer", "meter", "keer", "x", "maal"),
        *("dag", "dagen", "week", "weken", "minuten", "minuutjes", "procent", "graden"),
        *("personen", "mensen", "mannen", "man", "vrouwen", "kinderen", "plekken", "plaatsen"),
    )
)
_OLDEST = 120
# Years that "12+" reaches: who is 40 does not ask for 12+.
_REACH = 5
_MOST = 32


def read(
    text: str, lexicon: Lexicon, synonyms: Synonyms, today: date, literal: Collection[str] = ()
) -> tuple[Wish, ...]:
    """Return what a text asks for beside its words, in the order of its words."""
    found = list(tokens(text))[:_MOST]
    wishes = tuple(_Reader(text, found, lexicon, synonyms, today, literal).wishes())
    return _grown(wishes, lexicon)


def _grown(wishes: tuple[Wish, ...], lexicon: Lexicon) -> tuple[Wish, ...]:
    """Let a child be of the audiences of its age too: "kleinzoon van 2", "kind van 14"."""
    ages = tuple(value for wish in wishes if wish.field == AGE for value in wish.values)
    children, fitting = set(lexicon.growing()), lexicon.growing(ages)
    return tuple(
        replace(wish, values=tuple(dict.fromkeys((*wish.values, *fitting))))
        if wish.field == AUDIENCE and children & set(wish.values)
        else wish
        for wish in wishes
    )


def joined_stem(pair: list[Token]) -> tuple[str, ...]:
    """Return two words written as one, by its stem: "buurt huis"; () for a stray letter."""
    folds = [token.word.fold for token in pair]
    return (analyse("".join(folds)).stem,) if min(map(len, folds)) > 2 else ()


class _Reader:
    def __init__(self, text, found: list[Token], lexicon, synonyms, today: date, literal):
        self.text, self.found = text, found
        self.lexicon, self.synonyms, self.today = lexicon, synonyms, today
        self.literal = {fold(words) for words in literal}
        self.known = self._phrases()

    def wishes(self) -> Iterator[Wish]:
        at = 0
        while at < len(self.found):
            if at in self.known:
                at += 1
                continue
            wish = self._at(at)
            if wish is None or fold(wish.words) in self.literal:
                at = wish.end if wish else at + 1
                continue
            yield wish
            at = wish.end

    def _at(self, at: int) -> Wish | None:
        return (
            self._moment(at)
            or self._age(at)
            or self._fixed(at)
            or self._place(at)
            or self._kind(at)
        )

    def _phrases(self) -> set[int]:
        """Return the places of words inside a known turn of phrase, written apart or not."""
        inside: set[int] = set()
        for start in range(len(self.found)):
            for length in range(min(self.synonyms.longest, len(self.found) - start), 1, -1):
                group = self.found[start : start + length]
                if all(is_stop(token.word) for token in group):
                    continue
                joined = length == 2 and joined_stem(group) in self.synonyms
                if joined or tuple(token.word.stem for token in group) in self.synonyms:
                    inside.update(range(start, start + length))
                    break
        return inside

    def _make(self, field: str, values, start: int, end: int, **dates) -> Wish:
        words = self.text[self.found[start].start : self.found[end - 1].end]
        if field == AGE and self.text[self.found[end - 1].end :].startswith("+"):
            words += "+"
        return Wish(field, tuple(values), words, start, end, **dates)

    def _moment(self, at: int) -> Wish | None:
        moment = moments.read(self.text, self.found, at, self.lexicon, self.today)
        if moment is None:
            return None
        end, part = at + moment.used, moment.part
        if not part and end < len(self.found):
            part, end = self._part(end) or (part, end)
        return self._make(
            DATE, (part,) if part else (), at, end, first=moment.first, last=moment.last
        )

    def _part(self, at: int) -> tuple[str, int] | None:
        """Return the part of the day that the words from here name, and where they end."""
        for length in range(min(3, len(self.found) - at), 0, -1):
            meaning = self.lexicon.fixed(self.found[at : at + length])
            if meaning and meaning.field == DAY and meaning.values[0] in days.PARTS:
                return meaning.values[0], at + length
        return None

    def _fixed(self, at: int) -> Wish | None:
        for length in range(min(self.lexicon.longest, len(self.found) - at), 0, -1):
            meaning = self.lexicon.fixed(self.found[at : at + length])
            if meaning is None:
                continue
            values, end = meaning.values, at + length
            if meaning.field == DAY and all(value in days.WEEKDAYS for value in values):
                part = self._part(end) if end < len(self.found) else None
                if part:
                    values, end = tuple(f"{value}-{part[0]}" for value in values), part[1]
            return self._make(meaning.field, values, at, end)
        return None

    def _age(self, at: int) -> Wish | None:
        number = self._number(at)
        if number is None:
            return None
        before = self.found[at - 1].word.fold if at else ""
        after = self.text[self.found[at].end :].lstrip()
        if after.startswith("+"):
            end = at + 2 if self._is(at + 1, _YEARS) else at + 1
            return self._make(AGE, _buckets(number, number + _REACH), at, end)
        if self._is(at + 1, _MONTHS):
            return self._make(AGE, _buckets(number // 12, number // 12), at, at + 2)
        reach = self._reach(at, number)
        if reach:
            return reach
        if not self._is(at + 1, _YEARS):
            bare = self._says_age(at) and not self._is_counted(at)
            return self._make(AGE, _buckets(number, number), at, at + 1) if bare else None
        low = high = number
        if before in _FROM or self._is(at + 3, {"ouder"}):
            high = number + _REACH
        elif before in _BELOW:
            low = 0
        return self._make(AGE, _buckets(low, high), at, at + 2)

    def _reach(self, at: int, low: int) -> Wish | None:
        """Understand "4 tot 8 jaar", "4-8 jaar" and "4 t/m 8 jaar"."""
        between = self.text[self.found[at].end :].lstrip()
        if between.startswith(("-", "–")):
            second = at + 1
        elif self._is(at + 1, _UP_TO):
            second = at + 2
        elif self._is(at + 1, {"t"}) and self._is(at + 2, {"m"}):
            second = at + 3
        else:
            return None
        high = self._number(second)
        if high is None or high < low:
            return None
        if self._is(second + 1, _YEARS):
            return self._make(AGE, _buckets(low, high), at, second + 2)
        bare = self._says_age(at) and not self._is_counted(second)
        return self._make(AGE, _buckets(low, high), at, second + 1) if bare else None

    def _says_age(self, at: int) -> bool:
        """Say whether a number without a word for years is an age by what stands before it."""
        of = 1 if self._is(at - 1, _OF) else 0
        return (not of and self._is(at - 1, _IS)) or self._is_person(at - 1 - of)

    def _is_person(self, at: int) -> bool:
        meaning = self.lexicon.kind(self.found[at : at + 1]) if at >= 0 else None
        return meaning is not None and meaning.field == AUDIENCE

    def _is_counted(self, at: int) -> bool:
        """Say whether what comes after a number makes it a time, a price or a date."""
        if self._is(at + 1, _UP_TO) and self._number(at + 2) is not None:
            return self._is_counted(at + 2)
        after = self.text[self.found[at].end :].lstrip()
        month = at + 1 < len(self.found) and self.found[at + 1].word.fold in moments.months()
        return month or after.startswith((":", ".", "€", "-", "/", "%")) or self._is(at + 1, _UNITS)

    def _number(self, at: int) -> int | None:
        if at >= len(self.found):
            return None
        word = self.found[at].word.fold
        if not (word.isascii() and word.isdecimal() and len(word) <= 3):
            return None
        return int(word) if int(word) <= _OLDEST else None

    def _is(self, at: int, words: Collection[str]) -> bool:
        return 0 <= at < len(self.found) and self.found[at].word.fold in words

    def _place(self, at: int) -> Wish | None:
        for length in range(min(3, len(self.found) - at), 0, -1):
            before = self.found[at - 1] if at else None
            place = self.lexicon.place(self.found[at : at + length], before)
            if place is None:
                continue
            end = at + length
            if place.field == TOWN:
                return self._in_town(place.values[0], at, end)
            return self._make(place.field, place.values, at, end)
        return None

    def _in_town(self, town: str, at: int, end: int) -> Wish:
        """Understand "Maassluis Oost" as one neighbourhood."""
        for length in range(min(2, len(self.found) - end), 0, -1):
            group = self.found[end : end + length]
            # The town before it says enough to take an ordinary word for a name.
            area = self.lexicon.named(group)
            slugs = self.lexicon.areas_of(town, area) if area and area.field == AREA else ()
            if slugs:
                return self._make(AREA, slugs, at, end + length)
        return self._make(TOWN, (town,), at, end)

    def _kind(self, at: int) -> Wish | None:
        for length in range(min(self.lexicon.longest, len(self.found) - at), 0, -1):
            meaning = self.lexicon.kind(self.found[at : at + length])
            if meaning:
                return self._make(meaning.field, meaning.values, at, at + length)
        return None


def _buckets(low: int, high: int) -> tuple[str, ...]:
    return tuple(name for name, (a, b) in AGE_BUCKETS.items() if a <= high and b >= low)
