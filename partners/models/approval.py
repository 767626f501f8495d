"""The step before a worker's page is public: somebody who may publish it looks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState


class PublisherApproval(Task):
    """Approved by whoever may publish the page: the partner's managers, or the editors."""

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
            ("approve", _("Approve and publish"), False),
        ]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        from partners.permissions import published_by

        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        waiting = dict(states.values_list("pk", "workflow_state__object_id"))
        mine = published_by(user).filter(pk__in=set(waiting.values()))
        mine = {str(pk) for pk in mine.values_list("pk", flat=True)}
        return TaskState.objects.filter(pk__in=[pk for pk in waiting if waiting[pk] in mine])


def _may_publish(obj: models.Model, user) -> bool:
    return obj.permissions_for_user(user).can_publish()
