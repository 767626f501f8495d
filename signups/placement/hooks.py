"""Series in the admin: their pages, their menu item, and the check before a page goes live."""

from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from partners.permissions import partners_with_people_for
from signups.models import Series
from signups.placement import showing, staff_views


@hooks.register("register_admin_urls")
def urls():
    return [path("indeling/", include("signups.placement.staff_urls"))]


class _SeriesItem(MenuItem):
    def is_shown(self, request):
        return partners_with_people_for(request.user).exists()


@hooks.register("register_admin_menu_item")
def menu_item():
    url = reverse("placement:index")
    return _SeriesItem(_("Placement"), url, name="placement", icon_name="clipboard-list", order=117)


@hooks.register("before_publish_page")
def keep_unsafe_series_off_the_site(request, page):
    """A page can't go live with a series that could not keep former partners apart."""
    series = Series.objects.filter(activity=page.pk, keeps_apart=True)
    if not series.exclude(pk__in=showing.public().values("pk")).exists():
        return None
    page.save_revision(user=request.user)  # nothing that was typed is lost
    messages.error(request, staff_views.too_few())
    return redirect("wagtailadmin_pages:edit", page.pk)
