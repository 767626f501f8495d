"""More like this: other activities with the same rare words, themes and people."""

from datetime import datetime

from search import engines
from search.dutch.tokens import is_stop, words
from search.engines.base import EngineError, Request
from search.tree import All, Any, Node, Range, Term, Terms
from search.vocabulary import Vocabulary

MOST_WORDS = 12
# A theme in common says more than a word; so does somebody to come along.
_THEME, _AUDIENCE, _KIND = 60, 30, 20
_FIELDS = {"title_s": 4, "lead_s": 2, "title_p": 2}


def find(activity, now: datetime, most: int) -> list[int]:
    """Return ids of other activities that are like this one, the most alike first.

    They are as the index has them: ask the database which of them everybody may see.
    """
    try:
        engine = engines.current()
        tree = _tree(activity, engine.vocabulary())
        if tree is None:
            return []
        minute = int(now.timestamp()) // 60 * 60
        # One more than asked for: the activity itself is the most alike.
        request = Request(
            tree=tree,
            always=(Terms("type", ("activiteit",)), Range("until", minute, None)),
            limit=most + 1,
            total=False,
        )
        return [hit.pk for hit in engine.search(request).hits if hit.pk != activity.pk][:most]
    except EngineError:
        return []


def _tree(activity, vocabulary: Vocabulary) -> Node | None:
    found = [*words(activity.title), *words(activity.summary)]
    stems = dict.fromkeys(word.stem for word in found if not is_stop(word))
    rare = sorted(stems, key=vocabulary.rarity, reverse=True)[:MOST_WORDS]
    texts = [
        Term(field, stem, weight * vocabulary.rarity(stem))
        for stem in rare
        if vocabulary.knows(stem)
        for field, weight in _FIELDS.items()
    ]
    themes = [Term("theme", theme.slug, _THEME) for theme in activity.themes.all()]
    people = [Term("audience", one.slug, _AUDIENCE) for one in activity.audiences.all()]
    # What shares no more than its kind or its people with it is not like it.
    needed = (*texts, *themes)
    if not needed:
        return None
    return All((Any(needed, 1),), (*people, Term("kind", activity.kind, _KIND)))
