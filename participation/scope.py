"""Who may do what: consultations follow the partner's pages, sentences follow its members."""

from django.db.models import Q, QuerySet
from django.http import Http404

from participation.models import Consultation, Input, Panel, PanelQuestion, Sentence
from partners.models import Membership, PartnerPage
from partners.permissions import may_begin_team, partners_as, partners_of

Role = Membership.Role


def consultations_of(user) -> QuerySet[Consultation]:
    """Return the consultations of partners whose pages the user may change."""
    return Consultation.objects.filter(partner__in=partners_of(user).values("pk"))


def judged_by(user) -> QuerySet[Consultation]:
    """Return the consultations whose sentences the user judges: members only, no superuser."""
    mine = partners_as(user, Role.WORKER, Role.MANAGER)
    return Consultation.objects.filter(partner__in=mine.values("pk"))


def waiting_for(user) -> QuerySet[Sentence]:
    """Return the sentences that wait for the user's judgement."""
    rows = Sentence.objects.filter(statement__consultation__in=judged_by(user).values("pk"))
    return rows.filter(is_released=False)


def inputs_of(user) -> QuerySet[Input]:
    """Return what the user's partners collected, and what was put to them."""
    mine = partners_of(user).values("pk")
    return Input.objects.filter(Q(partner__in=mine) | Q(owner__in=mine, put_on__isnull=False))


def may_write(user, input: Input) -> bool:
    """Whether the user's partner collected it."""
    return partners_of(user).filter(pk=input.partner_id).exists()


def may_answer(user, input: Input) -> bool:
    """Whether it was put to the user's partner."""
    return input.is_put and partners_of(user).filter(pk=input.owner_id).exists()


def may_correct(user, input: Input) -> bool:
    """Whether the user may take a name out, also of what was put: who looks after the partner."""
    return may_begin_team(user, input.partner)


def panels_of(user) -> QuerySet[Panel]:
    """Return the panels that the user's partners run."""
    return Panel.objects.filter(partner__in=partners_of(user).values("pk"))


def questions_of(user) -> QuerySet[PanelQuestion]:
    """Return the questions to panels of the user's partners, and those that they asked."""
    mine = partners_of(user).values("pk")
    return PanelQuestion.objects.filter(Q(panel__partner__in=mine) | Q(asked_by__in=mine))


def partners_or_404(user) -> QuerySet[PartnerPage]:
    """Return the partners whose pages the user may change.

    :raises Http404: there is none.
    """
    found = partners_of(user)
    if not found.exists():
        raise Http404
    return found
