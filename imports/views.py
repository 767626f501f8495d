"""Importing in the admin: choose a file or a calendar, look at what it changes, say yes."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from common import clock
from imports import fetching, operations, templates
from imports.forms import CalendarForm, FeedForm, SpreadsheetForm
from imports.items import Unreadable
from imports.models import Feed, Row
from imports.notes import tell
from imports.showing import row_lines
from partners.models import PartnerPage
from partners.people.choosing import choose
from partners.permissions import partners_of

ROWS, RUNS = 100, 20
REFRESH = 3  # seconds between two looks at a run that is busy
FORMS = {"blad": SpreadsheetForm, "ics": CalendarForm, "feed": FeedForm}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the partners for which the user may import; go on at once if there is one."""
    return choose(
        request,
        partners_of(request.user),
        there="imports:partner",
        title=_("Import"),
        ask=_("For which partner do you import?"),
        nobody=_("You work for no partner."),
    )


@require_safe
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ways to import, the calendars followed and the latest imports."""
    return _show(request, _partner(request, pk))


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the empty spreadsheet, as XLSX or as CSV."""
    today = clock.local(clock.now()).date()
    if kind == "xlsx":
        response = HttpResponse(templates.xlsx(today), content_type=XLSX)
    elif kind == "csv":
        response = HttpResponse(templates.csv_file(today), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="activiteiten.{kind}"'
    return response


@require_POST
def read(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Read what was sent or is followed from now on, and show what it would change."""
    row = _partner(request, pk)
    if way not in FORMS:
        raise Http404
    form = FORMS[way](request.POST, request.FILES, partner=row, user=request.user)
    if not form.is_valid():
        return _show(request, row, {way: form}, status=400)
    data = dict(form.cleaned_data, partner=row, by=request.user, now=clock.now())
    if "file" in data:
        file = data.pop("file")
        data |= {"content": file.read(), "name": file.name}
    verbs = {
        "blad": operations.read_spreadsheet,
        "ics": operations.read_calendar,
        "feed": operations.add_feed,
    }
    try:
        run = verbs[way](**data)
    except (Unreadable, fetching.Refused) as refusal:
        form.add_error("url" if way == "feed" else "file", tell(refusal.code))
        return _show(request, row, {way: form}, status=400)
    return redirect("imports:run", pk, run.pk)


@require_safe
def run(request: HttpRequest, pk: int, run_pk: int) -> HttpResponse:
    """Show what an import would change, how far it is, or what it did."""
    row = _partner(request, pk)
    found = get_object_or_404(row.imports.select_related("feed"), pk=run_pk)
    counts = dict(found.rows.order_by().values_list("verdict").annotate(Count("pk")))
    chosen = request.GET.get("soort", "")
    rows = found.rows.filter(verdict=chosen) if chosen in counts else found.rows.all()
    page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    done, total = found.rows.filter(is_done=True).count(), sum(counts.values())
    context = {
        "partner": row,
        "run": found,
        "verdicts": [
            (value, label, counts[value]) for value, label in Row.Verdict.choices if value in counts
        ],
        "chosen": chosen if chosen in counts else "",
        "page": page,
        "lines": row_lines(page.object_list),
        "changes": sum(counts.get(verdict, 0) for verdict in operations.CHANGES),
        "done": done,
        "total": total,
        "is_still": "stil" in request.GET,
        "header_title": _("Import for %(partner)s") % {"partner": row.title},
        "breadcrumbs_items": _way(row),
    }
    response = render(request, "imports/admin/run.html", context)
    if found.is_under_way and "stil" not in request.GET:
        response["Refresh"] = str(REFRESH)  # works without scripts; a link on the page stops it
    return response


@require_POST
def decide(request: HttpRequest, pk: int, run_pk: int) -> HttpResponse:
    """Start an import after its preview, or throw it away."""
    found = get_object_or_404(_partner(request, pk).imports.select_related("feed"), pk=run_pk)
    try:
        if request.POST.get("do") == "start":
            operations.start(run=found, by=request.user)
            return redirect("imports:run", pk, run_pk)
        operations.discard(run=found)
    except operations.NotInPreview:
        messages.error(request, _("This import was started before."))
        return redirect("imports:run", pk, run_pk)
    messages.success(request, _("Thrown away. Nothing was imported."))
    return redirect("imports:partner", pk)


@require_POST
def feed(request: HttpRequest, pk: int, feed_pk: int) -> HttpResponse:
    """Fetch a followed calendar now, or follow it no more."""
    found = get_object_or_404(_partner(request, pk).feeds, pk=feed_pk, is_followed=True)
    if request.POST.get("do") == "stop":
        operations.stop_following(feed=found)
        messages.success(request, _("We no longer follow this calendar. What is there stays."))
    else:
        operations.fetch_now(feed=found, now=clock.now())
        messages.success(request, _("We fetch the calendar within a minute."))
    return redirect("imports:partner", pk)


def _partner(request: HttpRequest, pk: int) -> PartnerPage:
    """Return the partner, if the user works for it; any other is not there."""
    return get_object_or_404(partners_of(request.user), pk=pk)


def _show(
    request: HttpRequest, row: PartnerPage, sent: dict | None = None, status: int = 200
) -> HttpResponse:
    forms = {
        way: (sent or {}).get(way) or made(partner=row, user=request.user)
        for way, made in FORMS.items()
    }
    feeds = Feed.objects.filter(partner=row, is_followed=True)
    context = {
        "partner": row,
        "ways": forms,
        "is_wrong": bool(sent),
        "feeds": [(feed, tell(feed.trouble) if feed.trouble else "") for feed in feeds],
        "runs": row.imports.select_related("feed")[:RUNS],
        "header_title": _("Import for %(partner)s") % {"partner": row.title},
        "breadcrumbs_items": _way(row, is_last=True),
    }
    return render(request, "imports/admin/partner.html", context, status=status)


def _way(row: PartnerPage, is_last: bool = False) -> list[dict]:
    there = {
        "url": "" if is_last else reverse("imports:partner", args=[row.pk]),
        "label": row.title,
    }
    way = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("imports:index"), "label": _("Import")},
        there,
    ]
    return way if is_last else [*way, {"url": "", "label": _("Look and start")}]
