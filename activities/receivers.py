"""What a publication means for how fresh an activity is."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from activities import operations
from activities.models import ActivityPage, Freshness
from common import clock


@receiver(page_published, dispatch_uid="activities.receivers.check")
def check(sender, instance, **_kwargs) -> None:
    """Count every publication as a check, also by the schedule or a partner's own calendar."""
    if isinstance(instance, ActivityPage):
        operations.note_published(activity_id=instance.pk, now=clock.now())


@receiver(page_unpublished, dispatch_uid="activities.receivers.put_away")
def put_away(sender, instance, **_kwargs) -> None:
    """What somebody takes off by hand is theirs to bring back: no reminder asks for it."""
    if isinstance(instance, ActivityPage):
        Freshness.objects.filter(activity=instance.pk, hidden_at=None).update(
            partner_told_at=None, editors_told_at=None
        )
