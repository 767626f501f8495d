"""What is kept of a signup: to read, to take along, to erase; and a new link to it."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from signups import links, operations, portrait
from signups.views.own import context_of, private, see_other, unseen


@require_safe
@private
def data(request: HttpRequest, key) -> HttpResponse:
    """Show everything that is kept of a signup (AVG article 15)."""
    signup = links.by_cookie(request, key)
    context = context_of(signup) | {"sections": portrait.of(signup)}
    return render(request, "signups/data.html", context)


@require_safe
@private
def data_file(request: HttpRequest, key) -> HttpResponse:
    """Give the same as a file that machines read (AVG article 20)."""
    signup = links.by_cookie(request, key)
    with translation.override(signup.language):
        content = json.dumps(portrait.as_json(signup), ensure_ascii=False, indent=2)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@private
def erase(request: HttpRequest, key) -> HttpResponse:
    """Ask whether it is sure, then wipe everything personal."""
    signup = links.by_cookie(request, key)
    if request.method != "POST":
        return render(request, "signups/erase.html", context_of(signup))
    operations.erase(signup=signup, now=clock.now())
    return links.forget(see_other("erased"), key)


@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that everything is gone; the page knows nobody."""
    return unseen(render(request, "signups/erased.html"))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def new_link(request: HttpRequest, key) -> HttpResponse:
    """Ask whether it is sure, then make every earlier link void."""
    signup = links.by_cookie(request, key)
    if request.method != "POST":
        return render(request, "signups/new_link.html", context_of(signup))
    renewed = operations.renew_link(signup=signup, now=clock.now())
    return links.remember(see_other("manage", key), renewed, secure=request.is_secure())
