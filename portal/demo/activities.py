"""What there is to do: activity pages, their groups and their sessions."""

from datetime import datetime, timedelta

from activities import operations
from activities.models import (
    ActivityPage,
    Audience,
    CoOrganiser,
    Freshness,
    Group,
    Pass,
    Session,
    Theme,
)
from common import clock
from partners.models import PartnerPage
from portal.demo import data, series, signups
from portal.demo.moments import at, coming
from portal.demo.posters import Album
from portal.demo.tree import Tree
from venues.models import Municipality, Venue

_WRITTEN = (
    "title",
    "slug",
    "kind",
    "summary",
    "price_cents",
    "price_note",
    "contact_name",
    "contact_telephone",
    "contact_email",
    "first_time_who",
    "first_time_place",
    "first_time_company",
    "sound",
    "light",
    "crowd",
)

# By frequency: the weeks a pattern goes back, and how many times that is.
_RUNNING = {"weekly": (3, 3), "biweekly": (4, 2), "monthly": (0, 0)}


def rows() -> list[dict]:
    """Return the activities as they are written down."""
    return data.read_folder("activities")


class Loader:
    """Adds activities one by one; the words they are filed under are read once."""

    def __init__(self, tree: Tree, album: Album, now: datetime):
        self.tree, self.album, self.now = tree, album, now
        self.today = clock.local(now).date()
        self.partners = tree.of(PartnerPage)
        self.themes = {row.slug: row for row in Theme.objects.all()}
        self.audiences = {row.slug: row for row in Audience.objects.all()}
        self.passes = {row.name: row for row in Pass.objects.all()}
        self.venues = {row.name: row for row in Venue.objects.all()}
        self.municipalities = {row.name: row for row in Municipality.objects.all()}

    def add(self, row: dict) -> ActivityPage:
        """Add one activity as it is written down, with its groups and sessions."""
        page = ActivityPage(
            **{name: row[name] for name in _WRITTEN if name in row},
            venue=self.venues[row["venue"]] if "venue" in row else None,
            municipality=self.municipalities[row["municipality"]]
            if "municipality" in row
            else None,
            is_sensitive=row.get("sensitive", False),
            is_urgent_help=row.get("urgent", False),
        )
        page.age_from, page.age_to = [*row.get("ages", ()), None, None][:2]
        page.themes = [self.themes[slug] for slug in row["themes"]]
        page.audiences = [self.audiences[slug] for slug in row["audiences"]]
        page.passes = [self.passes[name] for name in row.get("passes", ())]
        page.co_organisers = [
            CoOrganiser(partner=self.partners[slug]) for slug in row.get("co_organisers", ())
        ]
        picture = self.album.picture(kind=row["kind"], title=row["title"], theme=row["themes"][0])
        self.tree.add(page, under=f"partners/{row['partner']}", body=row["body"], picture=picture)
        if "signup" in row:
            signups.ask(activity=page, asked=row["signup"])
        for group in row.get("groups", ()):
            self._add_group(page, group)
        if "series" in row:
            series.make(activity=page, row=row["series"], now=self.now)
        # Not all on one day: who keeps a site looks at something every week.
        days = row.get("checked_days_ago", page.pk * 13 % 120)
        Freshness.objects.create(activity=page, checked_on=self.today - timedelta(days=days))
        return page

    def _add_group(self, page: ActivityPage, row: dict) -> None:
        venue = self.venues[row["venue"]] if "venue" in row else None
        group = Group.objects.create(
            activity=page, name=row.get("name", ""), way_in=row["way_in"], venue=venue
        )
        for pattern in row.get("patterns", ()):
            every = pattern.get("every", "weekly")
            # What has no first week of its own has been going on for a while.
            weeks, earlier = (0, 0) if "in_weeks" in pattern else _RUNNING[every]
            operations.add_pattern(
                group=group,
                frequency=every,
                first_day=coming(pattern["day"], pattern.get("in_weeks", -weeks), self.today),
                starts=pattern["starts"],
                ends=pattern["ends"],
                count=pattern["times"] + earlier,
                skip_school_holidays=pattern.get("school_days_only", False),
            )
        for session in row.get("sessions", ()):
            day = coming(session["day"], session["in_weeks"], self.today)
            operations.add_session(
                group=group,
                starts_at=at(day, session["starts"]),
                ends_at=at(day, session["ends"]),
            )
        if "capacity" in row:
            signups.set_places(group=group, capacity=row["capacity"], now=self.now)
        for change in row.get("changes", ()):
            self._change(group, change)
        for busy in row.get("busy", ()):
            signups.fill(group=group, busy=busy, now=self.now)

    def _change(self, group: Group, row: dict) -> None:
        session = coming_sessions(group, self.now)[row["nth"] - 1]
        if "cancel" in row:
            operations.cancel_session(session=session, reason=row["cancel"], now=self.now)
            return
        later = timedelta(days=row["move_days"])
        operations.move_session(
            session=session,
            starts_at=session.starts_at + later,
            ends_at=session.ends_at + later,
            reason=row["reason"],
            now=self.now,
        )


def coming_sessions(group: Group, now: datetime) -> list[Session]:
    """Return the sessions of a group that start after now, first one first."""
    return list(group.sessions.filter(starts_at__gt=now).in_order())
