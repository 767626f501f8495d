"""What a new activity begins with: as the partner did it the last time."""

from typing import Any

from activities.models import ActivityPage, Group
from partners.models import PartnerPage


def last_of(partner: PartnerPage) -> ActivityPage | None:
    """Return the activity that the partner made last, help aside; rather one for somebody.

    What came from a file or a calendar does not say for whom it is until somebody looked at it.
    """
    pages = ActivityPage.objects.child_of(partner).exclude(kind=ActivityPage.Kind.HELP)
    pages = pages.order_by("-pk")
    return pages.filter(audiences__isnull=False).first() or pages.first()


def last_group_of(partner: PartnerPage) -> Group | None:
    """Return the group that the partner made last, of those that anybody may join."""
    groups = Group.objects.filter(activity__path__startswith=partner.path)
    return groups.exclude(way_in=Group.WayIn.PLACEMENT).order_by("-pk").first()


def of(partner: PartnerPage) -> dict[str, Any]:
    """Return values by field name (seven queries at most)."""
    last, group = last_of(partner), last_group_of(partner)
    venues = list(partner.venues.values_list("pk", flat=True)[:2])
    values: dict[str, Any] = {
        "contact_name": partner.title,
        "contact_telephone": partner.telephone,
        "contact_email": partner.email,
        "venue": venues[0] if len(venues) == 1 else None,
    }
    if last:
        values |= {
            "kind": last.kind,
            "audiences": [row.pk for row in last.audiences.all()],
            "age_from": last.age_from,
            "age_to": last.age_to,
            "venue": last.venue_id or values["venue"],
            "passes": [row.pk for row in last.passes.all()],
        }
        for name in ("contact_name", "contact_telephone", "contact_email"):
            values[name] = getattr(last, name) or values[name]
    if group:
        values["way_in"] = group.way_in
    return values
