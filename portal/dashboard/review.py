"""What was handed in and waits for this user to look at it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState

from partners.models import PartnerPage

ROWS = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that was handed in; `compare_url` only where visitors see an older text."""

    title: str
    partner: str
    by: str
    since: datetime
    url: str
    compare_url: str


class ReviewPanel(Component):
    """Handed in, longest waiting first."""

    name = "review"
    template_name = "portal/admin/panels/review.html"
    order = 46

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        found = awaiting(self.user)
        return {"rows": found[:ROWS], "more": len(found) > ROWS}


def awaiting(user) -> list[Waiting]:
    """Return what waits for the user, in a fixed number of queries (at most one over ROWS)."""
    states = list(
        TaskState.objects.reviewable_by(user)
        .select_related("workflow_state", "revision__user")
        .order_by("started_at", "pk")[: ROWS + 1]
    )
    pages = Page.objects.in_bulk([int(state.workflow_state.object_id) for state in states])
    above = {page.path[: -page.steplen] for page in pages.values()}
    partners = dict(PartnerPage.objects.filter(path__in=above).values_list("path", "title"))
    found = []
    for state in states:
        page = pages.get(int(state.workflow_state.object_id))
        if page is None:
            continue
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
        by = state.revision.user if state.revision else None
        found.append(
            Waiting(
                title=page.draft_title or page.title,
                partner=partners.get(page.path[: -page.steplen], ""),
                by=(by.get_full_name() or by.get_username()) if by else "",
                since=state.started_at,
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                compare_url=compare if page.live else "",
            )
        )
    return found
