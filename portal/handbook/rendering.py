"""The handbook as HTML: its chapters, its pictures with their size, and its table of contents."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

FILE = Path(settings.BASE_DIR) / "docs" / "handleiding.md"
ADMIN = "/beheer/"  # as the file writes it; a portal may have its admin elsewhere
_PICTURES = "../static/"


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter (level 2) or a paragraph in it (level 3)."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Handbook:
    title: str
    headings: list[Heading]
    html: SafeString


def tokens() -> list[Token]:
    """Return the handbook as Markdown-it reads it; HTML in the file is shown as text."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return reader.parse(FILE.read_text(encoding="utf-8"))


def read() -> Handbook:
    """Return the handbook, read again only when the file changes."""
    return _read(FILE.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(_changed: int) -> Handbook:
    found = tokens()
    title, headings = "", []
    for opening, inline in zip(found, found[1:], strict=False):
        if opening.type != "heading_open":
            continue
        text = inline.content
        if opening.tag == "h1":
            title = text
            continue
        heading = Heading(int(opening.tag[1]), text, slugify(text))
        opening.attrSet("id", heading.anchor)
        headings.append(heading)
    for token in found:
        for child in token.children or ():
            _complete(child)
    # The title stands in the page's own head.
    end = next(at for at, token in enumerate(found) if token.type == "heading_close") + 1
    reader = MarkdownIt("commonmark", {"html": False})
    # Our own file, and no HTML comes through it.
    html = reader.renderer.render(found[end:], reader.options, {})
    return Handbook(title, headings, mark_safe(html))  # noqa: S308


def _complete(token: Token) -> None:
    """Point a link into this admin; give a picture its address and the room it takes."""
    href = str(token.attrGet("href") or "")
    if href.startswith(ADMIN):
        token.attrSet("href", f"/{settings.ADMIN_PATH}{href.removeprefix(ADMIN)}")
    source = str(token.attrGet("src") or "")
    if source.startswith(_PICTURES):
        name = source.removeprefix(_PICTURES)
        with Image.open(Path(settings.BASE_DIR) / "static" / name) as picture:
            width, height = picture.size
        token.attrSet("src", static(name))
        token.attrSet("width", str(width))
        token.attrSet("height", str(height))
        token.attrSet("loading", "lazy")
