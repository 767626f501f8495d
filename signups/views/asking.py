"""A question for data of a child: people answer it. The reply is the same for everybody."""

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from partners.models import PartnerPage
from signups import operations
from signups.forms import PlainForm
from signups.operations.requests import Question
from signups.views.own import see_other, unseen
from vault import crypto, limits, stamps
from vault.fields import AddressField, LineField, TextField, telephone_number
from vault.stamps import Age


class AskForm(PlainForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    partner = forms.ModelChoiceField(
        label=_("Which organiser do you ask?"),
        queryset=PartnerPage.objects.none(),
        empty_label=_("Choose"),
        error_messages={"invalid_choice": _("Choose an organiser from the list.")},
    )
    name = LineField(
        label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )  # fmt: skip
    email = AddressField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    telephone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=24,
        validators=[telephone_number],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    text = TextField(
        label=_("Your question"),
        help_text=_("Write what you want to know. Do not send a copy of your passport."),
    )
    # No person sees this field: what fills it in is a machine.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = PartnerPage.objects.live().public().order_by("title")

    def question(self) -> Question:
        values = self.cleaned_data
        return Question(values["name"], values["email"], values["telephone"], values["text"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a question and lead on to a page that tells nothing of what is known."""
    now = clock.now()
    if request.method != "POST":
        form = AskForm(initial={"key": uuid.uuid4(), "partner": request.GET.get("organisator")})
        return _page(request, form, stamps.made(now))
    form = AskForm(request.POST)
    sent = request.POST.get(stamps.FIELD, "")
    if not form.is_valid() or form.cleaned_data["website"]:
        return _page(request, form, sent, status=400)
    if stamps.age_of(sent, now) != Age.FINE:
        return _page(request, form, stamps.made(now), status=400, age=True)
    mine = {"ask": crypto.email_index(form.cleaned_data["email"])}
    where = {"ask_network": limits.network_of(request)}
    if wait := limits.wait(where, now) or limits.wait(mine, now):
        response = _page(request, form, sent, status=429, wait=wait)
        response.headers["Retry-After"] = str(wait)
        return response
    operations.ask_for_data(
        key=form.cleaned_data["key"],
        partner=form.cleaned_data["partner"],
        question=form.question(),
        now=now,
    )
    return unseen(see_other("data_asked"))


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say what happens now, in the same words to everybody."""
    return unseen(render(request, "signups/data_asked.html"))


def _page(request: HttpRequest, form: AskForm, stamp: str, status=200, **more) -> HttpResponse:
    context = {"form": form, "stamp": stamp, "stamp_field": stamps.FIELD, **more}
    return unseen(render(request, "signups/ask_data.html", context, status=status))
