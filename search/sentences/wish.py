"""One thing that a sentence asks for, and the words it came from."""

from dataclasses import dataclass
from datetime import date

# The names of fields in the address serve here too; a date has no list of values.
DATE = "datum"
DAY, AGE, PRICE, AREA, TOWN = "dag", "leeftijd", "prijs", "wijk", "gemeente"
AUDIENCE, THEME = "doelgroep", "thema"
# These say so little about what a page is called that their words stay text as well.
SOFT = (AUDIENCE, THEME)


@dataclass(frozen=True)
class Wish:
    """A field and the values that will do; a date has its first and last day, both included.

    The values of a date are parts of the day, if any. `start` and `end` count words.
    """

    field: str
    values: tuple[str, ...]
    words: str
    start: int
    end: int
    first: date | None = None
    last: date | None = None
    label: str = ""

    @property
    def is_soft(self) -> bool:
        """Whether its words are looked for as text too, so that nothing is hidden by it."""
        return self.field in SOFT

    @property
    def value(self) -> str:
        """Return the values as one text: "wo-middag", "2026-11-21/2026-11-22", "12-17,18-26"."""
        if self.first is None or self.last is None:
            return ",".join(self.values)
        days = self.first.isoformat()
        if self.last != self.first:
            days += f"/{self.last.isoformat()}"
        return "-".join((days, *self.values))
