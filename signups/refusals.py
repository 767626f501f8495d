"""Why a change of a signup is refused. A view turns each into plain words."""


class Refusal(Exception):
    """The change was refused and nothing was kept."""


class SignupNotOpen(Refusal):
    """The signup window has not opened yet, or no places were set."""


class SignupClosed(Refusal):
    """The signup window is over, or the session has begun."""


class SessionCancelled(Refusal):
    """The session does not go on."""


class PartyTooLarge(Refusal):
    """The party has more people than the group can ever hold."""

    def __init__(self, capacity: int):
        super().__init__(capacity)
        self.capacity = capacity


class GroupFull(Refusal):
    """No place is left, and none on the waiting list."""


class KeyReused(Refusal):
    """The key of this form was used for another signup (HTTP 409)."""


class AlreadyOver(Refusal):
    """The signup is no longer active, so it can't be changed."""


class OfferGone(Refusal):
    """There is no offer, or its time is over."""


class Shielded(Refusal):
    """The signup can't come into this zone. Nobody is told why."""


class ZonesMeet(Refusal):
    """Groups would come so near each other that people who are kept apart could meet."""


class TooFewZones(Refusal):
    """A series that keeps people apart needs groups in two zones at least."""


class PlanChanged(Refusal):
    """Somebody signed up, cancelled or was placed since the preview was made."""


class NotAtTheDoor(Refusal):
    """Nobody expects this person at the session (any more)."""


class TickedMeanwhile(Refusal):
    """A colleague noted something else about this person a moment ago."""


class NotOfThisActivity(Refusal):
    """The other date belongs to another activity, or its places are given by other rules."""
