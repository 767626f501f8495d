"""What staff do with a series: set it up, look at a plan, place people, keep them apart."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from activities.models import ActivityPage, Group
from common import clock
from partners.models import PartnerPage
from partners.permissions import partners_with_pairs_for, partners_with_people_for
from signups import access, operations, refusals, roll
from signups.models import AccessLog, Series, SeriesGroup, Signup
from signups.operations import placing
from signups.operations import series as series_operations
from signups.placement import explaining, showing, staff_forms
from signups.placement.staff_forms import ReasonForm, RoomForm, SeriesForm

Action = AccessLog.Action


def told(refusal: refusals.Refusal) -> str:
    """Return why something was refused, in words that give nobody away."""
    words = {
        refusals.PlanChanged: _("Something changed meanwhile. Look at the new plan first."),
        refusals.GroupFull: _("There is no room for that in this group."),
        refusals.Shielded: _("This group is shielded for this signup. Choose another one."),
        refusals.ZonesMeet: _("Not possible: people who are kept apart would meet."),
        refusals.TooFewZones: _("Two groups must meet at another place or at another time."),
    }
    return words.get(type(refusal), _("This was changed before. Look how it is now."))


@dataclass
class Scope:
    """A series that the user may open, with its row that counts."""

    series: Series
    request: HttpRequest

    @property
    def bookable(self):
        return self.series.bookable

    def note(self, action: str, rows: int = 0) -> None:
        access.note(self.request, action, self.bookable, rows)

    def signup(self, pk) -> Signup:
        rows = Signup.objects.active().select_related("bookable__series", "wish")
        return get_object_or_404(rows, pk=pk if str(pk).isdecimal() else 0, bookable=self.bookable)

    def back(self, name="detail") -> HttpResponse:
        return redirect(f"placement:{name}", self.series.pk)


def opened(request: HttpRequest, pk: int) -> Scope:
    """Return the series, if the user manages the partner that organises it.

    :raises Http404: for what another partner organises (kept as a refused look) as for nothing.
    """
    series = get_object_or_404(Series.objects.select_related("activity", "bookable"), pk=pk)
    access.open_bookable(request, series.bookable.pk)
    return Scope(series, request)


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List the series of the partners that the user manages."""
    own = access.bookables_of(request.user).filter(series__isnull=False)
    rows = Series.objects.filter(bookable__in=own).select_related("activity", "bookable")
    return _page(request, "index", None, {"rows": rows, "may_add": _activities(request).exists()})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a series, or change it."""
    scope = opened(request, pk) if pk else None
    form = SeriesForm(
        request.POST or None,
        instance=scope.series if scope else None,
        activities=_activities(request),
    )
    if request.method == "POST" and form.is_valid():
        series = form.save(commit=False)
        series.parts = form.cleaned_data["parts"]
        operations.set_up(series=series, capacity=form.cleaned_data["capacity"])
        messages.success(request, _("Saved."))
        return redirect("placement:rooms", series.pk)
    return _page(request, "edit", scope, {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rooms(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which groups belong to the series."""
    scope = opened(request, pk)
    groups = Group.objects.filter(
        activity=scope.series.activity_id, way_in=Group.WayIn.PLACEMENT
    ).exclude(placing__in=SeriesGroup.objects.exclude(series=scope.series))
    forms = [RoomForm(request.POST or None, series=scope.series, group=one) for one in groups]
    if request.method == "POST" and _all_valid(forms):
        chosen = [form.room() for form in forms if form.cleaned_data["use"]]
        try:
            zones = operations.set_rooms(series=scope.series, rooms=chosen)
        except refusals.Refusal as refusal:
            messages.error(request, told(refusal))
        else:
            if scope.series.keeps_apart and zones < showing.ZONES:
                messages.warning(request, too_few())
            else:
                messages.success(request, _("Saved."))
            return scope.back()
    return _page(request, "rooms", scope, {"forms": forms})


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the groups, who is placed where, and who is not placed yet."""
    scope = opened(request, pk)
    rows = roll.of(scope.bookable)
    scope.note(Action.LOOKED, len(rows))
    places = list(scope.series.places.select_related("group", "zone"))
    group_of = dict(
        scope.series.places.filter(placements__isnull=False).values_list("placements__signup", "pk")
    )
    context = {
        "places": explaining.rooms(places),
        "placed": [
            (place, [row for row in rows if group_of.get(row.signup.pk) == place.pk])
            for place in places
        ],
        "waiting": [row for row in rows if row.signup.pk not in group_of],
        "too_few": scope.series.keeps_apart
        and len({place.zone_id for place in places}) < showing.ZONES,
        "may_see_pairs": _may_see_pairs(request, scope.series),
    }
    return _page(request, "detail", scope, context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would happen, and on the button do exactly that."""
    scope = opened(request, pk)
    if request.method == "POST":
        try:
            mark = request.POST.get("mark", "")[:64] or "-"
            plan = operations.place_all(series=scope.series, mark=mark, now=clock.now())
        except refusals.Refusal as refusal:
            messages.warning(request, told(refusal))
            return scope.back("preview")
        scope.note(Action.PLACED, len(plan.places))
        messages.success(request, _("Done. Everybody gets a mail."))
        return scope.back()
    rows = {row.signup.pk: row for row in roll.of(scope.bookable)}
    plan, lines = explaining.plan(scope.series, rows)
    scope.note(Action.PREVIEWED, len(lines))
    return _page(request, "preview", scope, {"plan": plan, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """Place one signup by hand, or do something else for it."""
    scope = opened(request, pk)
    signup = scope.signup(signup_pk)
    now = clock.now()
    if request.method == "POST":
        try:
            _do(request, scope, signup, now)
        except refusals.Refusal as refusal:
            messages.warning(request, told(refusal))
            return redirect("placement:one", pk, signup_pk)
        messages.success(request, _("Done."))
        return scope.back()
    scope.note(Action.LOOKED, 1)
    rows = roll.of(scope.bookable)
    context = {
        "signup": signup,
        "row": next(row for row in rows if row.signup.pk == signup.pk),
        "choices": explaining.choices(scope.series, signup),
        "others": [row for row in rows if row.signup.pk != signup.pk],
        "next_series": Series.objects.filter(activity=scope.series.activity_id).exclude(pk=pk),
    }
    return _page(request, "one", scope, context)


def _do(request: HttpRequest, scope: Scope, signup: Signup, now) -> None:
    """Carry out one button. What is not known changes nothing.

    :raises Refusal: it can't be done (any more).
    """
    do, chosen = request.POST.get("do", ""), request.POST.get("chosen", "")
    chosen = int(chosen) if chosen.isdecimal() and len(chosen) < 16 else 0
    if do == "place":
        place = get_object_or_404(SeriesGroup, pk=chosen, series=scope.series)
        operations.place(signup=signup, place=place, now=now)
        scope.note(Action.PLACED, 1)
    elif do == "apart":
        operations.keep_apart(signups=[signup, scope.signup(chosen)], now=now)
        scope.note(Action.KEPT_APART, 2)
    elif do == "not_yet":
        placing.tell_not_yet(signup=signup, now=now)
    elif do == "talk":
        series_operations.offer_talk(signup=signup, now=now)
    elif do == "carry":
        other = opened(request, chosen).series
        births = staff_forms.dates_in(request.POST.get("births", ""))
        series_operations.carry_over(signup=signup, series=other, births=births, now=now)
        scope.note(Action.MOVED, 1)
    else:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pairs(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which signups are kept apart, to the one role that may, for a reason that is kept."""
    series = get_object_or_404(Series.objects.select_related("activity", "bookable"), pk=pk)
    if not _may_see_pairs(request, series):
        access.note(request, Action.REFUSED, series.bookable)
        raise Http404
    form = ReasonForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = explaining.pairs(series)
        access.note(request, Action.SAW_PAIR, series.bookable, len(found))
        AccessLog.objects.filter(
            pk=AccessLog.objects.filter(user=request.user, action=Action.SAW_PAIR).latest("pk").pk
        ).update(reason=form.cleaned_data["reason"])
    return _page(request, "pairs", Scope(series, request), {"form": form, "pairs": found})


def _all_valid(forms: list[RoomForm]) -> bool:
    """Say whether all are valid; each is asked, so that each shows what is wrong."""
    return not [form for form in forms if not form.is_valid()]


def too_few() -> str:
    """Return why a page with such a series can't be published."""
    return _(
        "This series keeps former partners apart. For that it needs groups at two places, "
        "or at times far apart. Until then the page can't be published and nobody can sign up."
    )


def _may_see_pairs(request: HttpRequest, series: Series) -> bool:
    partner = PartnerPage.objects.parent_of(series.activity).first()
    return (
        partner is not None and partners_with_pairs_for(request.user).filter(pk=partner.pk).exists()
    )


def _activities(request: HttpRequest):
    own = ActivityPage.objects.none()
    for partner in partners_with_people_for(request.user):
        own |= ActivityPage.objects.descendant_of(partner)
    return own.order_by("title", "pk")


def _page(request, name: str, scope: Scope | None, context: dict) -> HttpResponse:
    way = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("placement:index"), "label": _("Series with placement")},
    ]
    if scope:
        way.append(
            {"url": reverse("placement:detail", args=[scope.series.pk]), "label": str(scope.series)}
        )
    context |= {
        "series": scope.series if scope else None,
        "breadcrumbs_items": way,
        "header_title": str(scope.series) if scope else _("Series with placement"),
        "header_icon": "group",
    }
    return render(request, f"signups/placement/admin/{name}.html", context)
