"""Why a change is refused; views turn each into plain words."""


class Refusal(Exception):
    """A change that can't be made now."""


class KeyUsed(Refusal):
    """The form was sent before with other answers."""


class AlreadyTaken(Refusal):
    """Somebody else was first, or it is gone."""


class NotYours(Refusal):
    """Somebody else answers this message, or it is gone."""


class MayNotMove(Refusal):
    """The sender did not agree that another team calls."""


class NobodyThere(Refusal):
    """That team has nobody who can take it."""


class NotToOneself(Refusal):
    """Nobody gives a seat to themselves: two people know of each seat."""


class NoMember(Refusal):
    """The account does not work for a partner behind the desk."""
