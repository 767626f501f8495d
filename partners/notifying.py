"""Mail to who approves, when somebody hands in; Wagtail itself writes back to who handed in."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.models import Page, TaskState

from partners.models import PartnerPage, PublisherApproval


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


class HandedIn(EmailNotificationMixin, Notifier):
    """Wagtail's own notification of a task, which knows the members of a group only."""

    notification = "submitted"  # also the name of what an account may switch off
    template_directory = "partners/mail/"

    def __init__(self):
        super().__init__((TaskState,))

    def can_handle(self, instance, **kwargs):
        return super().can_handle(instance, **kwargs) and isinstance(
            instance.task.specific, PublisherApproval
        )

    def get_template_base_prefix(self, instance, **kwargs):
        return ""

    def get_recipient_users(self, instance, **kwargs):
        return approvers_of(instance.workflow_state.content_object, but=kwargs.get("user"))

    def get_valid_recipients(self, instance, **kwargs):
        from wagtail.users.models import UserProfile

        return {
            user
            for user in self.get_recipient_users(instance, **kwargs)
            if user.email and UserProfile.get_for_user(user).submitted_notifications
        }

    def get_context(self, instance, **kwargs):
        page = instance.workflow_state.content_object.specific
        by = kwargs.get("user")
        return {**super().get_context(instance, **kwargs), "page": page, "by": by}


handed_in = HandedIn()
