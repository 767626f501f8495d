"""How well the search answers: a file of questions, each with what must stand in the first three.

One question a line, three columns with a tab between: the question; the names of which one must
stand in the first three, with "|" between; the words that must stand in no result's title. A
name in brackets is a rule: "(urgent …)" asks for the numbers to call above every result,
"(… costs nothing)" that every result is free.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from search.dutch.tokens import words
from search.facets import PRICE
from search.finding import Found
from search.query import Query

FIRST = 3

Find = Callable[[Query], Found]


class BadFile(ValueError):
    """The file is not of this form; the message names the line."""


@dataclass(frozen=True)
class Case:
    """A question, what must come first, and what must not come at all."""

    text: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()

    @property
    def is_urgent(self) -> bool:
        return any(name.startswith("(urgent") for name in self.wanted)

    @property
    def must_be_free(self) -> bool:
        return any(name.startswith("(") and "costs nothing" in name for name in self.wanted)


@dataclass(frozen=True)
class Verdict:
    """How one question went; `rank` is 0 where nothing wanted was found on the first page."""

    case: Case
    rank: int
    found: int
    unwanted: tuple[str, ...]
    titles: tuple[str, ...]
    alarmed: bool
    relaxed: bool

    @property
    def is_hit(self) -> bool:
        return 1 <= self.rank <= FIRST

    @property
    def is_good(self) -> bool:
        return self.is_hit and not self.unwanted and (self.rank == 1 or not self.case.is_urgent)


@dataclass(frozen=True)
class Report:
    """All verdicts, and what they come to."""

    verdicts: tuple[Verdict, ...]

    @property
    def hits(self) -> float:
        """The share with a wanted page in the first three."""
        return sum(verdict.is_hit for verdict in self.verdicts) / max(len(self.verdicts), 1)

    @property
    def mean_reciprocal_rank(self) -> float:
        ranks = (1 / verdict.rank for verdict in self.verdicts if verdict.rank)
        return sum(ranks) / max(len(self.verdicts), 1)

    @property
    def unwanted(self) -> int:
        return sum(bool(verdict.unwanted) for verdict in self.verdicts)

    @property
    def urgent(self) -> tuple[int, int]:
        """How many urgent questions came out right, and how many there are."""
        asked = [verdict for verdict in self.verdicts if verdict.case.is_urgent]
        return sum(verdict.rank == 1 for verdict in asked), len(asked)

    @property
    def false_alarms(self) -> int:
        return sum(v.alarmed and not v.case.is_urgent for v in self.verdicts)


def read(lines: Iterable[str]) -> Iterator[Case]:
    """Yield the cases of a file.

    :raises BadFile: a line names nothing that must be found.
    """
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        if not line.strip() or line.startswith("#"):
            continue
        text, wanted, unwanted, *_more = [*line.split("\t"), "", ""]
        if not _names(wanted):
            raise BadFile(f"line {number}: nothing that must be found")
        yield Case(text.strip(), _names(wanted), _names(unwanted))


def _names(column: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in column.split("|") if name.strip())


def judge(cases: Iterable[Case], find: Find) -> Iterator[Verdict]:
    """Yield how each case goes."""
    for case in cases:
        query = Query(text=case.text)
        found = find(query)
        titles = tuple(hit.payload["title"] for hit in found.answer.hits)
        yield Verdict(
            case=case,
            rank=_rank(case, query, found, titles, find),
            found=found.answer.count,
            unwanted=tuple(word for word in case.unwanted if any(_holds(t, word) for t in titles)),
            titles=titles[:FIRST],
            alarmed=bool(found.urgent),
            relaxed=bool(found.relaxed),
        )


def _rank(case: Case, query: Query, found: Found, titles: tuple[str, ...], find: Find) -> int:
    if case.is_urgent:
        return 1 if found.urgent.lines else 0
    if case.must_be_free:
        free = find(replace(query, filters={PRICE.name: ("gratis",)}))
        return 1 if found.answer.count and free.answer.count == found.answer.count else 0
    for place, title in enumerate(titles, 1):
        if any(_holds(title, name) for name in case.wanted):
            return place
    return 0


def _holds(title: str, name: str) -> bool:
    """Say whether a title holds these words side by side."""
    there = [word.fold for word in words(title)]
    asked = [word.fold for word in words(name)]
    return any(there[at : at + len(asked)] == asked for at in range(len(there))) if asked else False
