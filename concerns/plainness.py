"""Find what does not belong in the name of an organisation: a person, a number, a story.

It asks rather too often than too seldom. Who knows better ticks a box, except for what
clearly points at somebody; nothing that was refused is kept.
"""

import re
from enum import StrEnum

from common import names
from partners.models import PartnerPage


class Found(StrEnum):
    NOTHING = "nothing"
    PERSON = "person"  # clearly somebody: refused
    MAYBE = "maybe"  # perhaps a name: asked


_CONTACT = re.compile(r"@|(?:\d[\s./()-]{0,2}){4,}|www\.|https?:", re.I)
# Who writes one of these tells of somebody.
_ABOUT = re.compile(
    r"\b(?:kind|kinderen van|zoon|dochter|zoontje|dochtertje|jongen|meisje|baby|broer|zus|zusje|"
    r"broertje|moeder van|vader van|ouders van|leerling|patiënt|patient|cliënt|client|bewoner|"
    r"gezin|familie|fam|buurvrouw|buurman|heet|genaamd|betreft|gaat over|child|son|daughter)\b",
    re.I,
)
_OF_SOMEBODY = re.compile(r"\b(?:van|over|voor)\s+(?!de\b|den\b|het\b|der\b|'t\b)[A-ZÀ-Þ][a-zà-ÿ]+")
_ORGANISATION = re.compile(
    r"school|college|lyceum|mavo|havo|vmbo|mbo|obs\b|cbs\b|pcbs\b|kbs\b|rkbs\b|ikc\b|praktijk|"
    r"huisarts|arts|tandarts|verlosk|fysio|apotheek|ziekenhuis|kliniek|zorg|opvang|bso\b|kdv\b|"
    r"crèche|creche|peuter|speelzaal|jgz|ggd|ggz|cjg|consultatiebureau|politie|kerk|moskee|"
    r"parochie|vereniging|club|stichting|gemeente|team|centrum|bibliotheek|welzijn|werk|jeugd|"
    r"buurt|wijk|woning|sport|scouting|leerplicht|bureau|dienst|instituut|huis|academie",
    re.I,
)
_ARTICLE = re.compile(r"^(?:de|het|'t|’t|een)\s", re.I)
_WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 7


def look(text: str) -> Found:
    """Say what a name of an organisation shows of a person (one query)."""
    text = " ".join(text.split())
    if not text:
        return Found.NOTHING
    if _CONTACT.search(text) or _ABOUT.search(text) or len(text.split()) > MOST_WORDS:
        return Found.PERSON
    if PartnerPage.objects.visible().filter(title__iexact=text).exists():
        return Found.NOTHING
    if _OF_SOMEBODY.search(text) or any(names.is_first_name(word) for word in _WORD.findall(text)):
        return Found.MAYBE
    if _ORGANISATION.search(text) or _ARTICLE.match(text) or text.isupper():
        return Found.NOTHING
    return Found.MAYBE
