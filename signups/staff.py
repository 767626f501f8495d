"""What staff see: their sessions with counts, who comes, and what an activity asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.views import generic

from activities.scope import activities_of
from common import clock
from signups import access, exports, operations, refusals, roll
from signups.forms_staff import SettingsForm
from signups.models import AccessLog, Signup, SignupSettings

LOOKS = 10  # latest looks shown below a list
COMING = 100


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List what is to come of the user's own partners, with counts and no names."""
    now = clock.now()
    rows = access.bookables_of(request.user).select_related(
        "session__group__activity", "group__activity"
    )
    sessions = rows.filter(session__ends_at__gt=now).order_by("session__starts_at", "pk")
    series = rows.filter(group__sessions__ends_at__gt=now).distinct().order_by("pk")
    if request.GET.get("groep", "").isdecimal():
        group = int(request.GET["groep"][:15])
        sessions, series = sessions.filter(session__group=group), series.filter(group=group)
    context = {
        "sessions": sessions[:COMING],
        "series": series[:COMING],
        "breadcrumbs_items": _way(),
        "header_title": _("Signups"),
        "header_icon": "group",
    }
    return render(request, "signups/admin/index.html", context)


@require_safe
@never_cache
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who comes; every look is kept."""
    bookable = access.open_bookable(request, pk)
    rows = roll.of(bookable)
    access.note(request, AccessLog.Action.LOOKED, bookable, len(rows))
    context = {
        "bookable": bookable,
        "group": bookable.owner,
        "rows": rows,
        "looks": AccessLog.objects.filter(bookable=bookable)[:LOOKS],
        "breadcrumbs_items": _way(str(bookable)),
        "header_title": _("Who comes"),
        "header_icon": "group",
    }
    return render(request, "signups/admin/people.html", context)


@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list as a file; every export is kept."""
    bookable = access.open_bookable(request, pk)
    rows = roll.of(bookable)
    access.note(request, AccessLog.Action.EXPORTED, bookable, len(rows))
    response = HttpResponse(exports.as_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="aanmeldingen-{pk}.csv"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_POST
def act(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """Do what somebody asked by telephone: cancel, or answer an offer."""
    bookable = access.open_bookable(request, pk)
    signup = get_object_or_404(Signup, pk=signup_pk, bookable=bookable)
    verbs = {
        "cancel": (operations.cancel, AccessLog.Action.CANCELLED),
        "accept": (operations.accept, AccessLog.Action.ANSWERED),
        "decline": (operations.decline, AccessLog.Action.ANSWERED),
    }
    if (verb := verbs.get(request.POST.get("do", ""))) is None:
        raise PermissionDenied
    change, action = verb
    try:
        change(signup=signup, now=clock.now())
    except refusals.Refusal:
        messages.warning(request, _("This was changed before. The list now shows how it is."))
    else:
        access.note(request, action, bookable, 1)
        messages.success(request, _("Done. The list shows how it is now."))
    return redirect("signups_staff:people", pk)


@method_decorator(never_cache, name="dispatch")
class SettingsView(generic.EditView):
    """What an activity asks of people who sign up, for who may change the activity."""

    model = SignupSettings
    panel = ObjectList(SignupSettings.panels, base_form_class=SettingsForm).bind_to_model(
        SignupSettings
    )
    page_title = gettext_lazy("What you ask at signup")
    header_icon = "form"
    success_message = gettext_lazy("Saved. The form asks this from now on.")
    error_message = gettext_lazy("Not saved: look at what is wrong below.")
    edit_url_name = "signups_staff:settings"
    index_url_name = "signups_staff:index"

    def get_object(self, queryset=None):
        activity = get_object_or_404(activities_of(self.request.user), pk=self.kwargs["pk"])
        return SignupSettings.objects.get_or_create(activity=activity)[0]

    def user_has_permission(self, permission):
        return True  # get_object found it among the activities that the user may change

    def get_edit_url(self):
        return reverse(self.edit_url_name, args=[self.kwargs["pk"]])

    def get_success_url(self):
        return self.get_edit_url()

    def get_success_buttons(self):
        return []

    @cached_property
    def header_more_buttons(self):
        return []

    def get_breadcrumbs_items(self):
        return _way(str(self.object))

    def get_page_subtitle(self):
        return str(self.object.activity)


def _way(label: str = "") -> list[dict]:
    way = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("signups_staff:index") if label else "", "label": _("Signups")},
    ]
    return [*way, {"url": "", "label": label}] if label else way
