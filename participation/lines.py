"""The line from what was said to what was done, for pages here and of lower apps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wagtail.models import Page

from activities.models import Theme
from common import clock
from common.fragments import on_demand
from common.pages import private_pages
from participation import counting
from participation.models import Input

AT_MOST = 3  # on a page of a lower app


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said, with its state today; `outcome` is a page that all may see."""

    input: Input
    is_overdue: bool
    result: counting.Result | None
    outcome: Page | None


def build(inputs: Iterable[Input], today: date) -> list[Line]:
    """Return a line for each, in the same order."""
    rows = list(inputs)
    consultations = {
        row.statement.consultation_id: row.statement.consultation for row in rows if row.statement
    }
    results = {
        result.statement.pk: result
        for found in counting.results_of(consultations.values()).values()
        for result in found
    }
    shown = _visible_pages({row.outcome_id for row in rows if row.outcome_id})
    return [
        Line(
            row,
            row.is_overdue(today),
            results.get(row.statement_id),
            shown.get(row.outcome_id),
        )
        for row in rows
    ]


def of_theme(theme: Theme) -> dict:
    """Return what a theme's page shows: the newest lines."""
    today = clock.local(clock.now()).date()
    rows = Input.objects.visible().filter(themes=theme).for_lines()
    return {"said_and_done": on_demand(lambda: build(rows[:AT_MOST], today))}


def _visible_pages(pks: set[int]) -> dict[int, Page]:
    if not pks:
        return {}
    found = Page.objects.live().exclude(private_pages()).filter(pk__in=pks)
    return {page.pk: page for page in found}
