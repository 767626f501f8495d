"""The people of a partner, for its managers; editors begin a team and say who is trusted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from common import clock
from partners import operations
from partners.models import Membership, PartnerPage
from partners.people.choosing import choose
from partners.people.forms import InviteForm, RoleForm
from partners.permissions import may_begin_team, may_manage_members, teams_kept_by

EVENTS = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the partners whose people the user keeps; go on at once if there is one."""
    return choose(
        request,
        teams_kept_by(request.user),
        there="people:partner",
        title=_("People"),
        ask=_("Choose a partner to see its people."),
        nobody=_("You keep the people of no partner."),
    )


@require_safe
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the people of one partner, open invitations and the latest changes."""
    return _show(request, _open(request, pk))


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    row = _open(request, pk)
    if not _may_invite(request, row):
        raise Http404
    form = _invite_form(request, row, request.POST)
    if not form.is_valid():
        return _show(request, row, form, status=400)
    operations.invite(
        partner=row,
        email=form.cleaned_data["email"],
        role=form.cleaned_data["role"],
        by=request.user,
        now=clock.now(),
    )
    messages.success(request, _("The invitation is on its way. It works for a week."))
    return redirect("people:partner", pk)


@require_POST
def change(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    """Give a member another role, or take the role away."""
    row = _open(request, pk)
    if not may_manage_members(request.user, row):
        raise Http404
    membership = get_object_or_404(Membership, pk=membership_pk, partner=row)
    now, by = clock.now(), request.user
    form = RoleForm(request.POST)
    try:
        if request.POST.get("do") == "remove":
            operations.remove_member(membership=membership, by=by, now=now)
        elif form.is_valid() and membership.user_id != by.pk:
            wanted = form.cleaned_data["role"]
            operations.change_role(membership=membership, role=wanted, by=by, now=now)
        else:
            raise Http404
    except operations.LastManager:
        messages.error(request, _("This is the last manager. Make somebody else a manager first."))
    else:
        messages.success(request, _("Done. It counts from now on."))
    if may_manage_members(by, row):
        return redirect("people:partner", pk)
    return redirect("wagtailadmin_home")


@require_POST
def withdraw(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    row = _open(request, pk)
    if not _may_invite(request, row):
        raise Http404
    invitation = get_object_or_404(row.invitations, pk=invitation_pk)
    operations.withdraw(invitation=invitation, by=request.user, now=clock.now())
    messages.success(request, _("The invitation no longer works."))
    return redirect("people:partner", pk)


@require_POST
def trust(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the partner's managers publish without the editors."""
    row = _open(request, pk)
    if not may_begin_team(request.user, row):
        raise Http404
    verb = operations.trust if request.POST.get("do") == "trust" else operations.doubt
    verb(partner=row, by=request.user, now=clock.now())
    messages.success(request, _("Done. It counts from now on."))
    return redirect("people:partner", pk)


def _open(request: HttpRequest, pk: int) -> PartnerPage:
    """Return the partner, if the user keeps its people; any other is not there."""
    return get_object_or_404(teams_kept_by(request.user), pk=pk)


def _may_invite(request: HttpRequest, row: PartnerPage) -> bool:
    return may_manage_members(request.user, row) or (
        may_begin_team(request.user, row) and not _has_manager(row)
    )


def _has_manager(row: PartnerPage) -> bool:
    return row.memberships.active().with_role(Membership.Role.MANAGER).exists()


def _invite_form(request: HttpRequest, row: PartnerPage, data=None) -> InviteForm:
    begins = not may_manage_members(request.user, row)
    return InviteForm(data, partner=row, user=request.user, begins=begins, now=clock.now())


def _show(
    request: HttpRequest, row: PartnerPage, form: InviteForm | None = None, status: int = 200
) -> HttpResponse:
    keeps = may_manage_members(request.user, row)
    if form is None and _may_invite(request, row):
        form = _invite_form(request, row)
    members = row.memberships.select_related("user").order_by(
        "user__first_name", "user__username", "role"
    )
    context = {
        "partner": row,
        "members": [(member, member.user_id == request.user.pk) for member in members],
        "roles": Membership.Role.choices,
        "keeps": keeps,
        "has_manager": _has_manager(row),
        "may_trust": may_begin_team(request.user, row),
        "form": form,
        "invitations": row.invitations.open(clock.now()),
        "events": row.member_events.all()[:EVENTS],
        "header_title": _("People of %(partner)s") % {"partner": row.title},
        "breadcrumbs_items": _way(row.title),
    }
    return render(request, "partners/admin/people.html", context, status=status)


def _way(label: str) -> list[dict]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("people:index"), "label": _("People")},
        {"url": "", "label": label},
    ]
