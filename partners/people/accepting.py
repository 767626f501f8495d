"""Accepting an invitation: a new account, or one more role for an account that is there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from common import clock
from partners import operations
from partners.models import Invitation
from partners.people.forms import NewAccountForm


@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, key: str, signature: str) -> HttpResponse:
    """Show what somebody is invited to, and let them accept it once."""
    row = _find(key, signature)
    now = clock.now()
    if not Invitation.objects.open(now).filter(pk=row.pk).exists():
        return _closed(request)
    account = operations.account_of(row)
    if account:
        return _for_account(request, row, account, now)
    form = NewAccountForm(request.POST or None, email=row.email)
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("first_name", "last_name", "password")}
        try:
            user = operations.accept_as_new(invitation=row, now=now, **wanted)
        except operations.InvitationClosed:
            return _closed(request)
        except operations.OtherAccount:
            return redirect(request.path)
        messages.success(
            request,
            _("Your account is ready. Your username is %(name)s.") % {"name": user.get_username()},
        )
        return redirect("account_login")
    context = {"invitation": row, "form": form}
    return render(
        request, "partners/admin/invitation.html", context, status=400 if form.errors else 200
    )


def _for_account(request: HttpRequest, row: Invitation, account, now) -> HttpResponse:
    is_own = request.user.is_authenticated and request.user.pk == account.pk
    if request.method == "POST" and is_own:
        try:
            operations.accept_as(invitation=row, user=request.user, now=now)
        except operations.InvitationClosed:
            return _closed(request)
        messages.success(request, _("You now belong to %(partner)s.") % {"partner": row.place})
        return redirect("wagtailadmin_home")
    context = {"invitation": row, "is_own": is_own, "has_account": True, "here": request.path}
    return render(request, "partners/admin/invitation.html", context)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "partners/admin/invitation_closed.html", status=410)


def _find(key: str, signature: str) -> Invitation:
    try:
        row = (
            Invitation.objects.select_related("partner", "area__municipality")
            .filter(key=UUID(key))
            .first()
        )
    except ValueError:
        row = None
    if row is None or not row.fits(signature):
        raise Http404
    return row
