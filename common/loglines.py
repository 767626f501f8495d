"""Lines of our own in Wagtail's log, told in words by one formatter for all changes of an app."""

from collections.abc import Iterable

from django.db.models import TextChoices
from wagtail.log_actions import LogActionRegistry, LogFormatter


def register(
    actions: LogActionRegistry, changes: Iterable[TextChoices], line: type[LogFormatter]
) -> None:
    """Let the log know each change (its value is the action); `line` finds it as `change`."""
    for change in changes:
        made = type(f"Of{change.name}", (line,), {"label": change.label, "change": change})
        actions.register_action(change.value)(made)
