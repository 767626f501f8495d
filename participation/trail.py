"""How the lines about participation read in the history of a partner and in the logbook."""

from wagtail.log_actions import LogActionRegistry, LogFormatter

from common import loglines
from participation.operations import Change


def register(actions: LogActionRegistry) -> None:
    """Let Wagtail's log tell each change in words."""
    loglines.register(actions, Change, _Line)


class _Line(LogFormatter):
    def format_message(self, log_entry) -> str:
        return f"{self.label}: {log_entry.label}"
