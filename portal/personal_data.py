"""The register of personal data: what the code declares, as a page of the documentation."""

from pathlib import Path

from django.conf import settings

from common.personal_data import PersonalField, declare, declared

PAGE = Path(settings.BASE_DIR) / "docs" / "personal-data.md"

_HEAD = """# Register of personal data

Written from the declarations in the code by `manage.py personal_data --write`; a test holds
them equal. It is meant for the register of processing activities (AVG article 30). What each
organiser asks besides, and why, stands in the settings of the activity and on its form.

| Kept in | Field | Purpose | Ground | Kept until | Seen by |
|---|---|---|---|---|---|
"""

_FOOT = """
## Outside the database

| Where | What | Kept until |
|---|---|---|
| `var/mail/` | mails as files, in a demonstration only | the purge of the signup |
| `PURGE_JOURNAL` | random keys of forgotten signups, and when | as long as backups are |
| server log | kinds of errors and their place in the code | set by who runs the server |
| search index | published pages only; no signup is ever in it | the page is taken down |
| shared cache | counts under keyed fingerprints | a day |

Sealed means: encrypted (AES-256-GCM) under a key from the environment, bound to its row and
field. Backups of the database hold sealed values only. After a backup was put back, run
`manage.py purge --replay <journal>`: it forgets again what was forgotten since. Keep the journal
apart from the backups, or it is put back with them.
"""

_ACCOUNTS = "task in the public interest (art. 6(1)(e)): staff publish and answer"
_WHILE = "until the account is deleted"
_ADMIN = "the person self, and technical administrators"


def declare_accounts() -> None:
    """Declare what the packages for accounts keep about staff; visitors have no account."""
    purposes = {
        "username": "know who works here",
        "first_name": "know who works here",
        "last_name": "know who works here",
        "email": "reach staff, and let them in again",
        "password": "let staff in; only a salted hash is kept",
        "last_login": "find accounts that nobody uses",
    }
    declare(
        "auth.User",
        [PersonalField(name, why, _ACCOUNTS, _WHILE, _ADMIN) for name, why in purposes.items()],
    )


def page() -> str:
    """Return the register as Markdown."""
    rows = [
        f"| {model._meta.label} | `{field.name}` | {field.purpose} | {field.ground} "
        f"| {field.retention} | {field.seen_by} |"
        for model, field in declared()
    ]
    return _HEAD + "\n".join(rows) + "\n" + _FOOT
