"""The words that mean something: lists kept as data, and the names that the portal uses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from search import days
from search.dutch import lists
from search.dutch.compounds import WORDS
from search.dutch.tokens import STOP_WORDS, Token, words
from search.sentences.wish import AREA, AUDIENCE, DAY, PRICE, THEME, TOWN

Key = tuple[str, ...]
Rows = tuple[tuple[str, str], ...]
# Who grows up is called by the age: a daughter of two is a toddler, one of fourteen a teenager.
_GROWING = {"0-3": "peuter", "4-11": "kind", "12-17": "tiener"}
# What stands before the name of a place.
_BEFORE = frozenset(("in", "te", "uit", "bij", "rond", "wijk", "omgeving", "near", "w"))


@dataclass(frozen=True)
class Names:
    """What the portal calls things, as (slug, name)."""

    audiences: Rows = ()
    themes: Rows = ()
    municipalities: Rows = ()
    neighbourhoods: Rows = ()


@dataclass(frozen=True)
class Meaning:
    """What some words mean; the values of one field."""

    field: str
    values: tuple[str, ...]


def _folded(text: str) -> Key:
    return tuple(word.fold for word in words(text))


def _stems(text: str) -> Key:
    return tuple(word.stem for word in words(text))


@lru_cache(1)
def fixed() -> dict[Key, Meaning]:
    """Return the meanings that are the same everywhere, by folded words."""
    found: dict[Key, Meaning] = {}
    for text, values in _rows("days.tsv"):
        found[_folded(text)] = Meaning(DAY, tuple(values.split()))
    for text, values in _rows("parts.tsv"):
        found[_folded(text)] = Meaning(DAY, tuple(values.split()))
    for text, value in _rows("prices.tsv"):
        found[_folded(text)] = Meaning(PRICE, (value,))
    return found


@lru_cache(1)
def moments() -> dict[Key, str]:
    """Return how a moment is counted from today, by folded words."""
    return {_folded(text): rule for text, rule in _rows("moments.tsv")}


@lru_cache(1)
def months() -> dict[str, int]:
    """Return the number of each month by its folded names."""
    rows = lists.lines("months.txt", lists.SENTENCES)
    return {name: number for number, row in enumerate(rows, 1) for name in row.split()}


def _rows(name: str) -> Iterator[tuple[str, str]]:
    for line in lists.lines(name, lists.SENTENCES):
        text, _tab, value = line.partition("\t")
        yield text.strip(), value.strip()


class Lexicon:
    """Everything that words may mean on this portal."""

    def __init__(self, names: Names):
        self._places: dict[Key, Meaning] = {}
        self._kinds: dict[Key, Meaning] = {}
        for slug, name in names.municipalities:
            self._add_place(_folded(name), TOWN, slug)
        for slug, name in names.neighbourhoods:
            self._add_place(_folded(name), AREA, slug)
        self._add_names(AUDIENCE, names.audiences, "audiences.tsv")
        self._add_names(THEME, names.themes, "themes.tsv")
        keys = (*fixed(), *moments(), *self._places, *self._kinds)
        self.longest = max(map(len, keys))

    def _add_place(self, key: Key, field: str, slug: str) -> None:
        known = self._places.get(key)
        if known is None or known.field != field:
            self._places.setdefault(key, Meaning(field, (slug,)))
        elif slug not in known.values:
            self._places[key] = Meaning(field, (*known.values, slug))

    def _add_names(self, field: str, rows: Rows, extra: str) -> None:
        slugs = {slug for slug, _name in rows}
        for slug, name in rows:
            self._add_kind(_stems(name), field, slug)
        if field == AUDIENCE:
            for slug, name in rows:
                self._add_kind(_stems(name.partition(" en ")[0]), field, slug)
        for text, meant in _rows(extra):
            self._add_kind(_stems(text), field, *(slug for slug in meant.split() if slug in slugs))

    def _add_kind(self, key: Key, field: str, *slugs: str) -> None:
        if key and slugs:
            self._kinds.setdefault(key, Meaning(field, slugs))

    def fixed(self, group: list[Token]) -> Meaning | None:
        """Return the day, part of the day or price that exactly these words mean."""
        if len(group) == 1:
            token = days.normal(group[0].word.fold)
            if token:
                return Meaning(DAY, (token,))
        return fixed().get(tuple(token.word.fold for token in group))

    def moment(self, group: list[Token]) -> str | None:
        """Return how the moment is counted that exactly these words mean."""
        return moments().get(tuple(token.word.fold for token in group))

    def place(self, group: list[Token], before: Token | None) -> Meaning | None:
        """Return the place; a name that is an ordinary word too needs an "in" before it."""
        key = tuple(token.word.fold for token in group)
        found = self._places.get(key)
        if found and len(key) == 1 and key[0] in WORDS:
            return found if before is not None and before.word.fold in _BEFORE | {"het"} else None
        return found

    def named(self, group: list[Token]) -> Meaning | None:
        """Return the place with exactly this name, an ordinary word or not."""
        return self._places.get(tuple(token.word.fold for token in group))

    def areas_of(self, town: str, area: Meaning) -> tuple[str, ...]:
        """Return those neighbourhoods that lie in a municipality, by their slugs."""
        return tuple(slug for slug in area.values if slug.startswith(f"{town}-"))

    def kind(self, group: list[Token]) -> Meaning | None:
        """Return the audience or the theme that these words name; an audience goes first."""
        if len(group) == 1 and group[0].word.fold in STOP_WORDS:
            return None
        return self._kinds.get(tuple(token.word.stem for token in group))

    def growing(self, ages: Iterable[str] = _GROWING) -> tuple[str, ...]:
        """Return the audiences of children of these ages (see AGE_BUCKETS), by their slugs."""
        found = (self._kinds.get(_stems(_GROWING[age])) for age in ages if age in _GROWING)
        return tuple(slug for meaning in found if meaning for slug in meaning.values)
