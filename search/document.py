"""One result, before any engine: its words, what it can be filtered by, and what a page shows."""

import json
from dataclasses import dataclass, field
from typing import Any

from search.dutch.tokens import Word, is_stop, words

TEXT_FIELDS = ("title_s", "lead_s", "text_s")
TOKEN_FIELDS = ("title_p", "lead_p", "text_p", "name")
KEYWORD_FIELDS = (
    "type",
    "kind",
    "audience",
    "theme",
    "age",
    "day",
    "date",
    "neighbourhood",
    "municipality",
    "price",
    "places",
    "venue",
)
LONGEST_TEXT = 20_000
# Stands between labels, so that no phrase runs from one into the next; never empty.
GAP = "_"
# The order packs the next date and the id in one number: 33 bits of seconds, 30 bits of id.
ID_BITS = 30
NEVER = 2**33 - 1


@dataclass
class Document:
    """A page as it is searched. Moments are whole seconds since 1970 (UTC)."""

    pk: int
    title: str
    summary: str = ""
    labels: tuple[str, ...] = ()
    text: str = ""
    keywords: dict[str, tuple[str, ...]] = field(default_factory=dict)
    next_at: int | None = None
    published_at: int = 0
    until: int = NEVER
    due_at: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    payload: dict[str, Any] = field(default_factory=dict)

    @property
    def order(self) -> int:
        """Return the order among equals: next date first, then newest, then id."""
        moment = self.next_at if self.next_at is not None else NEVER - max(self.published_at, 0)
        return (moment << ID_BITS) | self.pk

    @property
    def source(self) -> list[Any]:
        """Return the raw words, from which the highlighter and the vocabulary work."""
        return [self.title, self.summary, list(self.labels), self.text[:LONGEST_TEXT]]

    def analysed(self) -> dict[str, str]:
        """Return each text field as ready tokens with a space between, for any engine."""
        title = words(self.title)
        lead = [words(part) for part in (self.summary, *self.labels)]
        text = words(self.text[:LONGEST_TEXT])
        return {
            "title_s": _stems([title]),
            "title_p": _parts([title]),
            "lead_s": _stems(lead),
            "lead_p": _parts(lead),
            "text_s": _stems([text]),
            "text_p": _parts([text]),
            "name": " ".join(names(title)) or GAP,
        }


def _stems(texts: list[list[Word]]) -> str:
    return f" {GAP} ".join(" ".join(word.stem for word in text) for text in texts).strip() or GAP


def _parts(texts: list[list[Word]]) -> str:
    return " ".join(sorted({part for text in texts for word in text for part in word.parts})) or GAP


def names(title: list[Word]) -> list[str]:
    """Return what a title may be called by: its beginnings and its pairs, written as one."""
    folds = [word.fold for word in title if not is_stop(word)]
    beginnings = ["".join(folds[:length]) for length in range(1, min(len(folds), 5) + 1)]
    pairs = [a + b for a, b in zip(folds, folds[1:], strict=False)]
    return sorted({*beginnings, *pairs})


def vocabulary_words(source: list[Any]) -> set[str]:
    """Return every folded word of a document's source, and its title's pairs."""
    title, summary, labels, text = source
    found = {word.fold for part in (title, summary, *labels, text) for word in words(part)}
    folds = [word.fold for word in words(title) if not is_stop(word)]
    return found | {a + b for a, b in zip(folds, folds[1:], strict=False)}


def encode(value: Any) -> bytes:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
