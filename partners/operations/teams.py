"""The groups of a partner and of the editors: who may do what, kept as Wagtail groups."""

from collections.abc import Set

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from common import roles
from partners.models import PartnerPage

EDITORS = "Redactie"
ENTRANCE = "Toegang zonder pagina's"  # volunteers and data roles: the door and no more
WHOLE_SITE = "De hele site"  # the collection of what belongs to no partner
WORKERS = "{name} (medewerkers)"
_WORKER_PAGES = ("add_page", "change_page")
_MANAGER_PAGES = (*_WORKER_PAGES, "publish_page")
EDITOR_PAGES = (*_MANAGER_PAGES, "bulk_delete_page", "lock_page", "unlock_page")
_FILES = frozenset(
    (app, f"{verb}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for verb in ("add", "change", "choose")
)
_LONGEST = 120  # of a partner's name within the name of a group, which holds 150 characters


@transaction.atomic
def ensure_team(*, partner: PartnerPage) -> Group:
    """Give the partner its groups and its collection, all named after it; return its managers.

    Workers add and change on the partner's page and below it, and keep pictures and documents
    in the partner's own collection. Managers publish as well, if the partner is trusted.
    Safe to repeat.
    """
    name = _free_name(partner)
    managers = _named(partner.team_group, name)
    workers = _named(partner.worker_group, WORKERS.format(name=name))
    collection = partner.collection
    if collection is None:
        collection = _root_collection().add_child(instance=Collection(name=partner.title))
    elif collection.name != partner.title:
        collection.name = partner.title
        collection.save(update_fields=["name"])
    partner.team_group, partner.worker_group = managers, workers
    partner.collection = collection
    PartnerPage.objects.filter(pk=partner.pk).update(
        team_group=managers, worker_group=workers, collection=collection
    )
    publish = _MANAGER_PAGES if partner.is_trusted else _WORKER_PAGES
    for group, pages in ((managers, publish), (workers, _WORKER_PAGES)):
        let(group, page=partner, pages=pages, collection=collection)
        let_models(group, roles.team_permissions())
    return managers


@transaction.atomic
def ensure_editors(*, home: Page) -> Group:
    """Give the site its editors, who look after everything but people. Safe to repeat."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    let(group, page=home, pages=EDITOR_PAGES, collection=_root_collection())
    let_models(group, roles.editor_permissions())
    return group


def ensure_entrance() -> Group:
    """Return the group of who may enter the admin and sees no page there. Safe to repeat."""
    group, _ = Group.objects.get_or_create(name=ENTRANCE)
    let_models(group, {})
    return group


def let(group: Group, *, page: Page, pages: tuple[str, ...], collection: Collection | None) -> None:
    """Allow the group exactly this on the page."""
    let_on(group, pages=[page], verbs=pages, collections=[collection] if collection else [])


def let_on(
    group: Group, *, pages: list[Page], verbs: tuple[str, ...], collections: list[Collection]
) -> None:
    """Allow the group exactly these verbs on each of the pages, and files in the collections."""
    wanted = list(
        Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=verbs)
    )
    had = GroupPagePermission.objects.filter(group=group, page_id__in=[page.pk for page in pages])
    had.exclude(permission__in=wanted).delete()
    GroupPagePermission.objects.bulk_create(
        (
            GroupPagePermission(group=group, page_id=page.pk, permission=permission)
            for page in pages
            for permission in wanted
        ),
        ignore_conflicts=True,
    )
    if not collections:
        return
    files = _permissions(_FILES)
    GroupCollectionPermission.objects.bulk_create(
        (
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for collection in collections
            for permission in files
        ),
        ignore_conflicts=True,
    )


def let_models(group: Group, wanted: dict[str, set[str]]) -> None:
    """Let the group into the admin, and allow it this of models, by app label."""
    pairs = {(app, codename) for app, names in wanted.items() for codename in names}
    group.permissions.add(*_permissions(pairs | {("wagtailadmin", "access_admin")}))


def _permissions(pairs: Set[tuple[str, str]]) -> list[Permission]:
    """Return the permissions with these app labels and codenames."""
    apps, codenames = zip(*pairs, strict=True)
    likely = Permission.objects.filter(
        content_type__app_label__in=set(apps), codename__in=set(codenames)
    ).select_related("content_type")
    return [row for row in likely if (row.content_type.app_label, row.codename) in pairs]


def _root_collection() -> Collection:
    """Return what holds all collections, by a Dutch name where nobody gave it one."""
    root = Collection.get_first_root_node() or Collection.add_root(name=WHOLE_SITE)
    if root.name == "Root":  # as Wagtail makes it
        root.name = WHOLE_SITE
        root.save(update_fields=["name"])
    return root


def _named(group: Group | None, name: str) -> Group:
    """Return the group, made or renamed where needed."""
    group = group or Group(name=name)
    if group.pk is None or group.name != name:
        group.name = name
        group.save()
    return group


def _free_name(partner: PartnerPage) -> str:
    """Return the partner's name, with its number where another group has that name."""
    name = partner.title[:_LONGEST].strip()
    own = (partner.team_group_id or 0, partner.worker_group_id or 0)
    names = (name, WORKERS.format(name=name))
    taken = Group.objects.filter(name__in=names).exclude(pk__in=own).exists()
    return f"{name} ({partner.pk})" if taken or name in (EDITORS, ENTRANCE) else name
