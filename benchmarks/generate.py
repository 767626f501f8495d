"""Fill a database with many activities: `python -m benchmarks.generate 10000`.

`add_child` takes about 4 ms a page and `bulk_create` refuses page types, so the
rows are written table by table: tree paths as treebeard numbers them, then the
activity's own columns. The same number always gives the same content.
"""

import random
import sys
import uuid
from datetime import datetime, time, timedelta

import django


def generate(count: int, now: datetime) -> None:
    """Add count activities with their groups, sessions and places below a hundred partners."""
    from django.db import transaction

    with transaction.atomic():
        _fill(count, now, random.Random(count))


TITLES = {
    "groepssessies": ["Groepssessies", "Praatgroep", "Lotgenoten"],
    "training": ["Training", "Cursus", "Workshop"],
    "middag": ["Speelmiddag", "Knutselmiddag", "Sportmiddag", "Kookmiddag"],
    "jongerenavond": ["Jongerenavond", "Gameavond", "Muziekavond"],
    "inloop": ["Inloop", "Koffieochtend", "Open tafel", "Repaircafé"],
    "bijeenkomst": ["Thema-avond", "Buurtgesprek", "Lezing"],
    "hulp": ["Hulp", "Regeling", "Advies"],
}
_ABOUT = (
    "opvoeden scheiding autisme geld bewegen koken taal muziek tuinieren slapen pesten puberteit "
    "mantelzorg voorlezen fietsen zwemmen schilderen wandelen computeren rouw gezondheid wonen"
)
_WORDS = (
    "je we de het een en samen met andere ouders kinderen buurt koffie thee praten vragen spelen "
    "leren helpen luisteren rustig kleine groep welkom iedereen middag ochtend avond week zaal "
    "begeleider ervaring tips thuis school vriend bewegen eten maken doen weten voelen durven"
)
ABOUT, WORDS = _ABOUT.split(), _WORDS.split()
PARTNERS, VENUES, POSTERS = 100, 60, 12
BATCH = 2000


def _fill(count: int, now: datetime, dice: random.Random) -> None:
    places = _venues(dice)
    pictures = _pictures()
    partners = _partners(dice, pictures)
    terms = _terms()
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        activities = _activities(numbers, partners, places, pictures, now, dice)
        _file_under(activities, terms, dice)
        _plan(activities, now, dice)


def _home():
    from wagtail.models import Locale, Page, Site

    from portal.models import HomePage

    home = HomePage.objects.first()
    if home is None:
        Locale.objects.get_or_create(language_code="nl")
        root = Page.get_first_root_node()
        for page in root.get_children():
            page.delete()
        home = Page.get_first_root_node().add_child(
            instance=HomePage(title="Wijkportaal", slug="home")
        )
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def _venues(dice: random.Random) -> list:
    from venues.models import Municipality, Neighbourhood, Venue

    areas = []
    for town in ("Maassluis", "Schiedam", "Heusden"):
        municipality, _ = Municipality.objects.get_or_create(
            name=town, defaults={"slug": town.lower()}
        )
        for part in ("Oost", "West", "Centrum"):
            area, _ = Neighbourhood.objects.get_or_create(
                municipality=municipality,
                name=part,
                defaults={"slug": f"{town}-{part}".lower()},
            )
            areas.append(area)
    return [
        Venue.objects.get_or_create(
            name=f"Zaal {number}",
            defaults={
                "neighbourhood": dice.choice(areas),
                "street": f"Kade {number}",
                "town": "Voorbeeldstad",
                "latitude": 51.9 + dice.random() / 20,
                "longitude": 4.2 + dice.random() / 10,
                "is_example": True,
            },
        )[0]
        for number in range(VENUES)
    ]


def _pictures() -> list:
    import io

    from django.core.files.images import ImageFile

    from pictures import posters, renditions
    from pictures.models import Picture

    made = []
    for number in range(POSTERS):
        kind = list(TITLES)[number % len(TITLES)]
        theme = list(posters.PALETTES)[number % len(posters.PALETTES)]
        poster = posters.draw(kind=kind, slug=f"meting-{number}", theme=theme)
        picture = Picture.objects.create(
            title=f"Poster {number}",
            description=poster.alt,
            file=ImageFile(io.BytesIO(poster.png), name=f"meting-{number}.png"),
        )
        renditions.warm(picture)
        made.append(picture)
    return made


def _partners(dice: random.Random, pictures: list) -> list:
    from partners.models import PartnerIndexPage, PartnerPage

    index = PartnerIndexPage.objects.first() or _home().add_child(
        instance=PartnerIndexPage(title="Partners", slug="partners")
    )
    return [
        index.add_child(
            instance=PartnerPage(
                title=f"Vereniging {number}",
                slug=f"vereniging-{number}",
                summary=_sentence(dice),
                picture=dice.choice(pictures),
                is_example=True,
            )
        )
        for number in range(PARTNERS)
    ]


def _terms() -> tuple[list, list]:
    from wagtail.models import Locale

    from activities.models import Audience, Theme

    locale = Locale.objects.get(language_code="nl")
    for name in ("kinderen", "ouders", "jongeren", "iedereen"):
        Audience.objects.get_or_create(locale=locale, slug=name, defaults={"name": name})
    for name in ABOUT[:12]:
        Theme.objects.get_or_create(locale=locale, slug=name, defaults={"name": name})
    return list(Audience.objects.order_by("pk")), list(Theme.objects.order_by("pk"))


def _activities(numbers, partners, places, pictures, now, dice) -> list:
    """Write the rows of pages and activities; return the activities, their keys set."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.db.models import F, Max
    from django.db.models.sql import InsertQuery
    from wagtail.models import Locale, Page

    from activities.models import ActivityPage

    kind_of_page = ContentType.objects.get_for_model(ActivityPage)
    locale = Locale.objects.get(language_code="nl")
    pk = Page.objects.aggregate(highest=Max("pk"))["highest"]
    added: dict[int, int] = {}
    found = []
    for number in numbers:
        pk += 1
        partner = partners[number % len(partners)]
        added[partner.pk] = added.get(partner.pk, 0) + 1
        step = partner.numchild + added[partner.pk]
        kind = dice.choices(list(TITLES), weights=[2, 2, 3, 1, 3, 2, 1])[0]
        title = f"{dice.choice(TITLES[kind])} {dice.choice(ABOUT)} {number}"
        slug = f"activiteit-{number}"
        age = dice.randint(4, 14)
        found.append(
            ActivityPage(
                id=pk,
                page_ptr_id=pk,
                path=Page._get_path(partner.path, partner.depth + 1, step),
                depth=partner.depth + 1,
                numchild=0,
                title=title,
                draft_title=title,
                slug=slug,
                url_path=f"{partner.url_path}{slug}/",
                content_type=kind_of_page,
                locale=locale,
                translation_key=uuid.UUID(int=dice.getrandbits(128), version=4),
                live=True,
                first_published_at=now,
                last_published_at=now,
                summary=_sentence(dice),
                kind=kind,
                venue=dice.choice(places) if kind != "hulp" else None,
                picture=dice.choice(pictures),
                price_cents=dice.choice([0, 0, 250, 500, None]),
                age_from=age if dice.random() < 0.3 else None,
                age_to=age + 6 if dice.random() < 0.2 else None,
                body=[("paragraph", f"<p>{_sentence(dice)} {_sentence(dice)}</p>")] * 2,
            )
        )
    for model in (Page, ActivityPage):
        query = InsertQuery(model)
        fields = model._meta.local_concrete_fields
        size = max(1, connection.ops.bulk_batch_size(fields, found))
        for start in range(0, len(found), size):
            query = InsertQuery(model)
            query.insert_values(fields, found[start : start + size])
            query.get_compiler(connection=connection).execute_sql()
    for partner in partners:
        more = added.get(partner.pk, 0)
        Page.objects.filter(pk=partner.pk).update(numchild=F("numchild") + more)
        partner.numchild += more
    return found


def _file_under(activities: list, terms: tuple[list, list], dice: random.Random) -> None:
    from activities.models import ActivityPage

    audiences, themes = terms
    for field, words in ((ActivityPage.audiences, audiences), (ActivityPage.themes, themes)):
        through = field.through
        name = words[0]._meta.model_name
        through.objects.bulk_create(
            [
                through(activitypage_id=activity.pk, **{f"{name}_id": word.pk})
                for activity in activities
                for word in dice.sample(words, dice.randint(1, 2))
            ],
            batch_size=BATCH,
        )


def _plan(activities: list, now: datetime, dice: random.Random) -> None:
    """Give every activity a group of one to eight weekly sessions, with places to sign up for."""
    from activities.models import Group, Session
    from common import clock
    from signups.models import Bookable

    dated = [activity for activity in activities if activity.kind != "hulp"]
    ways = [Group.WayIn.PER_SESSION, Group.WayIn.WHOLE_GROUP, Group.WayIn.DROP_IN]
    groups = Group.objects.bulk_create(
        [Group(activity=activity, way_in=dice.choice(ways)) for activity in dated]
    )
    today = clock.local(now).date()
    sessions = []
    for group in groups:
        first = today + timedelta(days=dice.randint(-14, 60))
        starts = time(dice.randint(9, 20), dice.choice([0, 30]))
        for week in range(dice.randint(1, 8)):
            moment = datetime.combine(first + timedelta(weeks=week), starts, clock.LOCAL)
            sessions.append(
                Session(group=group, starts_at=moment, ends_at=moment + timedelta(hours=2))
            )
    Session.objects.bulk_create(sessions, batch_size=BATCH)
    rows = [{"session": row} for row in sessions if row.group.way_in == Group.WayIn.PER_SESSION]
    rows += [{"group": row} for row in groups if row.way_in == Group.WayIn.WHOLE_GROUP]
    places = []
    for owner in rows:
        capacity = dice.randint(6, 20)
        taken = dice.randint(0, capacity)
        places.append(Bookable(**owner, capacity=capacity, seats=capacity, taken=taken))
    Bookable.objects.bulk_create(places, batch_size=BATCH)


def _sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(8, 14))).capitalize() + "."


if __name__ == "__main__":
    django.setup()
    from common import clock

    generate(int(sys.argv[1]), clock.now())
