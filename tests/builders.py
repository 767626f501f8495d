"""Builders that state only what matters: `make_group(capacity=1)` leaves the rest to them."""

import itertools
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from activities.models import ActivityPage, Audience, Group, Session, Theme
from common import clock
from partners.models import Membership, PartnerIndexPage, PartnerPage, TeamIndexPage, TeamPage
from partners.operations import add_member, ensure_editors
from portal.models import HomePage
from venues.models import Municipality, Neighbourhood, Venue

_number = itertools.count(1)


def make_home() -> HomePage:
    """Return the one home page, the root page of the default site."""
    home = HomePage.objects.first()
    if home is None:
        Locale.objects.get_or_create(language_code="nl")
        # A test with real transactions leaves an empty database behind.
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        for page in root.get_children():
            page.delete()
        root = Page.get_first_root_node()
        home = root.add_child(instance=HomePage(title="Wijkportaal", slug="home"))
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def _child(parent, page, live=True):
    page.live = live
    page.slug = page.slug or f"{slugify(page.title)}-{next(_number)}"
    return parent.add_child(instance=page)


def make_partner(title="Buurtvereniging Voorbeeld", **fields) -> PartnerPage:
    index = PartnerIndexPage.objects.first() or _child(
        make_home(), PartnerIndexPage(title="Partners", slug="partners")
    )
    return _child(index, PartnerPage(title=title, **fields), live=fields.pop("live", True))


def make_user(username="gebruiker", access_admin=False, **fields):
    """Return a user; `access_admin` lets them in without any partner."""
    user = get_user_model().objects.create_user(
        username, f"{username}@portaal.example", "wachtwoord-voor-tests", **fields
    )
    if access_admin:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def make_staff(partner: PartnerPage, username="medewerker", role=Membership.Role.MANAGER, **fields):
    """Return a member of the partner, by default one that manages it."""
    user = make_user(username, **fields)
    add_member(user=user, partner=partner, role=role)
    return user


def make_editor(username="redacteur", **fields):
    """Return a user who looks after the whole site, but sees no people."""
    user = make_user(username, **fields)
    user.groups.add(ensure_editors(home=make_home()))
    return user


def make_team(title="Wijkteam Voorbeeld", **fields) -> TeamPage:
    home = make_home()
    index = TeamIndexPage.objects.first() or _child(
        home, TeamIndexPage(title="Teams", slug="teams")
    )
    return _child(index, TeamPage(title=title, **fields))


def make_neighbourhood(name="Oost", municipality="Maassluis") -> Neighbourhood:
    place, _ = Municipality.objects.get_or_create(
        name=municipality, defaults={"slug": slugify(municipality)}
    )
    neighbourhood, _ = Neighbourhood.objects.get_or_create(
        municipality=place, name=name, defaults={"slug": slugify(f"{municipality} {name}")}
    )
    return neighbourhood


def make_venue(name="De Vliet", neighbourhood=None, **fields) -> Venue:
    fields.setdefault("latitude", 51.92)
    fields.setdefault("longitude", 4.25)
    venue, _ = Venue.objects.get_or_create(
        name=name, defaults={"neighbourhood": neighbourhood or make_neighbourhood(), **fields}
    )
    return venue


def make_theme(name="autisme (ASS)") -> Theme:
    locale, _ = Locale.objects.get_or_create(language_code="nl")
    return Theme.objects.get_or_create(slug=slugify(name), locale=locale, defaults={"name": name})[
        0
    ]


def make_audience(name="kinderen", **fields) -> Audience:
    locale, _ = Locale.objects.get_or_create(language_code="nl")
    return Audience.objects.get_or_create(
        slug=slugify(name), locale=locale, defaults={"name": name, **fields}
    )[0]


def make_activity(title="Koffieochtend", partner=None, **fields) -> ActivityPage:
    fields.setdefault("kind", ActivityPage.Kind.MEETING)
    live = fields.pop("live", True)
    audiences, themes = fields.pop("audiences", ()), fields.pop("themes", ())
    page = ActivityPage(title=title, **fields)
    page = _child(partner or make_partner(), page, live=live)
    if audiences or themes:
        page.audiences.set(audiences)
        page.themes.set(themes)
        page.save()
    return page


def make_bare_group(activity=None, **fields) -> Group:
    return Group.objects.create(activity=activity or make_activity(), **fields)


def _an_afternoon() -> datetime:
    """Return a moment in the afternoon a week ahead, whatever the hour of the run; each differs."""
    noon = clock.local(clock.now()).replace(hour=12, minute=0, second=0, microsecond=0)
    return noon + timedelta(days=7, minutes=next(_number) % 300)


def make_session(group=None, starts_at=None, hours=2, **fields) -> Session:
    starts_at = starts_at or _an_afternoon()
    return Session.objects.create(
        group=group or make_bare_group(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        **fields,
    )
