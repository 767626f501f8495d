"""The shared Dutch analysis: fold, tokens, stems, compounds, synonyms and their word lists."""

from pathlib import Path
from zlib import crc32

# Raise it when the code gives other tokens for the same text.
_CODE = 3
# The lists that are used while indexing; synonyms are not, and work at once.
_LISTS = ("parts.txt", "stems.tsv", "stop.txt", "verbs.txt", "whole.txt")


def _digest() -> int:
    folder = Path(__file__).parent / "words"
    return crc32(b"".join((folder / name).read_bytes() for name in _LISTS))


# Part of every index's name: an index that was made with other lists is built anew.
VERSION = f"{_CODE}-{_digest():08x}"
