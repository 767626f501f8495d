"""The buttons below a page: what staff most likely came for is first, and nothing is there twice.

Who approves does so, and does not publish past the approval: who handed in would hear nothing.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    SubmitForModerationMenuItem,
)
from wagtail.models import WorkflowState

_FIRST = (
    "action-page-locked", "approve", "reject", "action-publish", "action-submit",
    "action-save-draft",
)  # fmt: skip


class HandIn(SubmitForModerationMenuItem):
    """Says what it does, not what the workflow is called."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        page = parent_context.get("page")
        again = page and _status(page) == WorkflowState.STATUS_NEEDS_CHANGES
        return context | {"label": _("Hand in again") if again else _("Hand in")}


class TakeBack(CancelWorkflowMenuItem):
    """For who handed in too early."""

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"label": _("Do not hand in after all")}


def arrange(items: list[ActionMenuItem], context: dict[str, Any]) -> None:
    """Put the buttons for a page in order, in place; the first is the large one."""
    names = {item.name for item in items}
    dropped = {"action-restart-workflow"}  # there is one step: handing in again is the same
    if "approve" in names:
        dropped |= {"action-publish", "action-cancel-workflow"}
    page = context.get("page")
    if page and page.pk and _status(page) == WorkflowState.STATUS_NEEDS_CHANGES:
        dropped.add("action-cancel-workflow")
    ours = {"action-submit": HandIn, "action-cancel-workflow": TakeBack}
    kept = [item for item in items if item.name not in dropped]
    items[:] = [ours[item.name](order=item.order) if item.name in ours else item for item in kept]
    order = list(_FIRST)
    if "action-publish" in names:
        order.remove("action-submit")
    items.sort(key=lambda item: order.index(item.name) if item.name in order else len(order))


def _status(page) -> str:
    state = page.current_workflow_state
    return state.status if state else ""
