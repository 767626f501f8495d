"""Who looks after the whole site: administrators ask editors and each other in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from common import clock
from partners import operations
from partners.models import Invitation, MemberEvent, SiteRole
from partners.people.forms import SiteInviteForm, SiteRoleForm
from partners.permissions import may_keep_site

EVENTS = 20


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    """Show who looks after the site, open invitations and the latest changes."""
    _demand(request)
    return _show(request)


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    _demand(request)
    form = SiteInviteForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, form, status=400)
    operations.invite(partner=None, by=request.user, now=clock.now(), **form.cleaned_data)
    messages.success(request, _("The invitation is on its way. It works for a week."))
    return redirect("people:site")


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take a role for the site away."""
    _demand(request)
    form = SiteRoleForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        operations.take_site_role(by=request.user, now=clock.now(), **form.cleaned_data)
    except operations.LastAdministrator:
        messages.error(request, _("This is the last administrator. Invite somebody else first."))
    else:
        messages.success(request, _("Done. It counts from now on."))
    return redirect("people:site" if may_keep_site(request.user) else "wagtailadmin_home")


@require_POST
def withdraw(request: HttpRequest, invitation_pk: int) -> HttpResponse:
    _demand(request)
    invitation = get_object_or_404(Invitation, pk=invitation_pk, partner=None)
    operations.withdraw(invitation=invitation, by=request.user, now=clock.now())
    messages.success(request, _("The invitation no longer works."))
    return redirect("people:site")


def _demand(request: HttpRequest) -> None:
    """Let administrators through; for anybody else there is nothing here."""
    if not may_keep_site(request.user):
        raise Http404


def _show(
    request: HttpRequest, form: SiteInviteForm | None = None, status: int = 200
) -> HttpResponse:
    invitations = Invitation.objects.filter(partner=None).open(clock.now())
    context = {
        "members": [(row, row.user.pk == request.user.pk) for row in operations.site_members()],
        "form": form or SiteInviteForm(user=request.user),
        "invitations": invitations.select_related("area__municipality"),
        "events": MemberEvent.objects.filter(role__in=SiteRole.values)[:EVENTS],
        "header_title": _("Editors and administrators"),
        "header_icon": "group",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Editors and administrators")},
        ],
    }
    return render(request, "partners/admin/site.html", context, status=status)
