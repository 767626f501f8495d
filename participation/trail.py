"""How the lines about participation read in the history of a partner and in the logbook."""

from wagtail.log_actions import LogActionRegistry, LogFormatter

from participation.operations import Change


def register(actions: LogActionRegistry) -> None:
    """Let Wagtail's log tell each change in words."""
    for change in Change:
        actions.register_action(change.value)(
            type(f"Of{change.name}", (_Line,), {"label": change.label})
        )


class _Line(LogFormatter):
    def format_message(self, log_entry) -> str:
        return f"{self.label}: {log_entry.label}"
