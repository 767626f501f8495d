"""What a partner's staff can reach in the admin."""

from django.db.models import Q
from wagtail import hooks
from wagtail.models import Page

from partners.permissions import pages_of
from partners.viewsets import AgreementViewSet


@hooks.register("construct_page_chooser_queryset")
def only_own_pages_and_public_ones(pages, request):
    """Choosers show the user's own pages, and of others no more than any visitor sees."""
    if request.user.is_superuser:
        return pages
    visible = Page.objects.live().public().values("pk")
    return pages.filter(Q(pk__in=pages_of(request.user).values("pk")) | Q(pk__in=visible))


@hooks.register("register_admin_viewset")
def agreements():
    return AgreementViewSet()
