"""Every change of what is asked, said and answered, each a verb."""

from participation.operations.inputs import NoTime, answer, correct, delete_input, put, remind
from participation.operations.panels import answer_question, ask, refuse_question
from participation.operations.running import (
    AlreadyOpened,
    NothingToAsk,
    close,
    close_due,
    delete_draft,
    forget_conversation,
    open_up,
    record_conversation,
    renew_code,
    write,
)
from participation.operations.sentences import forget_old, refuse, release
from participation.operations.trail import Change, note, rename
from participation.operations.voting import Ballot, NotOpen, cast

__all__ = [
    "AlreadyOpened",
    "Ballot",
    "Change",
    "NoTime",
    "NotOpen",
    "NothingToAsk",
    "answer",
    "answer_question",
    "ask",
    "cast",
    "close",
    "close_due",
    "correct",
    "delete_draft",
    "delete_input",
    "forget_conversation",
    "forget_old",
    "note",
    "open_up",
    "put",
    "record_conversation",
    "refuse",
    "refuse_question",
    "release",
    "remind",
    "rename",
    "renew_code",
    "write",
]
