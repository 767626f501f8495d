"""Put what was said to its owner, answer it, and report on it."""

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from common import clock
from participation import lines, operations, reports, scope
from participation.models import Input
from participation.operations import Change
from participation.staff.forms import NO_TIME, AnswerForm, InputForm, WordsForm
from participation.staff.pages import show, show_form

METHODS = ["GET", "HEAD", "POST"]
_SHOWN = 200


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List what the user's partners collected and must answer: what is late stands first."""
    scope.partners_or_404(request.user)
    today = clock.local(clock.now()).date()
    found = lines.build(scope.inputs_of(request.user).for_lines()[:_SHOWN], today)
    found.sort(key=lambda line: (line.input.is_answered, not line.is_overdue, line.input.due_on))
    return show(request, "inputs", _("What was done with it"), lines=found)


@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """Write down what was said."""
    scope.partners_or_404(request.user)
    initial = {"statement": request.GET.get("stelling"), "source": request.GET.get("bron")}
    return _write(request, Input(), _("Write down what was said"), initial)


@require_safe
@never_cache
def detail(request: HttpRequest, input_pk: int) -> HttpResponse:
    """Show one thing that was said, and what the user may do with it."""
    said = _mine(request, input_pk)
    today = clock.local(clock.now()).date()
    return show(
        request,
        "input",
        said.title,
        _list(),
        line=lines.build([said], today)[0],
        may_put=scope.may_write(request.user, said) and not said.is_put,
        may_answer=scope.may_answer(request.user, said),
        may_correct=said.is_put and scope.may_correct(request.user, said),
    )


@require_http_methods(METHODS)
def edit(request: HttpRequest, input_pk: int) -> HttpResponse:
    """Change it while nobody was asked."""
    said = _mine(request, input_pk)
    if said.is_put or not scope.may_write(request.user, said):
        messages.warning(request, _("It was put to its owner, and stays as it is."))
        return redirect("participation_staff:input", input_pk)
    return _write(request, said, _("Change what was said"), {})


def _write(request: HttpRequest, said: Input, title: str, initial: dict) -> HttpResponse:
    form = InputForm(request.POST or None, instance=said, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save()
            operations.rename(input_pk=made.pk)
            operations.note(change=Change.SAID, about=made, by=request.user)
        messages.success(request, _("Saved. Put it to its owner when it is ready."))
        return redirect("participation_staff:input", made.pk)
    return show_form(
        request, form, title, _list(), button=_("Save"),
        back_url=reverse("participation_staff:inputs"),
    )  # fmt: skip


@require_http_methods(METHODS)
def put(request: HttpRequest, input_pk: int) -> HttpResponse:
    """Ask whether one is sure, and put it to its owner, in public."""
    said = _mine(request, input_pk)
    back = reverse("participation_staff:input", args=[input_pk])
    if not scope.may_write(request.user, said) or said.is_put:
        return redirect(back)
    if request.method == "POST":
        try:
            with transaction.atomic():
                operations.put(input=said, now=clock.now())
                operations.note(change=Change.PUT, about=said, by=request.user)
            messages.success(request, _("It is put. The owner is mailed, and the site shows it."))
        except operations.NoTime:
            messages.error(request, NO_TIME)
        return redirect(back)
    told = _("Everybody then sees what was said, who must answer, and until when.")
    return show_form(
        request, Form(), _("Put it to the owner"), _list(), (said.title, back),
        button=_("Yes, put it"), back_url=back, explanation=told,
    )  # fmt: skip


@require_http_methods(METHODS)
def answer(request: HttpRequest, input_pk: int) -> HttpResponse:
    """Answer in plain words, with what changes and what came of it."""
    said = _mine(request, input_pk)
    back = reverse("participation_staff:input", args=[input_pk])
    if not scope.may_answer(request.user, said):
        messages.warning(request, _("Only the owner answers."))
        return redirect(back)
    form = AnswerForm(request.POST or None, instance=said)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            operations.answer(input=said, now=clock.now(), **form.cleaned_data)
            operations.note(change=Change.ANSWERED, about=said, by=request.user, partner=said.owner)
        messages.success(request, _("The answer is on the site."))
        return redirect(back)
    return show_form(
        request, form, _("Answer"), _list(), (said.title, back), button=_("Publish the answer"),
        back_url=back, explanation=said.said,
    )  # fmt: skip


@require_http_methods(METHODS)
def words(request: HttpRequest, input_pk: int) -> HttpResponse:
    """Take a name out of what was put; whom it was put to, and until when, stay."""
    said = _mine(request, input_pk)
    if not scope.may_correct(request.user, said):
        raise Http404
    back = reverse("participation_staff:input", args=[input_pk])
    form = WordsForm(request.POST or None, instance=said)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            operations.correct(input=said, **form.cleaned_data)
            operations.note(change=Change.CORRECTED, about=said, by=request.user)
        messages.success(request, _("The words are corrected."))
        return redirect(back)
    told = _("Only to take out what points at a person. The owner answers what was said.")
    return show_form(
        request, form, _("Correct the words"), _list(), (said.title, back), button=_("Save"),
        back_url=back, explanation=told,
    )  # fmt: skip


@require_http_methods(METHODS)
def delete(request: HttpRequest, input_pk: int) -> HttpResponse:
    """Ask whether one is sure, and delete what nobody was asked yet."""
    said = _mine(request, input_pk)
    back = reverse("participation_staff:input", args=[input_pk])
    if not scope.may_write(request.user, said) or said.is_put:
        return redirect(back)
    if request.method == "POST":
        with transaction.atomic():
            if operations.delete_input(input=said):
                operations.note(change=Change.TAKEN_OFF, about=said, by=request.user)
        messages.success(request, _("It is deleted."))
        return redirect("participation_staff:inputs")
    return show_form(
        request, Form(), _("Delete the draft"), _list(), (said.title, back),
        button=_("Yes, delete it"), back_url=back, is_serious=True,
    )  # fmt: skip


@require_safe
@never_cache
def report(request: HttpRequest, kind: str) -> HttpResponse:
    """Return what was said and done as a file: a PDF or a CSV, without persons."""
    scope.partners_or_404(request.user)
    now = clock.now()
    today = clock.local(now).date()
    found = lines.build(scope.inputs_of(request.user).put().for_lines(), today)
    write, content_type = reports.KINDS[kind]
    response = HttpResponse(write(found, now), content_type=content_type)
    name = f"wat-deden-we-ermee-{today:%Y-%m-%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _list() -> tuple[str, str]:
    return _("What was done with it"), reverse("participation_staff:inputs")


def _mine(request: HttpRequest, input_pk: int) -> Input:
    return get_object_or_404(scope.inputs_of(request.user).for_lines(), pk=input_pk)
