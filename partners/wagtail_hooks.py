"""What a partner's staff can reach in the admin."""

from django.db.models import Q
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from partners import buttons
from partners.people import site, views
from partners.permissions import may_keep_site, pages_of, teams_kept_by
from partners.viewsets import AgreementViewSet

_people = [
    path("", views.index, name="index"),
    path("site/", site.site, name="site"),
    path("site/uitnodigen/", site.invite, name="site_invite"),
    path("site/rol/", site.take, name="site_take"),
    path("site/uitnodiging/<int:invitation_pk>/", site.withdraw, name="site_withdraw"),
    path("<int:pk>/", views.partner, name="partner"),
    path("<int:pk>/uitnodigen/", views.invite, name="invite"),
    path("<int:pk>/rol/<int:membership_pk>/", views.change, name="change"),
    path("<int:pk>/uitnodiging/<int:invitation_pk>/", views.withdraw, name="withdraw"),
    path("<int:pk>/vertrouwen/", views.trust, name="trust"),
]


@hooks.register("register_admin_urls")
def people_urls():
    return [path("mensen/", include((_people, "people")))]


class _PeopleItem(MenuItem):
    """Only for who keeps the people of a partner."""

    def is_shown(self, request):
        return teams_kept_by(request.user).exists()


@hooks.register("register_admin_menu_item")
def people_item():
    return _PeopleItem(
        _("People"), reverse("people:index"), name="people", icon_name="user", order=120
    )


class _SiteItem(MenuItem):
    """Only for technical administrators."""

    def is_shown(self, request):
        return may_keep_site(request.user)


@hooks.register("register_settings_menu_item")
def site_item():
    return _SiteItem(
        _("Editors and administrators"), reverse("people:site"), name="site-people",
        icon_name="group", order=590,
    )  # fmt: skip


@hooks.register("construct_admin_api", order=100)
def narrow_api(router):
    from partners.api import OwnDocuments, OwnImages

    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)


@hooks.register("construct_page_chooser_queryset")
def only_own_pages_and_public_ones(pages, request):
    """Choosers show the user's own pages, and of others no more than any visitor sees."""
    if request.user.is_superuser:
        return pages
    visible = Page.objects.live().public().values("pk")
    return pages.filter(Q(pk__in=pages_of(request.user).values("pk")) | Q(pk__in=visible))


@hooks.register("construct_page_action_menu")
def likely_first(items, request, context):
    buttons.arrange(items, context)


@hooks.register("register_admin_viewset")
def agreements():
    return AgreementViewSet()
