"""Answers as bars, from the threshold on; below it there is nothing to draw from."""

from django.utils.translation import gettext as _

from common import charts
from participation.counting import THRESHOLD, Result
from participation.models import Conversation
from participation.models.consultation import Answer


def of_result(result: Result) -> charts.Bars | None:
    """Return the bars of a result; None if it may not be shown."""
    if not result.is_shown:
        return None
    return _bars(result.statement.text, (result.agree, result.disagree, result.unsure))


def of_talk(talk: Conversation) -> charts.Bars | None:
    """Return the bars of hands that were counted; None for fewer than the threshold."""
    if talk.total < THRESHOLD:
        return None
    return _bars(talk.statement.text, (talk.agree, talk.disagree, talk.unsure))


def percent(count: int, total: int) -> int:
    """Return a share in whole per cents."""
    return round(100 * count / total) if total else 0


def _bars(title: str, counts: tuple[int, int, int]) -> charts.Bars:
    total = sum(counts)
    texts = [f"{count} ({percent(count, total)}%)" for count in counts]
    labels = [str(label).capitalize() for label in Answer.labels]
    return charts.bars(labels, counts, _("answers"), title=title, texts=texts, whole=total)
