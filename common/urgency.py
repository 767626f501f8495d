"""Whom to call now, and hearing in what somebody types that they may be in danger.

The search knows the words of danger and is a higher room: it registers how to hear them.
A form that takes text asks `unseen` before anything is stored.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

FIELD = "urgent_seen"  # what a form sends along once its sender saw the numbers


@dataclass(frozen=True)
class HelpLine:
    """A number to call now. It is national and never changes with the portal."""

    name: str
    telephone: str
    why: str
    hours: str

    @property
    def href(self) -> str:
        return "tel:" + self.telephone.replace("-", "")


EMERGENCY = HelpLine("112", "112", _("In danger now"), _("Day and night."))
SAFE_HOME = HelpLine("Veilig Thuis", "0800-2000", _("Not safe at home"), _("Free, day and night."))
LIFELINE = HelpLine(
    "113", "0800-0113", _("Thinking of suicide"), _("Free and anonymous, day and night.")
)
CHILDREN = HelpLine(
    "Kindertelefoon", "0800-0432", _("Are you 18 or younger"), _("Free, every day from 11 to 21.")
)
ALL = (EMERGENCY, SAFE_HOME, LIFELINE, CHILDREN)

Hear = Callable[[str], bool]
_hear: list[Hear] = []
_address: list[Callable[[], str]] = []


def register(*, hear: Hear, address: Callable[[], str]) -> None:
    """Let an upper app hear danger: a judge of one text, and where a browser gets the words."""
    _hear[:], _address[:] = [hear], [address]


def is_heard(texts: Iterable[str]) -> bool:
    """Say whether one of the texts shows that somebody may be in danger."""
    return any(hear(text) for hear in _hear for text in texts if text)


def unseen(request: HttpRequest, texts: Iterable[str]) -> Sequence[HelpLine]:
    """Return the numbers to show before this form is taken; none when calm, or seen before."""
    if request.POST.get(FIELD) or not is_heard(texts):
        return ()
    return ALL


def address() -> str:
    """Return where a browser gets the words of danger; "" where nobody keeps them."""
    return _address[0]() if _address else ""
