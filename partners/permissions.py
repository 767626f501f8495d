"""Who may work for which partner. Every rule allows; what no rule allows is refused."""

from django.db.models import Q, QuerySet
from wagtail.models import Page, PagePermissionTester
from wagtail.permissions import page_permission_policy

from partners.models import Membership, PartnerPage

Role = Membership.Role


def partners_of(user) -> QuerySet[PartnerPage]:
    """Return the partners whose pages the user may change; none for who has no partner.

    It follows the page tree: a team reaches its own partner, editors all of them.
    """
    if not user.is_active or user.is_anonymous:
        return PartnerPage.objects.none()
    if user.is_superuser:
        return PartnerPage.objects.order_by("title", "pk")
    paths = _granted_paths(user)
    if not paths:
        return PartnerPage.objects.none()
    return PartnerPage.objects.filter(_below(paths)).order_by("title", "pk")


def pages_of(user) -> QuerySet[Page]:
    """Return all pages that the user may change, drafts included."""
    if not user.is_active or user.is_anonymous:
        return Page.objects.none()
    return (
        Page.objects.all()
        if user.is_superuser
        else Page.objects.filter(_below(_granted_paths(user)))
    )


def looks_after_all(user) -> bool:
    """Whether the user changes the whole site: the editors and technical administrators."""
    if not user.is_active or user.is_anonymous:
        return False
    # A home page and what is above it have a path of at most two steps (of four characters).
    return user.is_superuser or any(len(path) <= 8 for path in _granted_paths(user))


def published_by(user) -> QuerySet[Page]:
    """Return all pages that the user may publish, drafts included."""
    if not user.is_active or user.is_anonymous:
        return Page.objects.none()
    if user.is_superuser:
        return Page.objects.all()
    return Page.objects.filter(_below(_granted_paths(user, "publish_page")))


def may_see_people(user, partner: PartnerPage) -> bool:
    """Whether the user manages the partner, and so sees who signed up with it.

    Personal data follow the membership and nothing else: no superuser, no editor, no group.
    """
    return _has_role(user, partner, Role.MANAGER)


def may_see_pairs(user, partner: PartnerPage) -> bool:
    """Whether the user may see which protected signups belong together (the data role)."""
    return _has_role(user, partner, Role.DATA)


def may_see_first_names(user, partner: PartnerPage) -> bool:
    """Whether the user may see the first names of a session: volunteers, and who manages."""
    return _has_role(user, partner, Role.VOLUNTEER, Role.MANAGER)


def may_manage_members(user, partner: PartnerPage) -> bool:
    """Whether the user may invite people to the partner and change their roles."""
    return _has_role(user, partner, Role.MANAGER)


def may_begin_team(user, partner: PartnerPage) -> bool:
    """Whether the user looks after the partner: may invite its first manager, and trust it."""
    if not user.is_active or user.is_anonymous:
        return False
    # Not `can_lock`: that follows the workflow while a change of the page waits.
    paths = _granted_paths(user, "lock_page")
    return user.is_superuser or any(partner.path.startswith(path) for path in paths)


def may_keep_site(user) -> bool:
    """Whether the user asks editors and administrators in, and takes their roles away."""
    return user.is_active and user.is_superuser


def teams_kept_by(user) -> QuerySet[PartnerPage]:
    """Return the partners whose people the user may see: own ones, and all that editors keep."""
    if not user.is_active or user.is_anonymous:
        return PartnerPage.objects.none()
    if user.is_superuser:
        return PartnerPage.objects.order_by("title", "pk")
    kept = _below(_granted_paths(user, "lock_page"))
    own = Q(pk__in=partners_as(user, Role.MANAGER).values("pk"))
    return PartnerPage.objects.filter(kept | own).order_by("title", "pk")


def is_publisher(user, partner: PartnerPage) -> bool:
    """Whether the user may publish the partner's page, and so what is below it."""
    return partner.permissions_for_user(user).can_publish()


def partners_with_people_for(user) -> QuerySet[PartnerPage]:
    """Return the partners that the user manages: `may_see_people` as a list."""
    return partners_as(user, Role.MANAGER)


def partners_with_pairs_for(user) -> QuerySet[PartnerPage]:
    """Return the partners of which the user has the data role: `may_see_pairs` as a list."""
    return partners_as(user, Role.DATA)


def partners_with_first_names_for(user) -> QuerySet[PartnerPage]:
    """Return the partners whose sessions' first names the user may see, as a list."""
    return partners_as(user, Role.VOLUNTEER, Role.MANAGER)


def partners_as(user, *roles: str) -> QuerySet[PartnerPage]:
    """Return the partners at which the user has one of the roles; asked anew at every call."""
    if not user.is_active or user.is_anonymous:
        return PartnerPage.objects.none()
    rows = Membership.objects.filter(user=user).with_role(*roles)
    return PartnerPage.objects.filter(pk__in=rows.values("partner")).order_by("title", "pk")


def _has_role(user, partner: PartnerPage, *roles: str) -> bool:
    return partners_as(user, *roles).filter(pk=partner.pk).exists()


class PartnerPagePermissions(PagePermissionTester):
    """A team changes its own partner page, but the page itself goes only by an editor's hand."""

    def can_delete(self, ignore_bulk=False):
        return super().can_delete(ignore_bulk) and self._may_change_parent()

    def can_unpublish(self):
        return super().can_unpublish() and self._may_change_parent()

    def can_move(self):
        return super().can_move() and self._may_change_parent()

    def _may_change_parent(self) -> bool:
        return self.page.get_parent().permissions_for_user(self.user).can_edit()


def _granted_paths(user, what: str = "change_page") -> list[str]:
    """Return the tree paths at and below which the user may do that to pages."""
    return [
        granted.page.path
        for granted in page_permission_policy.get_cached_permissions_for_user(user)
        if granted.permission.codename == what
    ]


def _below(paths: list[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition
