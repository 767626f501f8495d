"""Mail me my link again: the answer is the same whether an address is known or not."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from signups import again
from signups.forms import PlainForm
from signups.views.own import see_other, unseen
from vault import crypto, limits
from vault.fields import AddressField


class LostForm(PlainForm):
    email = AddressField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Take an address; whether it is known is looked up later, by the worker."""
    form = LostForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return unseen(render(request, "signups/lost.html", {"form": form}))
    now = clock.now()
    if wait := limits.wait({"again_network": limits.network_of(request)}, now):
        response = render(request, "signups/lost.html", {"form": form, "wait": wait}, status=429)
        response.headers["Retry-After"] = str(wait)
        return unseen(response)
    if not form.is_valid():
        return unseen(render(request, "signups/lost.html", {"form": form}, status=400))
    index = crypto.email_index(form.cleaned_data["email"])
    if not limits.wait({"again": index}, now) and not limits.wait({"email": index}, now):
        again.ask(index, now)
    return unseen(see_other("lost_sent"))


@never_cache
@require_safe
def lost_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens now, in the same words to everybody."""
    return unseen(render(request, "signups/lost_sent.html"))
