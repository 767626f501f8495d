"""Ready questions that an organiser can add with one tick, each with the reason to ask it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from signups.models import Question

Kind, Scope = Question.Kind, Question.Scope
Words = str | Promise
_YES_NO = (_("yes"), _("no"))


@dataclass(frozen=True, slots=True)
class Ready:
    """A question as it is offered; `name` is the lasting name of its answers."""

    name: str
    label: Words
    purpose: Words
    kind: str = Kind.LINE
    choices: tuple[Words, ...] = ()
    scope: str = Scope.SIGNUP
    help_text: Words = ""
    about_health: bool = False

    def question(self, sort_order: int) -> Question:
        """Return it as a question of an organiser, in the language of who adds it."""
        return Question(
            clean_name=self.name,
            label=str(self.label),
            purpose=str(self.purpose),
            field_type=self.kind,
            choices="\n".join(map(str, self.choices)),
            scope=self.scope,
            help_text=str(self.help_text),
            about_health=self.about_health,
            required=False,
            sort_order=sort_order,
        )


# In the order in which staff look for them; what needs extra care comes last.
READY = (
    Ready(
        "emergency",
        _("Whom can we call in an emergency?"),
        _("So that we reach somebody at once if something happens."),
        help_text=_("A name and a telephone number."),
    ),
    Ready(
        "pickup",
        _("Who picks your child up?"),
        _("So that your child leaves with nobody else."),
        scope=Scope.CHILD,
        help_text=_("Write “goes home alone” if that is so."),
    ),
    Ready(
        "school_year",
        _("Which year at school is your child in?"),
        _("So that we make groups in which children feel at home."),
        Kind.DROPDOWN,
        (
            _("not at school yet"),
            _("year 1 or 2"),
            _("year 3 or 4"),
            _("year 5 or 6"),
            _("year 7 or 8"),
            _("secondary school"),
        ),
        Scope.CHILD,
    ),
    Ready(
        "swims",
        _("Does your child have a swimming diploma?"),
        _("So that we know who may go near the water."),
        Kind.RADIO,
        _YES_NO,
        Scope.CHILD,
    ),
    Ready(
        "photo",
        _("May we take photos of you or your child?"),
        _("We only use photos of who says yes."),
        Kind.RADIO,
        _YES_NO,
    ),
    Ready(
        "language",
        _("Which language do you speak best?"),
        _("So that somebody who speaks it can be there."),
        Kind.DROPDOWN,
        (
            _("Dutch"),
            _("English"),
            _("Turkish"),
            _("Polish"),
            _("Arabic"),
            _("another language"),
        ),
    ),
    Ready(
        "food",
        _("What do you not eat?"),
        _("So that there is something for everybody."),
        Kind.CHECKBOXES,
        (_("no meat"), _("no fish")),
    ),
    Ready(
        "heard_of",
        _("How did you hear of us?"),
        _("So that we know where to tell about it."),
        Kind.DROPDOWN,
        (_("from somebody I know"), _("school"), _("this website"), _("a poster"), _("otherwise")),
    ),
    Ready(
        "wheelchair",
        _("Does somebody come in a wheelchair?"),
        _("So that we keep room and clear the way."),
        Kind.RADIO,
        _YES_NO,
        about_health=True,
    ),
    Ready(
        "allergies",
        _("Which allergies does your child have?"),
        _("So that nobody gets something dangerous to eat."),
        Kind.CHECKBOXES,
        (_("nuts"), _("peanuts"), _("milk"), _("egg"), _("gluten"), _("fish"), _("bees and wasps")),
        Scope.CHILD,
        about_health=True,
    ),
    Ready(
        "care",
        _("Is there something about health that we must know?"),
        _("So that we can help if it is needed."),
        Kind.TEXT,
        help_text=_("Only what we need on the day itself."),
        about_health=True,
    ),
)
BY_NAME = {ready.name: ready for ready in READY}


def not_yet(names: Iterable[str]) -> list[Ready]:
    """Return the ready questions that are not among these names."""
    known = set(names)
    return [ready for ready in READY if ready.name not in known]
