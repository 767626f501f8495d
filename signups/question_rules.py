"""What the questions of an organiser must keep to before they are asked."""

import re
from collections.abc import Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from signups import bsn
from signups.asking import YES
from signups.models import Question, SignupSettings

Problem = tuple[Question, str, str | Promise]  # the question, its field, what is wrong
_HEALTH = re.compile(
    r"allerg|medicijn|medicat|ziekte|gezondheid|diagnos|autis|adhd|handicap|beperking|rolstoel"
    r"|epilep|diabet|zwanger|psych|health|medicin|disab|wheelchair",
    re.I,
)


def mark_health(question: Question) -> None:
    """Mark a question that is clearly about health, also where staff forgot to."""
    if _HEALTH.search(question.label):
        question.about_health = True


def problems(questions: Sequence[Question], who_comes: str) -> Iterator[Problem]:
    """Yield what is wrong with these questions, in their order on the form."""
    names: set[str] = set()
    above: Question | None = None
    for question in questions:
        if question.name in names:
            yield question, "label", _("This question is there already.")
        names.add(question.name)
        if bsn.is_asked_in(f"{question.label} {question.help_text} {question.purpose}"):
            yield question, "label", _("You may not ask for a BSN. Ask for something else.")
        if question.field_type in Question.WITH_CHOICES and not question.choices.strip():
            yield question, "choices", _("Fill in what one can choose.")
        if question.is_per_child and who_comes == SignupSettings.WhoComes.ADULTS:
            yield question, "scope", _("No children come here. Ask it once in each signup.")
        if question.only_if:
            yield from _condition(question, above)
        else:
            above = question


def _condition(question: Question, above: Question | None) -> Iterator[Problem]:
    if above is None:
        yield question, "only_if", _("There is no question above this one. Leave this empty.")
    elif above.scope != question.scope:
        yield question, "only_if", _("The question above is not asked of the same people.")
    else:
        possible = [one.casefold() for one in possible_answers(above)]
        if possible and question.only_if.strip().casefold() not in possible:
            yield (
                question,
                "only_if",
                _("The question above has these answers: %(answers)s.")
                % {"answers": ", ".join(possible)},
            )


def possible_answers(question: Question) -> list[str]:
    """Return what can be answered; nothing where any answer is possible."""
    if question.field_type == Question.Kind.CHECKBOX:
        return [YES]
    if question.field_type not in Question.WITH_CHOICES:
        return []
    return [value for value, _label in FormBuilder([]).get_formatted_field_choices(question)]
