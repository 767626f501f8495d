"""What comes first: the order in which lists of activities are shown."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from activities import cards
from activities.models import ActivityPage, Session

# A session that began longer ago than this is not looked for; the index on the
# start then keeps the past out of the query.
_LONGEST = timedelta(hours=12)
_LOOK_AT = 240  # sessions looked through to find different activities


def coming_ids(now: datetime, at_most: int, sessions: QuerySet | None = None) -> list[int]:
    """Return ids of the activities that come first, each once, by their next date.

    Looks at the first sessions only, so the time it takes does not grow with
    the number of activities. `sessions` narrows the choice.
    """
    rows = (
        (Session.objects.all() if sessions is None else sessions)
        .coming(now)
        .filter(starts_at__gt=now - _LONGEST)
        .going_on()
        .of_visible_pages()
        .in_order()
        .values_list("group__activity", flat=True)[:_LOOK_AT]
    )
    return list(dict.fromkeys(rows))[:at_most]


def in_order_of(ids: list[int]) -> list[ActivityPage]:
    """Return the activities with these ids, ready for cards, in that order (one query)."""
    pages = {page.pk: page for page in ActivityPage.objects.filter(pk__in=ids).for_cards()}
    return [pages[pk] for pk in ids if pk in pages]


def coming_cards(now: datetime, at_most: int, sessions: QuerySet | None = None) -> list[cards.Card]:
    """Return the cards of the activities that come first."""
    return cards.build(in_order_of(coming_ids(now, at_most, sessions)), now)
