"""Series in the admin: their pages, their menu item, and the check before a page goes live."""

from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from activities import guards
from common import keeping
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


@guards.register_page
def keep_unsafe_series_off(page_id: int) -> str:
    """A page can't go live with a series that could not keep former partners apart."""
    return staff_views.too_few() if showing.unsafe().filter(activity=page_id).exists() else ""


@hooks.register("before_publish_page")
def tell_why_it_stays_off(request, page):
    """Say why, and lose nothing that was typed; every other way ends in `publish` itself."""
    if not (why := guards.why_kept_off(page.pk)):
        return None
    page.save_revision(user=request.user)
    messages.error(request, why)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def tell_why_many_stay_off(request, action_type, objects, action_class_instance):
    """Publish nothing when one of many pages must not, and say which."""
    if action_type != "publish":
        return None
    for page in objects:
        below = showing.unsafe().filter(activity__path__startswith=getattr(page, "path", "-"))
        if found := below.select_related("activity").first():
            messages.error(request, f"“{found.activity.title}”: {staff_views.too_few()}")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@keeping.register
def keep_pages_with_series(page) -> str:
    """Who signed up for a series must hear of it, also while its groups have no dates yet."""
    below = Series.objects.filter(activity__path__startswith=page.path)
    found = below.filter(bookable__signups__isnull=False).select_related("activity").first()
    return guards.signed_up_for(found.activity.title) if found else ""
