#!/usr/bin/env python
"""Keep the Dutch catalogues: `messages.py sync|check|compile|prune [app …]`.

Sources are English; every app owns the Dutch of its own strings, and of the
templates under templates/<app>/. All other templates belong to the portal.
Needs no gettext tools: Babel reads Python, Django turns templates into calls
that Babel can read, polib keeps the files as they were written.
"""

import io
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "nl"
APPS = ["portal", "search", "news", "concerns", "signups", "imports", "activities"]
APPS += ["partners", "venues", "pictures", "vault", "common", "participation"]
FALLBACK = "portal"  # base.html, includes and blocks are the front door's
KEYWORDS = {
    name: spec
    for stem, spec in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for name in (stem, f"{stem}_lazy")
} | {"_": None, "gettext_noop": None}
HEADER = {
    "Project-Id-Version": "Wijkportaal",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

Key = tuple[str | None, str]  # context, English
Wanted = dict[Key, str | None]  # to its plural


def catalogue(app: str) -> Path:
    return ROOT / app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources(app: str) -> Iterator[Path]:
    """Yield the files whose strings app owns, in a fixed order."""
    yield from sorted(path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    templates = ROOT / "templates"
    owned = {templates / name for name in APPS}
    for path in sorted(templates.rglob("*")):
        if path.suffix not in (".html", ".txt", ".xml"):
            continue
        mine = path.is_relative_to(templates / app)
        nobodys = not any(path.is_relative_to(folder) for folder in owned)
        if mine or (app == FALLBACK and nobodys):
            yield path


def wanted(app: str) -> Wanted:
    """Return every string of app that a reader may see, each with its plural."""
    found: Wanted = {}
    for path in sources(app):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            from django.utils.translation.template import templatize

            # Its output is calls between filler; indented filler is no valid Python.
            text = "\n".join(line.strip() for line in templatize(text).splitlines())
        source = io.BytesIO(text.encode())
        for _line, message, _comments, context in extract("python", source, keywords=KEYWORDS):
            singular, plural = message if isinstance(message, tuple) else (message, None)
            if singular and (plural or (context, singular) not in found):
                found[context, singular] = plural
    return found


def _key(entry) -> Key:
    return entry.msgctxt, entry.msgid


def _open(app: str):
    import polib

    path = catalogue(app)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=98)
    book = polib.POFile(wrapwidth=98)
    book.metadata = dict(HEADER)
    return book


def _translation(entry) -> tuple[str, ...]:
    return tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)


def _write(path: Path, content: bytes) -> None:
    """Put content at path whole: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)


def sync(apps: list[str]) -> int:
    """Add the strings that a catalogue lacks; what is in it stays as it is."""
    import polib

    known = {
        _key(entry): entry
        for app in APPS
        for entry in _open(app)
        if all(_translation(entry)) and not entry.obsolete
    }
    for app in apps:
        book = _open(app)
        present = {_key(entry): entry for entry in book}
        added = 0
        for (context, singular), plural in wanted(app).items():
            entry = present.get((context, singular))
            if entry is not None and (plural is None or entry.msgid_plural):
                continue
            if entry is None:
                entry = polib.POEntry(msgid=singular, msgctxt=context)
                book.append(entry)
                twin = known.get((context, singular))
                if twin is not None:
                    entry.msgstr, entry.msgstr_plural = twin.msgstr, dict(twin.msgstr_plural)
            if plural:
                entry.msgid_plural = plural
                entry.msgstr_plural = entry.msgstr_plural or {0: entry.msgstr, 1: ""}
                entry.msgstr = ""
            if PLACEHOLDER.search(singular) and "python-format" not in entry.flags:
                entry.flags.append("python-format" if "%(" in singular else "python-brace-format")
            added += 1
        if added:
            _write(catalogue(app), str(book).encode())
            print(f"{app}: {added} added")
    return 0


def prune(apps: list[str]) -> int:
    """Drop what no source asks for any more."""
    for app in apps:
        book, need = _open(app), wanted(app)
        unused = [entry for entry in book if entry.obsolete or _key(entry) not in need]
        for entry in unused:
            book.remove(entry)
        if unused:
            _write(catalogue(app), str(book).encode())
            print(f"{app}: {len(unused)} dropped")
    return 0


def problems(apps: list[str]) -> list[str]:
    """Return what keeps a reader from good Dutch, one line each.

    A string without Dutch, a fuzzy entry, a placeholder that the Dutch lacks, and
    one English string with two Dutch ones (Django merges all catalogues to one).
    """
    found = []
    dutch: dict[Key, dict[tuple[str, ...], str]] = defaultdict(dict)
    for app in apps:
        entries = {_key(entry): entry for entry in _open(app) if not entry.obsolete}
        for key in wanted(app):
            if key not in entries or not all(_translation(entries[key])):
                found.append(f"{app}: no Dutch for {key[1]!r}")
        for key, entry in entries.items():
            if entry.fuzzy:
                found.append(f"{app}: fuzzy {entry.msgid!r}")
            asked = set(PLACEHOLDER.findall(entry.msgid))
            single = entry.msgstr and not entry.msgid_plural
            if single and asked != set(PLACEHOLDER.findall(entry.msgstr)):
                found.append(f"{app}: other placeholders in the Dutch of {entry.msgid!r}")
            if all(_translation(entry)):
                dutch[key].setdefault(_translation(entry), app)
    for key, versions in dutch.items():
        if len({version[0] for version in versions}) > 1:
            told = ", ".join(f"{app} {text[0]!r}" for text, app in versions.items())
            found.append(f"two kinds of Dutch for {key[1]!r}: {told}")
    return found


def check(apps: list[str]) -> int:
    found = problems(apps)
    print("\n".join(found) if found else "every string has its Dutch")
    return bool(found)


def compile_all(apps: list[str]) -> int:
    """Compile what is newer than its compiled form; without gettext's own tools."""
    for app in apps:
        source = catalogue(app)
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            book = read_po(file, locale=LANGUAGE)
        compiled = io.BytesIO()
        write_mo(compiled, book)
        _write(target, compiled.getvalue())
    return 0


COMMANDS = {"sync": sync, "check": check, "compile": compile_all, "prune": prune}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS or set(arguments[1:]) - set(APPS):
        print(f"usage: messages.py {'|'.join(COMMANDS)} [{'|'.join(APPS)} …]", file=sys.stderr)
        return 2
    return COMMANDS[arguments[0]](arguments[1:] or APPS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
