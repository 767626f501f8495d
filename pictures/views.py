"""Take a photo away because somebody on it wants that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.images.permissions import permission_policy

from pictures import operations
from pictures.models import Picture
from pictures.templatetags.pictures import uses_of


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where the photo is used; take it away when that is confirmed."""
    picture = get_object_or_404(Picture, pk=pk)
    if not permission_policy.user_has_permission_for_instance(request.user, "change", picture):
        raise PermissionDenied
    if request.method == "POST":
        pages = operations.withdraw(picture=picture, by=request.user)
        text = ngettext(
            "The photo is gone. %(count)d page now has a drawing.",
            "The photo is gone. %(count)d pages now have a drawing.",
            pages,
        )
        messages.success(request, text % {"count": pages})
        return redirect("wagtailimages:index")
    context = {
        "picture": picture,
        "uses": uses_of(picture, request.user),
        "header_title": _("Take the photo away"),
        "header_icon": "image",
        "breadcrumbs_items": [
            {"url": reverse("wagtailimages:index"), "label": _("Pictures")},
            {"url": reverse("wagtailimages:edit", args=[pk]), "label": picture.title},
            {"url": "", "label": _("Take the photo away")},
        ],
    }
    return render(request, "pictures/admin/withdraw.html", context)
