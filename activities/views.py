"""Lists of activities that are no Wagtail page: the month, and the themes."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from activities import agenda, cards, month
from activities.models import ActivityPage, Session, Theme
from common import clock, traces
from common.fragments import on_demand
from common.pages import private_pages

THEME_CARDS = 24
SAFETY = "veilig-thuis"  # the theme about safety
_theme_sources = []


def register_theme_context(source) -> None:
    """Let an upper app add to a theme's page, given the theme; called once, from its `ready`."""
    if source not in _theme_sources:
        _theme_sources.append(source)


@require_safe
def calendar(request):
    now = clock.now()
    first = month.parse(request.GET.get("maand"), clock.local(now).date())
    here = reverse("activities:calendar")
    return render(
        request,
        "activities/calendar.html",
        {
            "month": first,
            "weeks": on_demand(lambda: month.weeks(first, now)),
            "previous_url": f"{here}?maand={month.shift(first, -1):%Y-%m}",
            "next_url": f"{here}?maand={month.shift(first, 1):%Y-%m}",
            "feed_url": reverse("activities:feed"),
        },
    )


@require_safe
def themes(request):
    """Every theme, with how many visible activities stand under it."""
    return render(request, "activities/themes.html", {"themes": on_demand(_counted_themes)})


@require_safe
def theme(request, slug):
    found = Theme.objects.filter(slug=slug).order_by("pk").first()
    if found is None:
        raise Http404
    now = clock.now()
    pages = ActivityPage.objects.visible().filter(themes=found)
    sessions = Session.objects.filter(group__activity__themes=found)
    help_pages = pages.without_dates().order_by("title", "pk")[:THEME_CARDS]
    context = {
        "theme": found,
        "is_about_safety": found.slug == SAFETY,
        "cards": on_demand(lambda: agenda.coming_cards(now, THEME_CARDS, sessions)),
        "help_cards": on_demand(lambda: cards.build(help_pages, now)),
    }
    for source in _theme_sources:
        context.update(source(found))
    response = render(request, "activities/theme.html", context)
    return traces.leave_none(response) if context["is_about_safety"] else response


def _counted_themes() -> list[Theme]:
    """Return the themes, each with `count`: the visible activities under it (three queries)."""
    pairs = (
        ActivityPage.themes.through.objects.filter(activitypage__live=True)
        .exclude(private_pages("activitypage__"))
        .values_list("theme")
        .annotate(number=Count("pk"))
    )
    counts = dict(pairs)
    found = list(Theme.objects.filter(locale__language_code=get_language()))
    for theme in found:
        theme.count = counts.get(theme.pk, 0)
    return found
