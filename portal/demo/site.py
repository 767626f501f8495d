"""The house around it: home page, ordinary pages, news and the settings of the site."""

from datetime import date, timedelta

from wagtail.models import Locale, Page, Site

from activities.models import Theme
from news.models import NewsIndexPage, NewsPage
from partners.models import PartnerPage
from portal.demo import data
from portal.demo.posters import Album
from portal.demo.tree import Tree
from portal.models import ContactPage, ContentPage, HomePage, SiteSettings

FIRST_ENTRANCE = "cjg-maassluis"


def make_home() -> HomePage:
    """Put the home page where Wagtail's own welcome page was; make it the site's root."""
    Locale.objects.get_or_create(language_code="nl")
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.delete()
    root.refresh_from_db()
    home = root.add_child(
        instance=HomePage(
            title="Wijkportaal",
            slug="home",
            summary="Wat is er te doen in je buurt, en waar vind je hulp?",
        )
    )
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", site_name="Wijkportaal", root_page=home, is_default_site=True
    )
    return home


def load_pages(tree: Tree, album: Album) -> None:
    """Add the ordinary pages and the contact page."""
    content = data.read("pages")
    contact = content["contact"]
    tree.add(ContactPage(title=contact["title"], summary=contact["summary"]), body=contact["body"])
    for row in content["pages"]:
        page = ContentPage(
            title=row["title"],
            slug=row.get("slug", ""),
            summary=row["summary"],
            is_about_safety=row.get("about_safety", False),
        )
        kind = "veiligheid" if page.is_about_safety else "pagina"
        picture = album.picture(kind=kind, title=row["title"], theme=row["theme"])
        tree.add(page, body=row["body"], picture=picture)


def load_news(tree: Tree, album: Album, today: date) -> None:
    """Add the list of news and every item, dated back from today."""
    tree.add(
        NewsIndexPage(
            title="Nieuws", slug="nieuws", summary="Wat er gebeurt in de buurt en bij de partners."
        )
    )
    partners = tree.of(PartnerPage)
    themes = {row.slug: row for row in Theme.objects.all()}
    for row in data.read("news")["news"]:
        page = NewsPage(
            title=row["title"],
            summary=row["summary"],
            date=today - timedelta(days=row["days_ago"]),
            partner=partners[row["partner"]],
        )
        page.themes = [themes[slug] for slug in row["themes"]]
        picture = album.picture(kind="nieuws", title=row["title"], theme=row["themes"][0])
        tree.add(page, under="nieuws", body=row["body"], picture=picture)


def keep_settings(tree: Tree) -> None:
    """Say whom visitors call first, which pages stand in the foot, and that it is an example."""
    site = Site.objects.get(is_default_site=True)
    settings = SiteSettings.for_site(site)
    settings.first_entrance = tree[f"partners/{FIRST_ENTRANCE}"]
    settings.contact_page = tree["contact"]
    for row in data.read("pages")["pages"]:
        if "role" in row:
            page = next(
                page for page in tree.of(ContentPage).values() if page.title == row["title"]
            )
            setattr(settings, row["role"], page)
    settings.is_example = True
    settings.save()
