"""Give a new portal the words that it begins with; from then on editors keep them."""

from django.db import connections

from search import urgent
from search.dutch import lists

_LANGUAGES = {"English": "en", "Turkish": "tr", "Polish": "pl", "Arabic": "ar"}


def fill(using: str = "default", **_kwargs) -> None:
    """Fill the tables of words that are empty; called after each migration."""
    from search.models import Synonym, UrgentTerm

    tables = connections[using].introspection.table_names()
    for model, rows in ((Synonym, _synonyms), (UrgentTerm, _urgent)):
        stored = model.objects.using(using)
        if model._meta.db_table in tables and not stored.exists():
            stored.bulk_create([model(**row) for row in rows()], ignore_conflicts=True)


def _synonyms():
    language = "nl"
    yield from (_synonym(line, language) for line in lists.lines("synonyms.txt"))
    for line in (lists.FOLDER / "languages.txt").read_text(encoding="utf-8").splitlines():
        heading = line.removeprefix("#").strip()
        if line.startswith("#"):
            language = _LANGUAGES.get(heading, language)
        elif line.strip():
            yield _synonym(line, language)


def _synonym(line: str, language: str) -> dict[str, str]:
    words, _arrow, leads_to = line.partition("=>")
    return {"words": words.strip(), "leads_to": leads_to.strip(), "language": language}


def _urgent():
    for kind, language, words in urgent.shipped():
        yield {"kind": kind, "language": language, "words": words}
