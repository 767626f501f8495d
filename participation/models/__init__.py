"""Young people's say: stellingen and votes, what was done with them, and standing panels."""

from participation.models.consultation import Consultation, Conversation, Counter, Statement
from participation.models.input import Input, InputMail
from participation.models.panel import Panel, PanelQuestion
from participation.models.sentence import Sentence

__all__ = [
    "Consultation",
    "Conversation",
    "Counter",
    "Input",
    "InputMail",
    "Panel",
    "PanelQuestion",
    "Sentence",
    "Statement",
]
