"""Keep the vocabulary of an index right, even when a process is killed in the middle of a write.

Documents and words are kept in two places that cannot change in one step. So a writer first
leaves an intent: which pages it is about to write, and with which words these are counted now.
Who finds an intent beside the vocabulary that it began with knows that the counts of those pages
may not fit the documents, and puts that right along with its own write.
"""

from collections.abc import Callable, Iterable
from typing import Any

from search.document import Document, vocabulary_words
from search.vocabulary import Vocabulary

Words = dict[int, set[str]]


def settle(
    known: Vocabulary,
    base: Any,
    intent: dict | None,
    documents: list[Document],
    gone: Iterable[int],
    stored: Callable[[list[int]], Words],
) -> tuple[Vocabulary, dict]:
    """Return the vocabulary after a write, and the intent to leave before it.

    `base` names the state of the known vocabulary; `stored` gives the words of those of these
    pages that stand in the index.
    """
    left = dict(intent["counted"]) if intent and intent["base"] == base else {}
    unsure = {int(pk): words if words is None else set(words) for pk, words in left.items()}
    written = {document.pk: vocabulary_words(document.source) for document in documents}
    touched = {*gone, *written}
    there = stored(sorted({*touched, *unsure}))
    # None stands for a page that is not in the index, or not counted.
    before = {pk: unsure[pk] if pk in unsure else there.get(pk) for pk in {*touched, *unsure}}
    after = {pk: written.get(pk) if pk in touched else there.get(pk) for pk in before}
    vocabulary = known.changed(_some(after), _some(before))
    counted = {str(pk): words if words is None else sorted(words) for pk, words in before.items()}
    return vocabulary, {"base": base, "counted": counted}


def _some(words: dict[int, set[str] | None]) -> list[set[str]]:
    return [found for found in words.values() if found is not None]
