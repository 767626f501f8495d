"""The words that editors keep, ready to use: one bundle, the same until something changes.

It is read again when the content version changes, so a new synonym works at once in every
process and needs no new index.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from activities.models import Audience, Theme
from common import fragments, version
from search import urgent
from search.dutch import synonyms
from search.dutch.tokens import words
from search.models import BestBet, Synonym, UrgentTerm
from search.sentences.lexicon import Lexicon, Names
from venues.models import Municipality, Neighbourhood

Key = tuple[str, ...]
_MOST_KEPT = 4


@dataclass(frozen=True, eq=False)
class Wording:
    """Synonyms, pages that come first by their questions, signs of danger, and names to know."""

    synonyms: synonyms.Synonyms
    bets: dict[Key, tuple[int, ...]]
    signs: urgent.Signs
    lexicon: Lexicon

    def bets_for(self, text: str) -> tuple[int, ...]:
        """Return the ids of the pages that come first for a question."""
        return self.bets.get(_key(text), ()) if self.bets else ()


def current() -> Wording:
    """Return the words as they are now."""
    # Equal rows give the bundle that is there already, and with it what others keep of it.
    return fragments.hold("wording", (), lambda: _built(_rows()))


@receiver((post_save, post_delete), sender=Synonym)
@receiver((post_save, post_delete), sender=BestBet)
@receiver((post_save, post_delete), sender=UrgentTerm)
def changed(sender, **_kwargs) -> None:
    """Let every process read the words again."""
    version.bump()


@lru_cache(1)
def standard() -> Wording:
    """Return what the portal begins with, without a name of a place: needs no database."""
    return Wording(synonyms.portal(), {}, urgent.standard(), Lexicon(Names()))


def _rows() -> tuple:
    # The Dutch name of a term is what people type here; other languages have lists of their own.
    return (
        tuple((row.words, row.leads_to) for row in Synonym.objects.order_by("pk")),
        tuple(BestBet.objects.order_by("pk").values_list("words", "page_id")),
        tuple(UrgentTerm.objects.order_by("pk").values_list("kind", "words")),
        _terms(Audience),
        _terms(Theme),
        tuple(Municipality.objects.order_by("pk").values_list("slug", "name")),
        tuple(Neighbourhood.objects.order_by("pk").values_list("slug", "name")),
    )


def _terms(model) -> tuple[tuple[str, str], ...]:
    return tuple(model.objects.order_by("pk").values_list("slug", "name"))


@lru_cache(_MOST_KEPT)
def _built(rows: tuple) -> Wording:
    synonym_rows, bet_rows, urgent_rows, audiences, themes, towns, areas = rows
    lines = (f"{left} => {right}" if right else left for left, right in synonym_rows)
    names = Names(audiences=audiences, themes=themes, municipalities=towns, neighbourhoods=areas)
    return Wording(
        synonyms.Synonyms(lines), _bets(bet_rows), urgent.Signs(urgent_rows), Lexicon(names)
    )


def _bets(rows: Iterable[tuple[str, int]]) -> dict[Key, tuple[int, ...]]:
    found: dict[Key, tuple[int, ...]] = {}
    for questions, page in rows:
        for question in questions.split(","):
            key = _key(question)
            found[key] = (*found.get(key, ()), page)
    return found


def _key(text: str) -> Key:
    """Return a question as the sorted stems of its words, so that their order is free."""
    return tuple(sorted(word.stem for word in words(text)))
