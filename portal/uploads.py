"""What is too large to be taken is refused before it has come in.

Django reads no further than the length that a request states, so that is where it is held.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.utils.translation import gettext as _

ROOM = 1024 * 1024  # bytes for the other fields of the form
# A browser shows an answer only once it has sent all; so far we let it.
DRAINED = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_MULTIPLE = ("wagtailimages:add_multiple", "wagtaildocs:add_multiple")
_CHOOSERS = ("wagtailimages_chooser:create", "wagtaildocs_chooser:create")


class UploadLimit:
    """Answer a request that states too great a length, and read none of it into memory."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = _length(request)
        if length <= settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + ROOM:
            return self.get_response(request)
        if length <= DRAINED:
            while request.read(_CHUNK):
                pass
        return _refusal(request)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _refusal(request: HttpRequest) -> HttpResponse:
    """Say it in the form that the page which sent the file can show."""
    message = _("This file is too large. A file may be %(most)d MB. Make it smaller first.") % {
        "most": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024 // 1024
    }
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        name = ""
    if name in _MULTIPLE:
        return JsonResponse({"success": False, "error_message": message})
    if name in _CHOOSERS:
        part = format_html(
            '<p class="help-block help-critical" role="alert">{} {}</p>',
            message,
            _("Close this window and choose another file."),
        )
        return JsonResponse({"step": "reshow_creation_form", "htmlFragment": part})
    return render(request, "portal/too_large.html", {"message": message}, status=413)
