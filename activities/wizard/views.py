"""The steps of “New activity”, each with an address of its own, so that back and forward work."""

from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import View
from wagtail.admin import messages

from activities import labels, sheet, viewsets
from activities.forms import PATTERN_FIELDS
from activities.models import ActivityPage
from activities.scope import activities_of
from activities.wizard import defaults, finishing, pictures, steps, store
from partners.models import PartnerPage
from partners.permissions import is_publisher, partners_of

TITLES = {
    "wat": gettext_lazy("What and for whom"),
    "wanneer": gettext_lazy("When and where"),
    "aanmelden": gettext_lazy("Signing up and price"),
    "nakijken": gettext_lazy("Look it over"),
}
ORDER = list(TITLES)
LAST = ORDER[-1]
PICTURE = "foto"  # chosen at the last step, and kept beside what the steps say


def _forms() -> dict[str, type[steps.Step]]:
    signup = viewsets.used().wizard_step
    return {"wat": steps.WhatStep, "wanneer": steps.WhenStep, "aanmelden": signup}


def _writable(user):
    """Return the partners for which the user may add a page."""
    return partners_of(user).select_related("locale")


@require_safe
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Ask for which partner, if there is more than one."""
    partners = list(_writable(request.user)[:200])
    if len(partners) == 1:
        return redirect("new_activity:begin", partners[0].pk)
    context = {
        "partners": partners,
        "header_title": _("New activity"),
        "header_icon": "calendar-alt",
        "breadcrumbs_items": _way(),
    }
    return render(request, "activities/admin/wizard/choose.html", context)


@require_safe
@never_cache
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new one with the first step; nothing is kept but in the login session."""
    partner = get_object_or_404(_writable(request.user), pk=pk)
    if not partner.permissions_for_user(request.user).can_add_subpage():
        raise Http404
    return redirect("new_activity:step", store.begin(request, partner.pk).key, ORDER[0])


class StepView(View):
    """Show a step, keep what was typed, go on when it is right, and back in any case."""

    draft: store.Draft
    partner: PartnerPage

    def dispatch(self, request: HttpRequest, key: UUID, step: str) -> HttpResponse:
        made = activities_of(request.user).filter(translation_key=key).first()
        if made:
            # The button was pressed twice, or they came back after they were done.
            return redirect("wagtailadmin_pages:edit", made.pk)
        try:
            self.draft = store.load(request, key)
        except store.NotFound:
            messages.warning(request, _("This was begun too long ago. Begin again."))
            return redirect("new_activity:choose")
        self.partner = get_object_or_404(_writable(request.user), pk=self.draft.partner)
        if step not in TITLES:
            raise Http404
        self.step = step
        return never_cache(super().dispatch)(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the step as it was left; it cannot be reached before those ahead of it are done."""
        forms, wrong = self._read(until=self.step)
        if wrong:
            return redirect("new_activity:step", self.draft.key, wrong)
        if self.step == LAST:
            return self._render(forms=forms)
        return self._render(form=self._make(self.step, forms))

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.step == LAST:
            return self._last()
        self.draft.steps[self.step] = {
            name: values
            for name, values in request.POST.lists()
            if name not in ("csrfmiddlewaretoken", "do")
        }
        store.keep(request, self.draft)
        if request.POST.get("do") == "back":
            return self._go(-1)
        forms, wrong = self._read(until=self.step)
        if wrong:
            return redirect("new_activity:step", self.draft.key, wrong)
        form = self._make(self.step, forms)
        if request.POST.get("do") != "look" and form.is_valid():
            return self._go(1)
        return self._render(form=form, status=422 if form.errors else 200)

    def _last(self) -> HttpResponse:
        """Keep which picture they chose, take a new one, and finish when they say so."""
        do = self.request.POST.get("do")
        choice = pictures.ChoosePicture(self.request.POST, partner=self.partner)
        # A picture that somebody else removed meanwhile is no choice any more: then none is.
        chosen = choice.cleaned_data["picture"] if choice.is_valid() else None
        self._choose(chosen)
        if do == "back":
            return self._go(-1)
        if do != "upload":
            return self._finish()
        form = pictures.NewPicture(self.request.POST, self.request.FILES, prefix="new")
        if not form.is_valid():
            forms, wrong = self._read(until=LAST)
            if wrong:
                return redirect("new_activity:step", self.draft.key, wrong)
            return self._render(forms=forms, new_picture=form, status=422)
        self._choose(pictures.keep(form=form, partner=self.partner, by=self.request.user))
        messages.success(self.request, _("The picture is added."))
        return redirect(reverse("new_activity:step", args=[self.draft.key, LAST]) + "#foto")

    def _choose(self, picture) -> None:
        self.draft.steps[PICTURE] = {"picture": [str(picture.pk)] if picture else []}
        store.keep(self.request, self.draft)

    def _picture(self):
        """Return the picture that they chose, if it is still there."""
        chosen = self.draft.steps.get(PICTURE, {}).get("picture", [])
        return pictures.own_pictures(self.partner).filter(pk__in=chosen).first()

    def _go(self, by: int) -> HttpResponse:
        place = max(0, ORDER.index(self.step) + by)
        return redirect("new_activity:step", self.draft.key, ORDER[place])

    def _finish(self) -> HttpResponse:
        forms, wrong = self._read(until=LAST)
        if wrong:
            return redirect("new_activity:step", self.draft.key, wrong)
        page, is_new = finishing.finish(
            key=self.draft.key,
            partner=self.partner,
            forms=forms,
            by=self.request.user,
            picture=self._picture(),
        )
        store.forget(self.request, self.draft.key)
        if is_new:
            words = _("“%(title)s” is saved as a draft. Nobody sees it yet.")
            messages.success(self.request, words % {"title": page.title})
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _read(self, until: str) -> tuple[dict[str, steps.Step], str | None]:
        """Return the valid forms of the steps before `until`, and the first that is wrong."""
        forms: dict[str, steps.Step] = {}
        for name in ORDER[: ORDER.index(until)]:
            form = self._make(name, forms)
            if not form.is_valid():
                return forms, name
            forms[name] = form
        return forms, None

    def _make(self, name: str, earlier: dict[str, steps.Step]) -> steps.Step:
        before = {
            key: value for form in earlier.values() for key, value in form.cleaned_data.items()
        }
        return _forms()[name](
            self.draft.data(name),
            initial=defaults.of(self.partner),
            partner=self.partner,
            before=before,
            label_suffix="",
        )

    def _render(
        self, *, form=None, forms=None, new_picture=None, status: int = 200
    ) -> HttpResponse:
        number = ORDER.index(self.step)
        context = {
            "form": form,
            "dates": self._dates(form or (forms or {}).get("wanneer")),
            "partner": self.partner,
            "key": self.draft.key,
            "number": number + 1,
            "step": self.step,
            "step_title": TITLES[self.step],
            "steps": [
                {"name": name, "title": title, "state": (index > number) - (index < number)}
                for index, (name, title) in enumerate(TITLES.items())
            ],
            "preview_url": reverse("groups:preview"),
            "header_title": _("New activity"),
            "header_icon": "calendar-alt",
            "breadcrumbs_items": _way(),
        }
        if forms:
            picture = self._picture()
            context["page"] = finishing.page_of(forms, picture)
            choice = pictures.ChoosePicture(
                initial={"picture": picture and picture.pk}, partner=self.partner
            )
            context["pictures"] = choice.rows()
            context["new_picture"] = new_picture or pictures.NewPicture(
                prefix="new", label_suffix=""
            )
            found = finishing.findings(context["page"], forms)
            context["todo"] = [finding for finding in found if finding.problem]
            context["may_publish"] = is_publisher(self.request.user, self.partner)
            context["rows"] = _in_short(context["page"], forms)
        return render(self.request, "activities/admin/wizard/step.html", context, status=status)

    def _dates(self, form) -> sheet.Sheet | None:
        if not getattr(form, "is_bound", False) or not getattr(form, "plan", None):
            return None
        venue = form.cleaned_data.get("venue")
        return sheet.draw(form.plan, user=self.request.user, venue=venue and venue.pk)


def _in_short(page: ActivityPage, forms: dict[str, steps.Step]) -> list[tuple[str, str, str]]:
    """Return what was filled in as label, words and the step where it can be changed."""
    rows = []
    for name, form in forms.items():
        for field in form:
            words = _said(field, form.cleaned_data.get(field.name))
            if words and field.name not in PATTERN_FIELDS:
                rows.append((field.label, words, name))
    return rows


def _said(field, value) -> str:
    if value in (None, "", False):
        return ""
    if value is True:
        return _("Yes")
    if isinstance(value, Decimal):
        return labels.price(int(value * 100))
    choices = getattr(field.field, "choices", None)
    if hasattr(value, "all") or isinstance(value, list):
        return ", ".join(str(row) for row in value)
    if choices and isinstance(value, str):
        return str(dict(choices).get(value, value))
    return str(value)


def _way() -> list[dict]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": _("New activity")},
    ]
