"""A partner gets its team when its page is made, and groups follow memberships."""

from django.db.models.signals import post_delete, post_save

from partners import operations
from partners.models import Membership, PartnerPage


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


def connect() -> None:
    post_save.connect(give_team, sender=PartnerPage, dispatch_uid="partners.give_team")
    post_delete.connect(take_team, sender=PartnerPage, dispatch_uid="partners.take_team")
    for signal in (post_save, post_delete):
        signal.connect(follow, sender=Membership, dispatch_uid="partners.follow")
