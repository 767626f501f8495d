"""Run a panel: its own page, the questions put to it, and what it said."""

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from common import clock, version
from participation import operations, scope
from participation.models import Panel, PanelQuestion
from participation.operations import Change
from participation.staff.forms import PanelAnswerForm, PanelForm, PanelQuestionForm
from participation.staff.pages import show, show_form

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List the panels that the user runs, and questions to and from the user's partners."""
    scope.partners_or_404(request.user)
    mine = scope.panels_of(request.user)
    own = set(mine.values_list("pk", flat=True))
    questions = scope.questions_of(request.user).select_related("panel", "asked_by")
    rows = [(row, row.panel_id in own) for row in questions.order_by("-asked_on", "-pk")[:100]]
    return show(request, "panels", _("Panels"), panels=mine, rows=rows)


@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """Begin a panel."""
    scope.partners_or_404(request.user)
    return _write(request, Panel(), _("New panel"))


@require_http_methods(METHODS)
def edit(request: HttpRequest, panel_pk: int) -> HttpResponse:
    """Change what the site says of a panel."""
    return _write(
        request,
        get_object_or_404(scope.panels_of(request.user), pk=panel_pk),
        _("Change the panel"),
    )


def _write(request: HttpRequest, panel: Panel, title: str) -> HttpResponse:
    form = PanelForm(request.POST or None, instance=panel, user=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            operations.note(change=Change.PANEL, about=form.save(), by=request.user)
            version.bump()
        messages.success(request, _("Saved. It is on the site."))
        return redirect("participation_staff:panels")
    return _form(request, form, title, _("Save"))


@require_http_methods(METHODS)
def ask(request: HttpRequest) -> HttpResponse:
    """Put a question to a panel, for the user's partner."""
    scope.partners_or_404(request.user)
    form = PanelQuestionForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            asked = operations.ask(now=clock.now(), **form.cleaned_data)
            _note(request, Change.ASKED, asked, partner=asked.asked_by)
        messages.success(request, _("The question is put. The panel talks about it."))
        return redirect("participation_staff:panels")
    told = _("The panel answers at its meeting. Then you tell what you do with it.")
    return _form(request, form, _("Put a question to a panel"), _("Put the question"), told)


@require_http_methods(METHODS)
def answer(request: HttpRequest, question_pk: int) -> HttpResponse:
    """Write down what the panel said."""
    panels = scope.panels_of(request.user)
    question = get_object_or_404(
        scope.questions_of(request.user).filter(panel__in=panels.values("pk")), pk=question_pk
    )
    form = PanelAnswerForm(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            operations.answer_question(question=question, now=clock.now(), **form.cleaned_data)
            _note(request, Change.PANEL_SAID, question)
        messages.success(request, _("The answer is on the site. Who asked must now respond."))
        return redirect("participation_staff:panels")
    return _form(request, form, _("What the panel said"), _("Save"), question.question)


@require_http_methods(METHODS)
def refuse(request: HttpRequest, question_pk: int) -> HttpResponse:
    """Ask whether one is sure, and take a question off that the panel will not talk about."""
    rows = PanelQuestion.objects.filter(panel__in=scope.panels_of(request.user).values("pk"))
    question = get_object_or_404(rows.filter(met_on=None), pk=question_pk)
    if request.method == "POST":
        with transaction.atomic():
            operations.refuse_question(question=question)
            _note(request, Change.UNASKED, question)
        messages.success(request, _("The question is deleted."))
        return redirect("participation_staff:panels")
    title = _("Delete the question")
    here = reverse("participation_staff:panels")
    return show_form(
        request, Form(), title, (_("Panels"), here), button=title, back_url=here,
        explanation=question.question, is_serious=True,
    )  # fmt: skip


def _note(request: HttpRequest, change: Change, question: PanelQuestion, partner=None) -> None:
    operations.note(change=change, about=question.panel, by=request.user, partner=partner)


def _form(request: HttpRequest, form, title: str, button: str, told: str = "") -> HttpResponse:
    here = reverse("participation_staff:panels")
    return show_form(
        request, form, title, (_("Panels"), here), button=button, back_url=here, explanation=told
    )
