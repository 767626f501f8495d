"""What this user is working on: it may have come back, be a draft, or wait for somebody else."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState

from partners import permissions

ROWS = 8
_ON_ITS_WAY = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


class State(models.TextChoices):
    """How far a page is; they are shown in this order."""

    CAME_BACK = "came_back", _("change this first")
    DRAFT = "draft", _("draft")
    WAITS = "waits", _("handed in")
    PLANNED = "planned", _("planned")


@dataclass(frozen=True, slots=True)
class Own:
    """A page in hand: what was said when it came back, or when it comes on the site."""

    title: str
    state: State
    at: datetime
    url: str
    comment: str = ""
    planned_at: datetime | None = None


class OwnPanel(Component):
    """What came back is first; then drafts, what was handed in, and what is planned."""

    name = "own"
    template_name = "portal/admin/panels/own.html"
    order = 45

    def __init__(self, user: User):
        self.user = user

    def get_context_data(self, parent_context=None):
        rows = pages_of(self.user)
        return {"rows": rows[:ROWS], "more": len(rows) > ROWS}


def pages_of(user: User) -> list[Own]:
    """Return what the user handed in or saved last, and is not on the site as it is now.

    Takes a fixed number of queries, and returns at most ROWS + 1 of each state.
    """
    reached = permissions.pages_of(user)
    states = {int(state.object_id): state for state in _handed_in(user)}
    saved = models.Q(latest_revision__user=user, has_unpublished_changes=True)
    pages = (
        reached.filter(saved | models.Q(pk__in=states))
        .select_related("latest_revision")
        .order_by("-latest_revision_created_at", "-pk")
    )
    found = [_row(page, states.get(page.pk)) for page in pages[: 4 * (ROWS + 1)]]
    order = list(State)
    return sorted(found, key=lambda row: order.index(row.state))


def _handed_in(user: User) -> models.QuerySet[WorkflowState]:
    return (
        WorkflowState.objects.filter(
            requested_by=user, status__in=_ON_ITS_WAY, base_content_type__model="page"
        )
        .select_related("current_task_state")
        .order_by("-created_at", "-pk")[: 2 * (ROWS + 1)]
    )


def _row(page: Page, handed_in: WorkflowState | None) -> Own:
    revision = page.latest_revision
    planned = revision.approved_go_live_at if revision else None
    comment = ""
    if handed_in and handed_in.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state, comment = State.CAME_BACK, handed_in.current_task_state.comment
    elif handed_in:
        state = State.WAITS
    else:
        state = State.PLANNED if planned else State.DRAFT
    return Own(
        title=page.draft_title or page.title,
        state=state,
        at=handed_in.created_at if handed_in else page.latest_revision_created_at,
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        comment=comment,
        planned_at=planned,
    )
