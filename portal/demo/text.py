"""From plain text to the blocks of a page.

A piece ends at an empty line. What it begins with says what it is:

    ## Heading
    - item                                a list
    1. step                               steps
    > Words | who said them               a quote
    ? Question (its answer in the lines below)
    @ Title | text | telephone | e-mail   a contact
    => Label | path of a page             a button

All else is a paragraph. **Bold** is bold, [words](path of a page), [words](tel:112) and
[words](/address/) are links.
"""

import re
from collections.abc import Callable
from html import escape

Block = tuple[str, object]
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_STEP = re.compile(r"^\d+\. ")


def links(text: str) -> list[str]:
    """Return the paths of the pages that the text links to."""
    buttons = [row[3:].split(" | ")[1] for row in text.splitlines() if row.startswith("=> ")]
    inside = [to for _words, to in _LINK.findall(text) if not to.startswith(("tel:", "/"))]
    return [*buttons, *inside]


def blocks(text: str, page_id: Callable[[str], int]) -> list[dict]:
    """Return the value of a StreamField as its database form.

    :raises KeyError: page_id does not know the path of a link.
    """
    value: list[dict] = []
    for piece in (part for part in text.strip().split("\n\n") if part):
        kind, content = _block(piece.strip(), page_id)
        if kind == "paragraph" and value and value[-1]["type"] == "paragraph":
            value[-1]["value"] += content
        else:
            value.append({"type": kind, "value": content})
    return value


def plain(text: str) -> str:
    """Return the words of the text, one sentence or item to a line, for readers and tests."""
    rows = []
    for row in _LINK.sub(r"\1", text).splitlines():
        row = re.sub(r"^(## |- |\d+\. |> |\? |@ )", "", row).replace("**", "")
        rows.append(row.split(" | ")[0] if row.startswith("=> ") else row.replace(" | ", "\n"))
    return "\n".join(rows).replace("=> ", "")


def _block(piece: str, page_id: Callable[[str], int]) -> Block:
    rows = piece.splitlines()
    first = rows[0]
    if first.startswith("## "):
        return "heading", first[3:]
    if _STEP.match(first):
        return "steps", [_STEP.sub("", row) for row in rows if _STEP.match(row)]
    if first.startswith("> "):
        words, _, source = first[2:].partition(" | ")
        return "quote", {"text": words, "source": source}
    if first.startswith("? "):
        return "question", {"question": first[2:], "answer": _paragraph(rows[1:], page_id)}
    if first.startswith("@ "):
        parts = [part.strip() for part in first[2:].split("|")] + [""] * 3
        names = ("title", "text", "telephone", "email")
        return "contact", dict(zip(names, parts[:4], strict=True))
    if first.startswith("=> "):
        title, _, path = first[3:].partition(" | ")
        return "link", {"title": title, "page": page_id(path), "url": ""}
    return "paragraph", _paragraph(rows, page_id)


def _paragraph(rows: list[str], page_id: Callable[[str], int]) -> str:
    if all(row.startswith("- ") for row in rows):
        items = (f"<li>{_words(row[2:], page_id)}</li>" for row in rows)
        return f"<ul>{''.join(items)}</ul>"
    return f"<p>{_words(' '.join(rows), page_id)}</p>"


def _words(text: str, page_id: Callable[[str], int]) -> str:
    def link(match: re.Match) -> str:
        label, to = match.groups()
        if to.startswith(("tel:", "/")):
            return f'<a href="{to}">{label}</a>'
        return f'<a linktype="page" id="{page_id(to)}">{label}</a>'

    return _LINK.sub(link, _BOLD.sub(r"<b>\1</b>", escape(text, quote=False)))
