"""The text of a message to all: sealed as it is written, opened as it is sent."""

from uuid import UUID

from signups.models import Message
from vault import crypto

_TABLE, _FIELD = "message", "text"


def seal(key: UUID, text: str) -> bytes:
    """Return the text sealed for the message with this key."""
    return crypto.seal(text.encode(), table=_TABLE, row=str(key), field=_FIELD)


def text_of(message: Message | None) -> str:
    """Return the text; "" without a message, and after the purge.

    :raises crypto.CannotOpen: the row was tampered with, or its key is gone.
    """
    if message is None or not message.text:
        return ""
    return crypto.open_sealed(
        message.text, table=_TABLE, row=str(message.key), field=_FIELD
    ).decode()
