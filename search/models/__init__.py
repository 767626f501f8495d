"""What the search keeps: changes to index, the words of the editors, and counted searches."""

from search.models.indexing import Change, Entry, Lease
from search.models.tally import Tally
from search.models.words import BestBet, Language, Offered, Synonym, UrgentTerm

__all__ = [
    "BestBet",
    "Change",
    "Entry",
    "Language",
    "Lease",
    "Offered",
    "Synonym",
    "Tally",
    "UrgentTerm",
]
