"""Made-up activities for measuring and comparing engines, without a database.

The same number always gives the same content; each activity has ten to thirty sessions.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from search import days
from search.document import Document

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
_SUBJECTS = (
    "koffie wandelen taal muziek koken scheiding autisme opvoeden rouw schilderen dansen computer "
    "sport huiswerk moestuin voorlezen bingo"
)
SUBJECTS = _SUBJECTS.split()
FORMS = "ochtend middag avond groep cursus training inloop café club".split()  # noqa: SIM905
PEOPLE = "ouders kinderen jongeren senioren iedereen vrouwen nieuwkomers".split()  # noqa: SIM905
PLACES = "oost west centrum vlijmen drunen noord zuid".split()  # noqa: SIM905
AGES = ("0-3", "4-11", "12-17", "18-26", "27-66", "67-plus")
SENTENCES = (
    "Je bent van harte welkom.",
    "Er is koffie en thee.",
    "Neem gerust iemand mee.",
    "We praten over wat je bezighoudt.",
    "Een vrijwilliger helpt je op weg.",
    "Je leert andere mensen uit de buurt kennen.",
    "Aanmelden hoeft niet.",
    "Heb je vragen over opvoeden of geld? Dan denken we met je mee.",
    "De zaal is goed te bereiken met een rolstoel.",
    "Je kind mag ook komen spelen.",
)
_PICTURE = "<picture>" + "<source srcset='/media/x.fill-400x225.avif 400w'>" * 6 + "</picture>"


def activities(number: int) -> Iterator[Document]:
    """Yield so many activities."""
    draw = random.Random(7)
    for pk in range(1, number + 1):
        yield _activity(pk, draw)


def _activity(pk: int, draw: random.Random) -> Document:
    subject, form, people = draw.choice(SUBJECTS), draw.choice(FORMS), draw.choice(PEOPLE)
    place = draw.choice(PLACES)
    first = NOW + timedelta(days=draw.randrange(1, 60), hours=draw.randrange(-2, 10))
    dates = [first + timedelta(days=7 * week) for week in range(draw.randrange(10, 30))]
    pairs = [days.tokens(start, start + timedelta(hours=2)) for start in dates]
    free = draw.random() < 0.5
    title = f"{subject.capitalize()}{form} {place} {pk}"
    summary = f"Samen bezig met {subject}, voor {people}."
    return Document(
        pk=pk,
        title=title,
        summary=summary,
        labels=(form, people, subject, place),
        text=" ".join(draw.choices(SENTENCES, k=12)),
        keywords={
            "type": ("activiteit",),
            "kind": (form,),
            "audience": (people,),
            "theme": (subject,),
            "age": tuple(draw.sample(AGES, 2)),
            "neighbourhood": (place,),
            "municipality": ("maassluis",),
            "price": ("gratis",) if free else ("betaald",),
            "places": draw.choice(((), ("vrij",))),
            "day": tuple(sorted({token for day, _date in pairs for token in day})),
            "date": tuple(sorted({token for _day, date in pairs for token in date})),
        },
        next_at=int(first.timestamp()),
        latitude=round(51.9 + draw.random() / 10, 5),
        longitude=round(4.2 + draw.random() / 10, 5),
        payload={
            "title": title,
            "summary": summary,
            "url": f"/partners/p/{pk}/",
            "type": "activiteit",
            "kind": form,
            "kind_label": form,
            "where": place,
            "audience": people,
            "organiser": "Buurtvereniging",
            "price_label": "Gratis" if free else "€ 2,50",
            "sessions": [[int(d.timestamp()), int(d.timestamp()) + 7200] for d in dates[:6]],
            "chip": ["plek", "Plek"],
            "picture": _PICTURE,
            "is_example": True,
        },
    )
