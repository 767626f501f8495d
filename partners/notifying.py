"""Who is told when a page is handed in, approved or sent back; the mails wait for the worker."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from wagtail.models import Page, TaskState, WorkflowState

from common import clock
from partners import quiet
from partners.models import AccountMail, PartnerPage, PublisherApproval

Kind = AccountMail.Kind


def approvers_of(page: Page, but: User | None = None) -> QuerySet[User]:
    """Return who is asked to look: the partner's managers who publish, or else the editors."""
    above = page.get_ancestors(inclusive=True)
    publishers = User.objects.filter(
        is_active=True,
        groups__page_permissions__permission__codename="publish_page",
        groups__page_permissions__page__in=above.values("pk"),
    )
    if but:
        publishers = publishers.exclude(pk=but.pk)
    partners = PartnerPage.objects.filter(pk__in=above.values("pk"))
    team = publishers.filter(memberships__partner__in=partners)
    return (team if team.exists() else publishers).distinct()


def handed_in(sender, instance: TaskState, user: User | None = None, **kwargs) -> None:
    """Ask who may approve to look."""
    if isinstance(instance.task.specific, PublisherApproval) and not quiet.is_told_at_once():
        state = instance.workflow_state
        for approver in approvers_of(state.content_object, but=user):
            _queue(Kind.HANDED_IN, approver, state, by=user)


def approved(sender, instance: WorkflowState, user: User | None = None, **kwargs) -> None:
    """Tell who handed in, unless they approved it themselves."""
    _tell(Kind.APPROVED, instance, user)


def published(sender, instance: WorkflowState, user: User | None = None, **kwargs) -> None:
    """Tell who handed in that it is on the site, where somebody published it past the approval."""
    handed, page = instance.current_task_state, instance.content_object
    live = page.live_revision if page and page.live else None
    if handed and handed.revision and live and live.pk >= handed.revision.pk:
        _tell(Kind.APPROVED, instance, user)


def sent_back(sender, instance: WorkflowState, user: User | None = None, **kwargs) -> None:
    """Tell who handed in what has to change."""
    _tell(Kind.SENT_BACK, instance, user)


def _tell(kind: str, state: WorkflowState, by: User | None) -> None:
    if state.requested_by and state.requested_by != by:
        _queue(kind, state.requested_by, state)


def _queue(kind: str, user: User, state: WorkflowState, by: User | None = None) -> None:
    now = clock.now()
    AccountMail.objects.create(kind=kind, user=user, state=state, by=by, created_at=now, due_at=now)
