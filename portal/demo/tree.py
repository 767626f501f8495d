"""The page tree while it grows: every page by its path, and texts that may link forwards."""

from django.utils.text import slugify
from wagtail.models import Page

from common import clock
from common.pages import SitePage
from pictures.mixins import Pictured
from pictures.models import Picture
from portal.demo import text


class Tree:
    """Pages by their path below home, such as "partners/sterk-huis"."""

    def __init__(self, home: SitePage):
        self._pages: dict[str, SitePage] = {"": home}
        self._forward: dict[str, str] = {}  # texts with a link to a page that is not there yet

    def __getitem__(self, path: str) -> SitePage:
        return self._pages[path]

    def add(
        self, page: SitePage, *, under: str = "", body: str = "", picture: Picture | None = None
    ) -> str:
        """Add the page, public, and return its path; body is in the form of `text`.

        :raises KeyError: there is no page at the path under.
        """
        page.slug = page.slug or slugify(page.title)
        page.first_published_at = page.last_published_at = clock.now()
        if isinstance(page, Pictured):
            page.picture = picture
        path = f"{under}/{page.slug}".lstrip("/")
        if all(link in self._pages for link in text.links(body)):
            self._write(page, body)
        else:
            self._forward[path] = body
        self._pages[under].add_child(instance=page)
        self._pages[path] = page
        return path

    def finish(self) -> list[SitePage]:
        """Fill in the texts that had to wait; return every page.

        :raises KeyError: a text links to a page that was never added.
        """
        for path, body in self._forward.items():
            self._write(self._pages[path], body)
            self._pages[path].save()
        self._forward.clear()
        return list(self._pages.values())

    def of(self, model: type[Page]) -> dict[str, SitePage]:
        """Return the pages of a model by their slug."""
        return {page.slug: page for page in self._pages.values() if isinstance(page, model)}

    def _write(self, page: SitePage, body: str) -> None:
        if body:
            blocks = text.blocks(body, page_id=lambda path: self._pages[path].pk)
            page.body = page.body.stream_block.to_python(blocks)
