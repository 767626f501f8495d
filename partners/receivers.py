"""A partner gets its team when its page is made, and groups follow memberships."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
)

from partners import operations
from partners.models import EditorArea, Membership, PartnerPage
from venues.models import Municipality


def give_team(sender, instance: PartnerPage, created: bool, raw: bool = False, **kwargs) -> None:
    """Make the team of a new partner; rename it with its partner."""
    if raw:
        return
    collection = instance.collection
    if created or not instance.team_group_id or not collection or collection.name != instance.title:
        operations.ensure_team(partner=instance)


def take_team(sender, instance: PartnerPage, **kwargs) -> None:
    """Nobody belongs to a team without a partner. The collection stays: it may hold pictures."""
    for group in (instance.team_group, instance.worker_group):
        if group:
            group.delete()


def follow(sender, instance: Membership, raw: bool = False, **kwargs) -> None:
    """Bring the account's groups in step with its memberships."""
    if not raw:
        operations.follow_memberships(user=instance.user)


def follow_area(sender, instance, action: str, reverse: bool, **kwargs) -> None:
    """Bring the editors of a municipality in step with where partners work."""
    if action.startswith("post_") and not reverse:
        operations.follow_partner(partner=instance)


def give_area(sender, instance: Municipality, raw: bool = False, **kwargs) -> None:
    """A municipality has editors of its own, once somebody is put in their group."""
    if not raw:
        operations.ensure_area(municipality=instance)


def take_area(sender, instance: EditorArea, **kwargs) -> None:
    """Nobody looks after a municipality that is gone."""
    instance.group.delete()


def connect() -> None:
    from partners import notifying

    task_submitted.connect(notifying.handed_in, sender=TaskState, dispatch_uid="partners.handed_in")
    # Under Wagtail's own names, and before it connects: its notifiers, which mail within the
    # request, stay out.
    workflow_approved.connect(
        notifying.approved,
        sender=WorkflowState,
        dispatch_uid="workflow_state_approved_email_notification",
    )
    workflow_rejected.connect(
        notifying.sent_back,
        sender=WorkflowState,
        dispatch_uid="workflow_state_rejected_email_notification",
    )
    workflow_cancelled.connect(
        notifying.published, sender=WorkflowState, dispatch_uid="partners.published"
    )
    post_save.connect(give_team, sender=PartnerPage, dispatch_uid="partners.give_team")
    post_delete.connect(take_team, sender=PartnerPage, dispatch_uid="partners.take_team")
    for signal in (post_save, post_delete):
        signal.connect(follow, sender=Membership, dispatch_uid="partners.follow")
    m2m_changed.connect(
        follow_area,
        sender=PartnerPage.neighbourhoods.through,
        dispatch_uid="partners.follow_area",
    )
    post_save.connect(give_area, sender=Municipality, dispatch_uid="partners.give_area")
    post_delete.connect(take_area, sender=EditorArea, dispatch_uid="partners.take_area")
