"""Pages that must stay are not deleted: not one by one, and not with many at once."""

from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from common import keeping


@hooks.register("before_delete_page")
def tell_why_it_stays(request, page):
    if not (why := keeping.why_kept(page)):
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def tell_why_they_stay(request, action_type, objects, action_class_instance):
    """Delete nothing when one of many pages must stay, and say which."""
    if action_type != "delete":
        return None
    for page in objects:
        if isinstance(page, Page) and (why := keeping.why_kept(page)):
            messages.error(request, why)
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
