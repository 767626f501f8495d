"""The lists of right and wrong cases, and how the analysis scores on them.

Run it to see the scores and every case that goes wrong: python -m tests.search.dutch.scores
"""

from pathlib import Path

from search.dutch.stems import stem
from search.dutch.tokens import analyse, words

DATA = Path(__file__).parent / "data"


def _cells(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    cells = [cell.split() for line in lines if not line.startswith("#") for cell in line.split(";")]
    return [cell for cell in cells if cell]


def _stem(word: str) -> str:
    return " ".join(found.stem for found in words(word))


def stems() -> tuple[int, list[str]]:
    """Return the number of pairs, and those that go wrong."""
    same, different = _cells("stems_same.txt"), _cells("stems_different.txt")
    wrong = [f"{a}/{b} must meet: {_stem(a)}/{_stem(b)}" for a, b in same if _stem(a) != _stem(b)]
    wrong += [f"{a}/{b} must not meet: {_stem(a)}" for a, b in different if _stem(a) == _stem(b)]
    return len(same) + len(different), wrong


def compounds() -> tuple[int, list[str]]:
    """Return the number of words, and those that are split wrongly."""
    wrong = []
    cases = _cells("compounds.txt")
    for word, *parts in cases:
        found = [part for each in words(word) for part in (each.parts or (each.stem,))]
        if found != [stem(analyse(part).fold) for part in parts]:
            wrong.append(f"{word} must be {'+'.join(parts)}: {'+'.join(found)}")
    whole = [word for cell in _cells("whole.txt") for word in cell]
    wrong += [f"{w} is whole: {'+'.join(analyse(w).parts)}" for w in whole if analyse(w).parts]
    return len(cases) + len(whole), wrong


def main() -> None:
    for name, score in (("stems", stems), ("compounds", compounds)):
        total, wrong = score()
        print(f"{name}: {total - len(wrong)} of {total} right ({1 - len(wrong) / total:.1%})")
        print("".join(f"  {case}\n" for case in wrong), end="")


if __name__ == "__main__":
    main()
