"""What the team of a partner, and the editors, may do with the models of each app.

Every app names its own in `AppConfig.ready`; partners.operations gives them to the groups.
"""

_team: dict[str, set[str]] = {}
_editors: dict[str, set[str]] = {}


def register(app_label: str, *, team: tuple[str, ...] = (), editors: tuple[str, ...] = ()) -> None:
    """Name permissions of an app, such as "add_group", for partner teams and for editors."""
    _team.setdefault(app_label, set()).update(team)
    _editors.setdefault(app_label, set()).update(editors)


def team_permissions() -> dict[str, set[str]]:
    """Return what a partner's team may do, by app label."""
    return _team


def editor_permissions() -> dict[str, set[str]]:
    """Return what the editors may do, by app label."""
    return _editors


def all_of(*models: str) -> tuple[str, ...]:
    """Return the four permissions of each model, by its name in lower case."""
    return tuple(
        f"{verb}_{model}" for model in models for verb in ("add", "change", "delete", "view")
    )
