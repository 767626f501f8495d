"""The words of an index: how rare each is, and what a word nobody wrote may have meant.

It is kept with the index and counts its documents exactly, so that scores need no statistics of
an engine.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from heapq import nlargest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.dutch.compounds import LINKS, SHORTEST, WORDS
from search.dutch.sounds import sound
from search.dutch.tokens import Word, analyse

RAREST = 8


class Vocabulary:
    """In how many documents each folded word stands."""

    def __init__(self, documents: int = 0, words: dict[str, int] | None = None):
        self.documents = documents
        self.words = words or {}

    @classmethod
    def loaded(cls, saved: dict) -> "Vocabulary":
        """Return a vocabulary as `saved` gave it."""
        vocabulary = cls(saved["documents"], saved["words"])
        # Set in place of the cached properties: working them out takes a second.
        vocabulary.stems, vocabulary._by_sound = saved["stems"], saved["sounds"]
        return vocabulary

    def saved(self) -> dict:
        """Return what must be kept, as JSON has it."""
        return {
            "documents": self.documents,
            "words": self.words,
            "stems": self.stems,
            "sounds": self._by_sound,
        }

    def changed(self, added: Iterable[set[str]], removed: Iterable[set[str]]) -> "Vocabulary":
        """Return the vocabulary after documents with these words came and went.

        Nothing that matters changed when the very same vocabulary comes back.
        """
        counts = Counter(self.words)
        documents, touched = self.documents, set()
        for words in removed:
            counts.subtract(words)
            touched |= words
            documents -= 1
        for words in added:
            counts.update(words)
            touched |= words
            documents += 1
        words = {word: count for word, count in counts.items() if count > 0}
        if documents == self.documents and words == self.words:
            return self
        after = Vocabulary(max(documents, 0), words)
        after._follow(self, touched)
        return after

    def _follow(self, before: "Vocabulary", touched: set[str]) -> None:
        """Work out what depends on the words from what it was, for these words only."""
        if "stems" not in before.__dict__ or "_by_sound" not in before.__dict__:
            return
        stems, sounds = dict(before.stems), dict(before._by_sound)
        for word in touched:
            old, new = before.words.get(word, 0), self.words.get(word, 0)
            if old == new:
                continue
            for token in _tokens(word):
                stems[token] = stems.get(token, 0) + new - old
                if not stems[token]:
                    del stems[token]
            if not old or not new:
                alike = {*sounds.pop(sound(word), ())} ^ {word}
                if alike:
                    sounds[sound(word)] = sorted(alike)
        self.stems, self._by_sound = stems, sounds

    @cached_property
    def stems(self) -> dict[str, int]:
        """In about how many documents each stem stands, alone or inside a compound."""
        counts: dict[str, int] = defaultdict(int)
        for word, count in self.words.items():
            for token in _tokens(word):
                counts[token] += count
        return dict(counts)

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for word in sorted({*self.words, *self._part_words}):
            if len(word) >= 3:
                found[word[0]].append(word)
        return dict(found)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for word in sorted(self.words):
            found[sound(word)].append(word)
        return dict(found)

    @cached_property
    def _part_words(self) -> list[str]:
        return sorted(word for word in WORDS if analyse(word).stem in self.stems)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    def beginning(self, letters: str, most: int) -> list[Word]:
        """Return the words that begin with these folded letters, the most used ones first."""
        start = bisect_left(self._sorted, letters)
        end = bisect_left(self._sorted, letters + "\U0010ffff", lo=start)
        found = nlargest(most, self._sorted[start:end], key=lambda word: self.words[word])
        return [analyse(word) for word in found]

    def rarity(self, stem: str) -> int:
        """Return 1 for a word that stands nearly everywhere, up to 8 for a rare one."""
        share = self.documents // max(self.stems.get(stem, 0), 1)
        return min(max(share.bit_length(), 1), RAREST)

    def knows(self, stem: str) -> bool:
        return stem in self.stems

    def meant(self, word: str, most: int = 3) -> list[tuple[str, int]]:
        """Return known words that a folded, unknown word may stand for, each with its distance.

        The distance counts letters added, left out, changed or swapped; words of fewer than
        four letters are never guessed at. The first letter must be right, or the sound.
        """
        limit = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        if not limit or word.isdecimal():
            return []
        same = [part for part in self._part_words if sound(part) == sound(word)]
        found = dict.fromkeys([*self._by_sound.get(sound(word), ()), *same], 1)
        near = process.extract(
            word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=limit, limit=8
        )
        for candidate, distance, _index in near:
            found[candidate] = min(int(distance), found.get(candidate, limit))
        found.pop(word, None)
        ranked = sorted(found, key=lambda w: (found[w], -self._often(w), w))
        best = [(w, found[w]) for w in ranked if found[w] == found[ranked[0]]][:most]
        return best or [(w, 1) for w in self._compound_meant(word)][:1]

    def _often(self, word: str) -> int:
        return self.words.get(word) or self.stems.get(analyse(word).stem, 0)

    def _compound_meant(self, word: str) -> list[str]:
        """Return compounds of which this one has a slip in its first or its last part."""
        found = []
        for cut in range(4, len(word) - SHORTEST + 1):
            first, last = word[:cut], word[cut:]
            if last in WORDS:
                for link in LINKS:
                    bare = first.removesuffix(link) if link else first
                    if len(bare) + len(link) == len(first):
                        found += [near + link + last for near in self._near_part(bare)]
            if analyse(first).fold in WORDS:
                found += [first + near for near in self._near_part(last)]
        return found

    def _near_part(self, piece: str) -> list[str]:
        if len(piece) < 4:
            return []
        same = [word for word in self._part_words if sound(word) == sound(piece)]
        near = process.extract(
            piece,
            [word for word in self._part_words if word[0] == piece[0]],
            scorer=OSA.distance,
            score_cutoff=1,
            limit=2,
        )
        return [*same, *(candidate for candidate, _distance, _index in near)]


def _tokens(word: str) -> set[str]:
    """Return the stem of a word and those of its parts."""
    known = analyse(word)
    return {known.stem, *known.parts}
