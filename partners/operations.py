"""The team of a partner and the editors: who may do what, kept as Wagtail groups."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from common import roles
from partners.models import PartnerPage

EDITORS = "Redactie"
_TEAM_PAGES = ("add_page", "change_page", "publish_page")
_EDITOR_PAGES = (*_TEAM_PAGES, "bulk_delete_page", "lock_page", "unlock_page")
_FILES = tuple(
    (app, f"{verb}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for verb in ("add", "change", "choose")
)


@transaction.atomic
def ensure_team(*, partner: PartnerPage) -> Group:
    """Give the partner its team: one group and one collection, both named after it.

    The team adds, changes and publishes on the partner's page and below it, keeps pictures
    and documents in the partner's own collection, and may enter the admin. Safe to repeat.
    """
    group = partner.team_group or Group(name=_free_name(partner))
    if not partner.team_group_id or not _is_named_after(group.name, partner):
        group.name = _free_name(partner)
        group.save()
    collection = partner.collection
    if collection is None:
        collection = _root_collection().add_child(instance=Collection(name=partner.title))
    elif collection.name != partner.title:
        collection.name = partner.title
        collection.save(update_fields=["name"])
    partner.team_group, partner.collection = group, collection
    PartnerPage.objects.filter(pk=partner.pk).update(team_group=group, collection=collection)
    _let(group, page=partner, pages=_TEAM_PAGES, collection=collection)
    _let_models(group, roles.team_permissions())
    return group


@transaction.atomic
def ensure_editors(*, home: Page) -> Group:
    """Give the site its editors, who look after everything but people. Safe to repeat."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    _let(group, page=home, pages=_EDITOR_PAGES, collection=_root_collection())
    _let_models(group, roles.editor_permissions())
    return group


def _let(group: Group, *, page: Page, pages: tuple[str, ...], collection: Collection) -> None:
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=pages
    ):
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=page.pk, permission=permission
        )
    for permission in Permission.objects.filter(_any_of(_FILES)):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _let_models(group: Group, wanted: dict[str, set[str]]) -> None:
    pairs = [(app, codename) for app, names in wanted.items() for codename in names]
    pairs.append(("wagtailadmin", "access_admin"))
    group.permissions.add(*Permission.objects.filter(_any_of(pairs)))


def _any_of(pairs) -> Q:
    condition = Q(pk__in=[])
    for app, codename in pairs:
        condition |= Q(content_type__app_label=app, codename=codename)
    return condition


def _root_collection() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def _free_name(partner: PartnerPage) -> str:
    name = partner.title[:140]
    taken = Group.objects.filter(name=name).exclude(pk=partner.team_group_id or 0).exists()
    return f"{name} ({partner.pk})" if taken or name == EDITORS else name


def _is_named_after(name: str, partner: PartnerPage) -> bool:
    return name in (partner.title[:140], f"{partner.title[:140]} ({partner.pk})")
