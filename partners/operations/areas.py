"""Editors of one municipality: a group that follows where partners work."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from common import roles
from partners.models import EditorArea, PartnerPage
from partners.operations import teams

NAME = "Redactie {place}"


@transaction.atomic
def ensure_area(*, municipality) -> Group:
    """Give the municipality its own editors, for exactly the partners that work there.

    They do what the editors do with a partner's pages, pictures and documents, and with
    groups and dates; not with what the whole site shares. Safe to repeat.
    """
    area = EditorArea.objects.filter(municipality=municipality).select_related("group").first()
    if area is None:
        group, _ = Group.objects.get_or_create(name=NAME.format(place=municipality.name)[:150])
        area = EditorArea.objects.create(municipality=municipality, group=group)
    group = area.group
    partners = list(
        PartnerPage.objects.filter(neighbourhoods__municipality=municipality)
        .select_related("collection")
        .distinct()
    )
    GroupPagePermission.objects.filter(group=group).exclude(page__in=partners).delete()
    collections = [partner.collection for partner in partners if partner.collection]
    files = GroupCollectionPermission.objects.filter(group=group)
    files.exclude(collection__in=collections).delete()
    teams.let_models(group, roles.team_permissions())
    teams.let_on(group, pages=partners, verbs=teams.EDITOR_PAGES, collections=collections)
    return group


@transaction.atomic
def follow_partner(*, partner: PartnerPage) -> None:
    """Bring the areas in step with where a partner works."""
    here = {row.municipality for row in partner.neighbourhoods.select_related("municipality")}
    had = EditorArea.objects.filter(group__page_permissions__page=partner.pk)
    for municipality in here | {row.municipality for row in had.select_related("municipality")}:
        ensure_area(municipality=municipality)
