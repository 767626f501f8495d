"""Put the words that come with a release into the tables; from then on editors keep them.

Best bets lead to pages, which no release knows: editors make all of those.
"""

from collections.abc import Iterator

from django.db import connections, transaction

from search import urgent
from search.dutch import lists, synonyms

_LANGUAGES = {"English": "en", "Turkish": "tr", "Polish": "pl", "Arabic": "ar"}

Rows = dict[str, dict[str, str]]


def fill(using: str = "default", **_kwargs) -> None:
    """Add the shipped words that this portal was not offered before; after each migration."""
    from search.models import Offered, Synonym, UrgentTerm

    tables = connections[using].introspection.table_names()
    for model, shipped in ((Synonym, _synonyms), (UrgentTerm, _urgent)):
        if {model._meta.db_table, Offered._meta.db_table} <= {*tables}:
            with transaction.atomic(using=using):
                _offer(model, shipped(), using)


def _offer(model, shipped: Rows, using: str) -> None:
    """Add what is new, and remember that it was offered, whatever becomes of it."""
    from search.models import Offered

    kind, stored = model._meta.model_name, model.objects.using(using)
    offered = Offered.objects.using(using)
    known = set(offered.filter(kind=kind).values_list("line", flat=True))
    new = [line for line in shipped if line not in known]
    # Words without a memory of what was offered: which of them editors took out nobody knows.
    if known or not stored.exists():
        stored.bulk_create([model(**shipped[line]) for line in new], ignore_conflicts=True)
    offered.bulk_create([Offered(kind=kind, line=line) for line in new], ignore_conflicts=True)


def _synonyms() -> Rows:
    return {f"{row['words']} => {row['leads_to']}": row for row in _lines()}


def _lines() -> Iterator[dict[str, str]]:
    language = "nl"
    *dutch, foreign = synonyms.SHIPPED
    yield from (_synonym(line, language) for name in dutch for line in lists.lines(name))
    for line in (lists.FOLDER / foreign).read_text(encoding="utf-8").splitlines():
        heading = line.removeprefix("#").strip()
        if line.startswith("#"):
            language = _LANGUAGES.get(heading, language)
        elif line.strip():
            yield _synonym(line, language)


def _synonym(line: str, language: str) -> dict[str, str]:
    words, _arrow, leads_to = line.partition("=>")
    return {"words": words.strip(), "leads_to": leads_to.strip(), "language": language}


def _urgent() -> Rows:
    return {
        words: {"kind": kind, "language": language, "words": words}
        for kind, language, words in urgent.shipped()
    }
