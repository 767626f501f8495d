"""The step before a worker's page is public: somebody who may publish it looks."""

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState


class BeingLookedAt(WorkflowLock):
    """Tells who handed in why nothing can be changed, in words of staff."""

    def get_message(self, user):
        if self.for_user(user):
            return gettext("A colleague looks at this page. Until then you cannot change it.")
        return None

    def get_locked_by(self, user, can_lock=False):
        return gettext("Handed in")

    def get_description(self, user, can_lock=False):
        return gettext("Whoever approves this page can change it.")


class ChangesForm(TaskStateCommentForm):
    """Who asks for changes says which: without that nobody knows what to do."""

    comment = forms.CharField(
        label=_("What has to change?"), widget=forms.Textarea(attrs={"rows": 4})
    )


class PublisherApproval(Task):
    """Approved by whoever may publish the page: the partner's managers, or the editors."""

    lock_class = BeingLookedAt

    class Meta:
        verbose_name = _("approval by who may publish")

    @classmethod
    def get_description(cls):
        return _("Whoever may publish the page approves it.")

    def user_can_access_editor(self, obj, user):
        return _may_publish(obj, user)

    def locked_for_user(self, obj, user):
        return not _may_publish(obj, user)

    def get_actions(self, obj, user):
        if not _may_publish(obj, user):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Approve"), False),  # Wagtail adds “and publish”
        ]

    def get_form_for_action(self, action):
        return ChangesForm if action == "reject" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        from partners.permissions import published_by

        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        waiting = dict(states.values_list("pk", "workflow_state__object_id"))
        mine = published_by(user).filter(pk__in=set(waiting.values()))
        mine = {str(pk) for pk in mine.values_list("pk", flat=True)}
        return TaskState.objects.filter(pk__in=[pk for pk in waiting if waiting[pk] in mine])


def _may_publish(obj: models.Model, user) -> bool:
    return obj.permissions_for_user(user).can_publish()
