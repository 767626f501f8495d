"""Prepare, open, show on the screen, and close."""

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from common import clock
from participation import charts, codes, counting, operations
from participation.models import Consultation, Conversation
from participation.operations import Change
from participation.scope import (
    consultations_of,
    inputs_of,
    judged_by,
    partners_or_404,
    questions_of,
    waiting_for,
)
from participation.staff.forms import ConsultationForm, ConversationForm
from participation.staff.pages import show, show_form

METHODS = ["GET", "HEAD", "POST"]
CARDS = 8  # on one sheet of paper


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List the consultations, and what waits for somebody."""
    partners_or_404(request.user)
    today = clock.local(clock.now()).date()
    to_answer = inputs_of(request.user).put().unanswered()
    return show(
        request,
        "index",
        _("Have your say"),
        consultations=consultations_of(request.user).select_related("partner")[:100],
        waiting=waiting_for(request.user).count(),
        unanswered=to_answer.count(),
        overdue=to_answer.filter(due_on__lt=today).count(),
        questions=questions_of(request.user).filter(met_on=None).count(),
    )


@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """Write a new consultation."""
    partners_or_404(request.user)
    return _write(request, Consultation(), _("New consultation"))


@require_http_methods(METHODS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    consultation = _mine(request, pk)
    if not consultation.is_draft:
        messages.warning(request, _("It was opened. What people were asked stays as it is."))
        return redirect("participation_staff:consultation", pk)
    return _write(request, consultation, _("Change the consultation"))


def _write(request: HttpRequest, consultation: Consultation, title: str) -> HttpResponse:
    form = ConsultationForm(
        request.POST or None, instance=consultation, user=request.user, now=clock.now()
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = operations.write(
                    consultation=form.save(commit=False),
                    statements=form.cleaned_data["statements"],
                    themes=list(form.cleaned_data["themes"]),
                )
                operations.note(change=Change.SAVED, about=made, by=request.user)
        except operations.AlreadyOpened:
            return redirect("participation_staff:consultation", consultation.pk)
        messages.success(request, _("Saved. Nobody sees it before you open it."))
        return redirect("participation_staff:consultation", made.pk)
    return show_form(
        request,
        form,
        title,
        button=_("Save"),
        back_url=reverse("participation_staff:index"),
    )


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a consultation stands; results for staff are those that everybody sees."""
    consultation = _mine(request, pk)
    votes = counting.votes_so_far(consultation) if consultation.state == "open" else {}
    results = {row.statement.pk: row for row in counting.results(consultation)}
    rows = [
        {
            "statement": row,
            "votes": votes.get(row.pk, 0),
            "chart": charts.of_result(results[row.pk]) if row.pk in results else None,
        }
        for row in consultation.statements.prefetch_related("conversations")
    ]
    judges = judged_by(request.user).filter(pk=pk).exists()
    return show(
        request,
        "consultation",
        consultation.title,
        consultation=consultation,
        is_open=consultation.takes_votes(clock.now()),
        rows=rows,
        threshold=counting.THRESHOLD,
        judges=judges,
        waiting=waiting_for(request.user).filter(statement__consultation=pk).count(),
    )


@require_POST
def open_up(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = _mine(request, pk)
    try:
        with transaction.atomic():
            operations.open_up(consultation=consultation, now=clock.now())
            operations.note(change=Change.OPENED, about=consultation, by=request.user)
        messages.success(request, _("It is open. Show the screen, or hand out the cards."))
    except operations.NothingToAsk:
        messages.error(request, _("Write a stelling, and an end that is still to come."))
    except operations.AlreadyOpened:
        messages.warning(request, _("It was opened before."))
    return redirect("participation_staff:consultation", pk)


@require_http_methods(METHODS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether one is sure, and close: it does not open again."""
    consultation = _mine(request, pk)
    if request.method == "POST":
        with transaction.atomic():
            if closed := operations.close(consultation=consultation, now=clock.now()):
                operations.note(change=Change.CLOSED, about=consultation, by=request.user)
        if closed:
            messages.success(request, _("It is closed. The result is on the site."))
        return redirect("participation_staff:consultation", pk)
    return show_form(
        request,
        Form(),
        _("Close now"),
        (consultation.title, reverse("participation_staff:consultation", args=[pk])),
        button=_("Yes, close it"),
        back_url=reverse("participation_staff:consultation", args=[pk]),
        explanation=_("The result then stands on the site. It can't be opened again."),
        is_serious=True,
    )


@require_http_methods(METHODS)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether one is sure, and delete a draft."""
    consultation = _mine(request, pk)
    if request.method == "POST":
        try:
            with transaction.atomic():
                operations.delete_draft(consultation=consultation)
                operations.note(change=Change.DELETED, about=consultation, by=request.user)
            messages.success(request, _("The draft is deleted."))
        except operations.AlreadyOpened:
            messages.warning(request, _("It was opened. It stays."))
        return redirect("participation_staff:index")
    return show_form(
        request,
        Form(),
        _("Delete the draft"),
        (consultation.title, reverse("participation_staff:consultation", args=[pk])),
        button=_("Yes, delete it"),
        back_url=reverse("participation_staff:consultation", args=[pk]),
        is_serious=True,
    )


@require_POST
def renew_code(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = _mine(request, pk)
    with transaction.atomic():
        operations.renew_code(consultation=consultation)
        operations.note(change=Change.NEW_CODE, about=consultation, by=request.user)
    messages.success(request, _("There is a new code. The old one leads nowhere any more."))
    return redirect("participation_staff:consultation", pk)


@require_http_methods(METHODS)
def converse(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a conversation that was held aloud."""
    consultation = _mine(request, pk)
    form = ConversationForm(request.POST or None, consultation=consultation)
    back = reverse("participation_staff:consultation", args=[pk])
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            operations.record_conversation(**form.cleaned_data)
            operations.note(change=Change.TALK_KEPT, about=consultation, by=request.user)
        messages.success(request, _("The conversation is kept."))
        return redirect(back)
    return show_form(
        request,
        form,
        _("Write down a conversation"),
        (consultation.title, back),
        button=_("Save"),
        back_url=back,
        explanation=_("Count hands. With fewer than ten, the site shows your words only."),
    )


@require_http_methods(METHODS)
def unsay(request: HttpRequest, pk: int, talk_pk: int) -> HttpResponse:
    """Ask whether one is sure, and delete a conversation that was written down."""
    consultation = _mine(request, pk)
    rows = Conversation.objects.filter(statement__consultation=consultation)
    talk = get_object_or_404(rows, pk=talk_pk)
    back = reverse("participation_staff:consultation", args=[pk])
    if request.method == "POST":
        with transaction.atomic():
            operations.forget_conversation(conversation=talk)
            operations.note(change=Change.TALK_DELETED, about=consultation, by=request.user)
        messages.success(request, _("The conversation is deleted."))
        return redirect(back)
    return show_form(
        request,
        Form(),
        _("Delete the conversation"),
        (consultation.title, back),
        button=_("Delete the conversation"),
        back_url=back,
        explanation=talk.summary,
        is_serious=True,
    )


@require_safe
@never_cache
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a screen with the code, the QR code and how many voted; never what."""
    consultation = _mine(request, pk)
    address = codes.address(consultation)
    context = {
        "consultation": consultation,
        "is_open": consultation.takes_votes(clock.now()),
        "qr": codes.qr_svg(address),
        "short_address": _short(request.build_absolute_uri(reverse("participation:enter"))),
        "votes": _most(consultation),
    }
    return render(request, "participation/admin/screen.html", context)


@require_safe
@never_cache
def count(request: HttpRequest, pk: int) -> JsonResponse:
    """Tell the screen how many voted, and whether it is still open."""
    consultation = _mine(request, pk)
    is_open = consultation.takes_votes(clock.now())
    return JsonResponse({"votes": _most(consultation) if is_open else None, "open": is_open})


@require_safe
@never_cache
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """Show cards with the code, to print and hand out."""
    consultation = _mine(request, pk)
    context = {
        "consultation": consultation,
        "cards": range(CARDS),
        "qr": codes.qr_svg(codes.address(consultation)),
        "short_address": _short(request.build_absolute_uri(reverse("participation:enter"))),
    }
    return render(request, "participation/admin/cards.html", context)


def _most(consultation: Consultation) -> int:
    """Return how many people voted, about: the stelling that most answered."""
    return max(counting.votes_so_far(consultation).values(), default=0)


def _short(address: str) -> str:
    return address.partition("://")[2].rstrip("/")


def _mine(request: HttpRequest, pk: int) -> Consultation:
    return get_object_or_404(consultations_of(request.user).select_related("partner"), pk=pk)
