"""The counters: the one place that reads or changes them.

A result exists only of a stelling that is closed and has ten votes or more. Of all else
nothing leaves this module but how many voted, and that only to who holds the evening.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from participation.models import Consultation, Counter, Statement

THRESHOLD = 10
_TOTAL = F("agree") + F("disagree") + F("unsure")


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to a stelling; all numbers are 0 where `is_shown` is false."""

    statement: Statement
    is_shown: bool = False
    agree: int = 0
    disagree: int = 0
    unsure: int = 0

    @property
    def total(self) -> int:
        return self.agree + self.disagree + self.unsure


def begin(consultation: Consultation) -> None:
    """Give each stelling its counter, open."""
    Counter.objects.bulk_create(
        Counter(
            statement=statement,
            is_open=True,
            closes_at=consultation.closes_at,
            most=consultation.most_votes,
        )
        for statement in consultation.statements.all()
    )


def add(statement_id: int, answer: str, now: datetime) -> bool:
    """Add one vote; return False if the stelling is closed or has all its votes."""
    room = Q(most__isnull=True) | Q(most__gt=_TOTAL)
    return bool(_open(now).filter(room, pk=statement_id).update(**{answer: F(answer) + 1}))


def move(statement_id: int, old: str, new: str, now: datetime) -> bool:
    """Take a vote from one answer to another; return False if closed, or if none is there."""
    rows = _open(now).filter(pk=statement_id, **{f"{old}__gt": 0})
    return bool(rows.update(**{old: F(old) - 1, new: F(new) + 1}))


def open_among(statement_ids: Iterable[int], now: datetime) -> set[int]:
    """Return which of these stellingen still take votes or changes."""
    return set(_open(now).filter(pk__in=list(statement_ids)).values_list("pk", flat=True))


def end(consultation: Consultation) -> None:
    """Close the counters for good, and forget those with fewer votes than the threshold.

    Every vote after this statement finds them closed: what is read then never changes.
    """
    rows = Counter.objects.filter(statement__consultation=consultation)
    rows.update(is_open=False)
    few = rows.alias(total=_TOTAL).filter(total__lt=THRESHOLD)
    few.update(agree=0, disagree=0, unsure=0)


def votes_so_far(consultation: Consultation) -> dict[int, int]:
    """Return how many answered each stelling, by its id, never what. For the screen only."""
    rows = Counter.objects.filter(statement__consultation=consultation)
    return dict(rows.annotate(total=_TOTAL).values_list("pk", "total"))


def results(consultation: Consultation) -> list[Result]:
    """Return the result of each stelling, in order (two queries)."""
    return results_of([consultation]).get(consultation.pk, [])


def results_of(consultations: Iterable[Consultation]) -> dict[int, list[Result]]:
    """Return the results by consultation id, for those that are closed (two queries)."""
    closed = [row.pk for row in consultations if row.is_closed]
    found: dict[int, list[Result]] = {pk: [] for pk in closed}
    shown = _shown(closed)
    for statement in Statement.objects.filter(consultation__in=closed):
        found[statement.consultation_id].append(_result(statement, shown))
    return found


def shown_among(consultations: Iterable[Consultation]) -> list[int]:
    """Return the ids of the stellingen whose result may be shown (one query)."""
    return list(_shown([row.pk for row in consultations if row.is_closed]))


def _result(statement: Statement, shown: dict[int, tuple[int, int, int]]) -> Result:
    if statement.pk not in shown:
        return Result(statement)
    return Result(statement, True, *shown[statement.pk])


def _shown(consultation_ids: list[int]) -> dict[int, tuple[int, int, int]]:
    """Read what may be shown: the database leaves all else out."""
    rows = Counter.objects.filter(
        is_open=False,
        statement__consultation__in=consultation_ids,
        statement__consultation__state=Consultation.State.CLOSED,
    ).alias(total=_TOTAL)
    rows = rows.filter(total__gte=THRESHOLD)
    return {pk: counts for pk, *counts in rows.values_list("pk", "agree", "disagree", "unsure")}


def _open(now: datetime) -> QuerySet[Counter]:
    return Counter.objects.filter(is_open=True, closes_at__gt=now)
