"""Where the lines of the logbook come from, and who sees which.

Content and people are for who keeps the people of a partner. Looks at personal data are for
its managers alone, as the data are. No line holds a personal value of a visitor.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from participation.operations import Change
from partners.models import MemberEvent, PartnerPage, SiteRole
from partners.permissions import (
    looks_after_all,
    may_keep_site,
    partners_with_people_for,
    teams_kept_by,
)
from pictures.models import Picture
from signups.models import AccessLog

_PLAIN = {
    "wagtail.workflow.start": gettext_lazy("Handed in"),
    "wagtail.workflow.approve": gettext_lazy("Approved"),
    "wagtail.workflow.reject": gettext_lazy("Sent back"),
    "wagtail.workflow.cancel": gettext_lazy("Taken out of review"),
    # What it is about has a column of its own.
    **{change.value: change.label for change in Change},
}


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    who: str
    what: str
    about: str
    partner: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for; every part may be left out. `until` itself is not in it."""

    partner: PartnerPage | None = None
    account: User | None = None
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None
    kind: str = ""

    def narrow(self, rows: QuerySet, *, at: str, who: str, about: tuple[str, ...]) -> QuerySet:
        """Return the rows of that period, of that account and about that; fields by name."""
        if self.since:
            rows = rows.filter(**{f"{at}__gte": self.since})
        if self.until:
            rows = rows.filter(**{f"{at}__lt": self.until})
        if self.account:
            rows = rows.filter(**{who: self.account})
        if self.about:
            words = Q()
            for name in about:
                words |= Q(**{f"{name}__icontains": self.about})
            rows = rows.filter(words)
        return rows.order_by(f"-{at}", "-pk")


def newest(user: User, question: Question, most: int) -> list[Entry]:
    """Return what the user may see of it, latest first, and no more than `most`."""
    found: list[Entry] = []
    for name, (_label, read) in SOURCES.items():
        if question.kind in ("", name):
            found += read(user, question, most)
    return sorted(found, key=attrgetter("at"), reverse=True)[:most]


def content(user: User, question: Question, most: int) -> list[Entry]:
    """Return what was done to pages, and to shared lists for who looks after the whole site."""
    fields = {"at": "timestamp", "who": "user", "about": ("label",)}
    rows = question.narrow(PageLogEntry.objects.select_related("user"), **fields)
    partners = _partners(user, question)
    sees_all = looks_after_all(user) and not question.partner
    if not sees_all:
        # What is removed is below no partner any more: only the whole site's editors see it.
        rows = rows.filter(page__in=Page.objects.filter(_below(partners)).values("pk"))
    entries = _of_pages(list(rows[:most]), partners)
    if sees_all:
        lists = question.narrow(ModelLogEntry.objects.select_related("user"), **fields)
        # A line about a group or what it asks stands with its page already.
        lists = lists.exclude(
            content_type__model__in=("group", "signupsettings"),
            content_type__app_label__in=("activities", "signups"),
        )
        if not user.is_superuser:
            lists = lists.exclude(content_type__app_label__in=("auth", "wagtailusers"))
        entries += [_wagtails(row, "") for row in lists[:most]]
    else:
        entries += _of_pictures(question.narrow(_pictures_of(partners), **fields)[:most], partners)
    return entries


def people(user: User, question: Question, most: int) -> list[Entry]:
    """Return who gave and took which role; those for the site are for who keeps them."""
    own = Q(partner__in=_partners(user, question))
    if may_keep_site(user) and not question.partner:
        own |= Q(role__in=SiteRole.values)
    rows = MemberEvent.objects.filter(own).select_related("by")
    rows = question.narrow(rows, at="at", who="by", about=("account", "partner_name"))
    return [
        Entry(
            row.at,
            row.by_name or _("the console"),
            row.get_action_display(),
            " – ".join(filter(None, [row.account, row.get_role_display()])),
            row.partner_name,
        )
        for row in rows[:most]
    ]


def looks(user: User, question: Question, most: int) -> list[Entry]:
    """Return who looked at personal data of visitors, for the managers of that partner."""
    own = partners_with_people_for(user)
    if question.partner:
        own = own.filter(pk=question.partner.pk)
    rows = AccessLog.objects.filter(partner__in=own).select_related("partner")
    rows = question.narrow(rows, at="at", who="user", about=("about",))
    return [
        Entry(row.at, row.user_name, row.get_action_display(), row.about, row.partner.title)
        for row in rows[:most]
    ]


Reader = Callable[[User, Question, int], list[Entry]]
SOURCES: dict[str, tuple[Any, Reader]] = {
    "content": (gettext_lazy("pages and lists"), content),
    "people": (gettext_lazy("people and roles"), people),
    "looks": (gettext_lazy("looks at data of visitors"), looks),
}


def _partners(user: User, question: Question) -> QuerySet[PartnerPage]:
    kept = teams_kept_by(user)
    return kept.filter(pk=question.partner.pk) if question.partner else kept


def _below(partners: QuerySet[PartnerPage]) -> Q:
    below = Q(pk__in=[])
    for path in partners.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return below


def _of_pages(rows: list[PageLogEntry], partners: QuerySet[PartnerPage]) -> list[Entry]:
    titles = dict(partners.values_list("path", "title"))
    size = max(map(len, titles), default=0)
    numbers = {row.page_id for row in rows}
    paths = dict(Page.objects.filter(pk__in=numbers).values_list("pk", "path"))
    return [_wagtails(row, titles.get(paths.get(row.page_id, "")[:size], "")) for row in rows]


def _pictures_of(partners: QuerySet[PartnerPage]) -> QuerySet[ModelLogEntry]:
    """Return the lines about their pictures; one that was withdrawn kept its collection."""
    own = partners.order_by().values_list("collection_id", flat=True)
    there = Picture.objects.filter(collection__in=own).annotate(key=Cast("pk", CharField()))
    return ModelLogEntry.objects.filter(
        Q(object_id__in=there.values("key")) | Q(data__collection__in=list(own)),
        content_type=ContentType.objects.get_for_model(Picture),
    ).select_related("user")


def _of_pictures(rows: Iterable[ModelLogEntry], partners: QuerySet[PartnerPage]) -> list[Entry]:
    rows, titles = list(rows), dict(partners.values_list("collection_id", "title"))
    numbers = {int(row.object_id) for row in rows}
    now_in = dict(Picture.objects.filter(pk__in=numbers).values_list("pk", "collection_id"))
    found = []
    for row in rows:
        collection = now_in.get(int(row.object_id)) or (row.data or {}).get("collection", 0)
        found.append(_wagtails(row, titles.get(collection, "")))
    return found


def _what(row: PageLogEntry | ModelLogEntry) -> str:
    """Say in words of staff what Wagtail tells in its own, or with what it is about."""
    comment = (row.data or {}).get("comment", "")
    if row.action == "wagtail.workflow.reject" and comment:
        return _("Sent back: %(comment)s") % {"comment": comment}
    return str(_PLAIN.get(row.action) or row.message)


def _wagtails(row: PageLogEntry | ModelLogEntry, partner: str) -> Entry:
    who = row.user.get_username() if row.user else _("the system, or an account that is gone")
    return Entry(row.timestamp, who, _what(row), row.label, partner)
