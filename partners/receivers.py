"""A partner gets its team when its page is made, and the team goes with the page."""

from django.db.models.signals import post_delete, post_save

from partners import operations
from partners.models import PartnerPage


def give_team(sender, instance: PartnerPage, created: bool, raw: bool = False, **kwargs) -> None:
    """Make the team of a new partner; rename it with its partner."""
    if raw:
        return
    if created or not instance.team_group_id or instance.team_group.name != instance.title[:140]:
        operations.ensure_team(partner=instance)


def take_team(sender, instance: PartnerPage, **kwargs) -> None:
    """Nobody belongs to a team without a partner. The collection stays: it may hold pictures."""
    if instance.team_group_id:
        instance.team_group.delete()


def connect() -> None:
    post_save.connect(give_team, sender=PartnerPage, dispatch_uid="partners.give_team")
    post_delete.connect(take_team, sender=PartnerPage, dispatch_uid="partners.take_team")
