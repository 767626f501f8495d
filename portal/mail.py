"""Mail as files: a demonstration sends nothing, and everything can be read."""

import email
import email.policy
import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage as ParsedMessage
from email.message import Message
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


class FileBackend(BaseEmailBackend):
    """Write each message to a file of its own under settings.MAIL_DIR, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many messages were written.

        :raises OSError: a file cannot be written and fail_silently is off.
        """
        sent = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                _write(message.message())
            except OSError:
                if not self.fail_silently:
                    raise
            else:
                sent += 1
        return sent


def _write(message: Message) -> None:
    folder = Path(settings.MAIL_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    mark = _mark(str(message["Message-ID"]))
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{mark}"
    unfinished = folder / f".{name}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.as_bytes())
    unfinished.replace(folder / f"{name}.eml")


def forget(uids: Iterable[str]) -> None:
    """Remove the messages whose Message-ID begins with one of uids, finished or not."""
    folder = Path(settings.MAIL_DIR)
    for uid in uids:
        for path in [*folder.glob(f"*-{_mark(uid)}.eml"), *folder.glob(f".*-{_mark(uid)}")]:
            path.unlink(missing_ok=True)


def _mark(message_id: str) -> str:
    """Return what stands in a file's name for a Message-ID, or for its part before the @."""
    local = message_id.strip("<> \n").partition("@")[0]
    return hashlib.sha256(local.encode()).hexdigest()[:8]


def names(folder: Path | None = None) -> list[str]:
    """Return the names of the messages kept in folder (MAIL_DIR by default), newest first."""
    folder = folder or Path(settings.MAIL_DIR)
    return sorted((path.stem for path in folder.glob("*.eml")), reverse=True)


def read(name: str, folder: Path | None = None) -> ParsedMessage:
    """Return the message kept under name.

    :raises FileNotFoundError: there is no such message, or name is no name of one.
    """
    folder = folder or Path(settings.MAIL_DIR)
    if not NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return parse((folder / f"{name}.eml").read_bytes())


def parse(content: bytes) -> ParsedMessage:
    """Return content, an RFC 5322 message, with decoded headers and bodies."""
    return email.message_from_bytes(content, policy=email.policy.default)
