"""Load the whole demonstration, in the order in which one thing needs another."""

from collections.abc import Iterator
from datetime import datetime

from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from common import clock
from portal.demo import (
    activities,
    concerns,
    data,
    imports,
    participation,
    partners,
    people,
    places,
    site,
)
from portal.demo.posters import Album
from portal.demo.tree import Tree


def load(now: datetime) -> Iterator[str | list[people.Account]]:
    """Load everything, yielding the name of each thing that is done; the accounts come last.

    The caller holds the transaction: either all of it is there, or nothing.
    """
    album = Album(_wanted())
    try:
        # Which page uses which picture is worked out once, at the end.
        with disable_reference_index_auto_update():
            yield from _load(now, album)
    finally:
        album.close()


def length() -> int:
    """Return how many things `load` yields, about: for a progress bar."""
    return 2 * len(_wanted()) + 9


def _load(now: datetime, album: Album) -> Iterator[str | list[people.Account]]:
    home = site.make_home()
    tree = Tree(home)
    places.load()
    places.load_terms()
    yield "plekken"
    partners.load(tree, album)
    yield "partners"
    partners.load_teams(tree, album)
    yield "teams"
    loader = activities.Loader(tree, album, now)
    for row in activities.rows():
        yield loader.add(row).title
    site.load_pages(tree, album)
    site.load_news(tree, album, clock.local(now).date())
    yield "nieuws"
    participation.Loader(tree, now).load()
    yield "meepraten"
    for page in tree.finish():
        ReferenceIndex.create_or_update_for_object(page)
        yield page.title
    site.keep_settings(tree)
    accounts = people.make(home)
    concerns.load(now)
    imports.load(now)
    yield accounts


def _wanted() -> list[tuple[str, str, str]]:
    """Return kind, title and theme of every poster, in the order they are asked for."""
    content, pages = data.read("teams"), data.read("pages")["pages"]
    rows = [(row["kind"], row) for row in partners.rows()]
    rows += [("team", row) for row in content["teams"]]
    rows += [(row["kind"], row) for row in activities.rows()]
    rows += [("veiligheid" if row.get("about_safety") else "pagina", row) for row in pages]
    rows += [("nieuws", row) for row in data.read("news")["news"]]
    return [(kind, row["title"], row.get("theme") or row["themes"][0]) for kind, row in rows]
