"""Never empty: where too few pages fit, let one wish go at a time, and say which.

What fits the wish after all stays on top. A wish that the visitor ticked is never let go: only
what was understood from words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from search import days
from search.dutch.tokens import words
from search.engines.base import Answer
from search.plan import NAME_BONUS, USE_BONUS, Plan
from search.sentences.wish import AGE, AREA, DATE, DAY, PRICE, TOWN, Wish
from search.tree import Node, stems

# With fewer results than this, one wish is let go, unless a title was named.
FEW = 3
TEXT = "tekst"
PART = "dagdeel"
# In this order: what can be chosen again most easily goes first.
_ORDER = (DAY, DATE, AREA, TOWN, AGE, PRICE)

Search = Callable[[Node | None, tuple[Wish, ...], tuple[Wish, ...]], Answer]


@dataclass(frozen=True)
class LetGo:
    """A wish that was let go, and whether anything at all fitted it."""

    field: str
    value: str
    words: str
    fitted: bool


@dataclass(frozen=True)
class Loosened:
    """An answer to a looser question."""

    answer: Answer
    tree: Node | None
    let_go: tuple[LetGo, ...]
    held: tuple[Wish, ...]


@dataclass(frozen=True)
class _Step:
    """One wish less: the wishes that still hold, those that lift, and what to call it."""

    wishes: tuple[Wish, ...]
    lifted: tuple[Wish, ...]
    gone: tuple[tuple[str, Wish], ...]


def is_too_little(answer: Answer, planned: Plan) -> bool:
    """Say whether fewer pages were found than anybody would want, and none was named."""
    named = bool(answer.hits) and answer.hits[0].score >= NAME_BONUS + USE_BONUS
    return answer.count < FEW and not named


def relax(search: Search, planned: Plan, strict: Answer) -> Loosened | None:
    """Return the answer after letting wishes go, or None where that finds no more."""
    tree, answer, missing = planned.tree, strict, ()
    if planned.relaxed is not None and _words_are_to_blame(search, planned, strict):
        looser = search(planned.relaxed, planned.hard, ())
        missing = _missing(planned, looser, fitted=strict.count > 0)
        if looser.count > strict.count:
            tree, answer = planned.relaxed, looser
        elif not planned.hard:
            return None
        else:
            tree = planned.relaxed
    step = _Step(planned.hard, (), ())
    if answer.count < FEW and planned.hard:
        step, answer = _fewer_wishes(search, tree, step, answer)
    if answer.count <= strict.count:
        return None
    fitted = strict.count > 0
    gone = [LetGo(field, wish.value, wish.words, fitted) for field, wish in step.gone]
    gone += missing if tree is planned.relaxed else ()
    return Loosened(answer, tree, tuple(gone), step.wishes)


def _words_are_to_blame(search: Search, planned: Plan, strict: Answer) -> bool:
    """Say whether even without any other wish too few pages hold the words."""
    return not planned.hard or search(planned.tree, (), ()).count == 0


def _fewer_wishes(
    search: Search, tree: Node | None, step: _Step, answer: Answer
) -> tuple[_Step, Answer]:
    """Let go the first wish that leaves enough, or else the first that helps at all.

    Where none does alone, let go the first and another one.
    """
    start = answer.count
    while step.wishes:
        tried = list(_steps(step))
        better = []
        for option in tried:
            found = search(tree, option.wishes, option.lifted)
            if found.count >= FEW:
                return option, found
            if found.count > start:
                better.append((option, found))
        if better:
            return better[0]
        step = tried[-1] if len(step.wishes) == 1 else _first_whole(tried, step)
    return step, answer


def _first_whole(tried: list[_Step], step: _Step) -> _Step:
    return next(option for option in tried if len(option.wishes) < len(step.wishes))


def _steps(step: _Step) -> Iterator[_Step]:
    """Yield each way to ask one thing less, parts of the day before whole days."""
    ranked = sorted(step.wishes, key=lambda wish: _ORDER.index(wish.field))
    for wish in ranked:
        looser = _without_part(wish)
        if looser is not None:
            yield _Step(
                tuple(looser if other is wish else other for other in step.wishes),
                (*step.lifted, wish),
                (*step.gone, (PART, wish)),
            )
    for wish in ranked:
        yield _Step(
            tuple(other for other in step.wishes if other is not wish),
            (*step.lifted, wish),
            (*step.gone, (wish.field, wish)),
        )


def _without_part(wish: Wish) -> Wish | None:
    """Return the day of a wish without its part of the day, None where there is no such day."""
    if wish.field == DATE and wish.values:
        return replace(wish, values=())
    joint = [value.partition("-")[0] for value in wish.values if "-" in value]
    if wish.field == DAY and joint and len(joint) == len(wish.values):
        return replace(wish, values=tuple(value for value in joint if value in days.WEEKDAYS))
    return None


def _missing(planned: Plan, looser: Answer, fitted: bool) -> tuple[LetGo, ...]:
    """Name the words that none of the results shown holds; all of them where each is held."""
    held = [
        {stem for part in _texts(hit.source()) for word in words(part)
         for stem in (word.stem, *word.parts)}
        for hit in looser.hits
    ]  # fmt: skip
    absent = [
        text for text, node in planned.asked if not any(stems(node) & there for there in held)
    ]
    wanted = absent or [text for text, _node in planned.asked]
    return tuple(LetGo(TEXT, "", text, fitted) for text in (absent or [" ".join(wanted)]))


def _texts(source: list) -> list[str]:
    title, summary, labels, text = source
    return [title, summary, *labels, text]
