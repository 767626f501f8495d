"""From a checked request to an answer: plan, ask the engine, let wishes go where too few fit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from common import clock
from search import engines, relaxing, wording
from search.asking import Asker
from search.dutch.tokens import STOP_WORDS, analyse
from search.engines.base import Answer, Engine
from search.plan import Plan, plan
from search.query import Query
from search.relaxing import LetGo
from search.sentences.wish import Wish
from search.tree import Node, stems
from search.urgent import NOTHING, Urgent
from search.vocabulary import Vocabulary
from search.wording import Wording

_SMALL = frozenset(analyse(word).stem for word in STOP_WORDS)


@dataclass(frozen=True)
class Found:
    """An answer, and how it came about.

    `wanted` holds the stems to mark, `understood` what the sentence asks for beside its words,
    `relaxed` which of that was let go and `held` what still hides what does not fit, `urgent`
    whether somebody may be in danger, and `exact` how many results fit all that was asked.
    """

    answer: Answer
    wanted: frozenset[str] = frozenset()
    corrected: str = ""
    understood: tuple[Wish, ...] = ()
    relaxed: tuple[LetGo, ...] = ()
    held: tuple[Wish, ...] = ()
    urgent: Urgent = NOTHING
    exact: int = 0


@lru_cache(1024)
def _planned(
    text: str, literal: tuple[str, ...], vocabulary: Vocabulary, words: Wording, today: date
) -> Plan:
    return plan(text, vocabulary, today, words, literal)


@lru_cache(1024)
def _heard(text: str, words: Wording) -> Urgent:
    return words.signs.hear(text)


def urgent(query: Query) -> Urgent:
    """Say whether a question shows danger; works without an index."""
    return heard(query.text)


def heard(text: str) -> Urgent:
    """Say whether words show danger; heard once, however many ask."""
    return _heard(text, wording.current()) if text else NOTHING


def find(query: Query, now: datetime, origin: tuple[float, float] | None = None) -> Found:
    """Answer a request; origin is where the visitor is (latitude, longitude in degrees).

    :raises EngineError: the index cannot be used.
    """
    return ask(engines.current(), wording.current(), query, now, origin)


def ask(
    engine: Engine,
    words: Wording,
    query: Query,
    now: datetime,
    origin: tuple[float, float] | None = None,
) -> Found:
    """Answer a request from this engine, with these words of the editors.

    :raises EngineError: the index cannot be used.
    """
    return _answered(engine, words, Asker(query, now, clock.local(now).date(), origin))


def whole(
    query: Query, now: datetime, origin: tuple[float, float] | None, most: int
) -> tuple[Found, list[Node]]:
    """Answer a request from its first page on, without counts of facets.

    With it comes what it asks of days, in its address and in what of its sentence still holds.

    :raises EngineError: the index cannot be used.
    """
    today = clock.local(now).date()
    asker = Asker(query, now, today, origin, offset=0, limit=most, counted=False)
    found = _answered(engines.current(), wording.current(), asker)
    return found, asker.day_filters(found.held)


def _plan_of(engine: Engine, words: Wording, query: Query, today: date) -> Plan:
    if not query.text:
        return Plan(None)
    return _planned(query.text, query.literal, engine.vocabulary(), words, today)


def _answered(engine: Engine, words: Wording, asker: Asker) -> Found:
    planned = _plan_of(engine, words, asker.query, asker.today)
    heard = _heard(asker.query.text, words) if asker.query.text else NOTHING
    answer = engine.search(asker.request(planned.tree, planned.hard))
    loosened = None
    # Whoever is in danger gets what was asked, and the numbers to call; nothing is guessed.
    if not heard and relaxing.is_too_little(answer, planned):
        loosened = relaxing.relax(_asking(engine, asker), planned, answer)
    tree = loosened.tree if loosened else planned.tree
    return Found(
        answer=loosened.answer if loosened else answer,
        wanted=_marked(tree) if tree is not None else frozenset(),
        corrected=planned.corrected,
        understood=planned.wishes,
        relaxed=loosened.let_go if loosened else (),
        held=loosened.held if loosened else planned.hard,
        urgent=heard,
        exact=answer.count,
    )


def _asking(engine: Engine, asker: Asker) -> Callable[..., Answer]:
    def search(tree: Node | None, wishes: tuple[Wish, ...], let_go: tuple[Wish, ...]) -> Answer:
        return engine.search(asker.request(tree, wishes, let_go))

    return search


@lru_cache(1024)
def _marked(tree: Node) -> frozenset[str]:
    """Return the stems to mark: those looked for, without the small words of a phrase."""
    return stems(tree) - _SMALL
