"""Catch names and contact data in a sentence before it is kept: a moderator never sees them.

It masks rather too much than too little: a moderator can refuse a sentence that lost its
meaning, but nobody can unsee a name. What it misses, the moderator takes out.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from common import names
from participation.models.sentence import LONGEST

_AT = r"(?:@|\s*(?:\(at\)|\[at\]|\bapenstaartje\b)\s*)"
_DOT = r"(?:\.|\s*(?:\(punt\)|\[punt\]|\bpunt\b|\(dot\)|\[dot\])\s*)"
_EMAIL = re.compile(
    rf"[\w.+-]+(?:{_AT}|\s+at\s+|\s+@\s*|@\s+)[\w-]+(?:{_DOT}|\s+\.\s*)[a-z]{{2,10}}\b", re.I
)
_TLDS = "nl|com|net|org|be|de|eu|info|me|gg|tv|io|app|ly|tk|link|nu|biz|online|site|shop"
_URL = re.compile(rf"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:{_TLDS})\b(?:/\S*)?", re.I)
_HANDLE = re.compile(r"(?<![\w@])[@#]\s?[\w.]{2,}")
_MEDIA = r"insta(?:gram)?|snap(?:chat)?|tik\s?tok|discord|whats\s?app|telegram|twitter|facebook"
_ACCOUNT = re.compile(
    rf"\b({_MEDIA}|insta|snap)\b(\s*(?::|=|\bis\b|\bvan mij is\b)\s*)([\w.#-]+)", re.I
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{4}\s?(?:\d\s?){10}\b", re.I)
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[a-z]{2}\b(?:\s*\d{1,4}(?:\s?[a-z])?\b)?", re.I)
_STREET = re.compile(
    r"\b\w*(?:straat|laan|weg|plein|singel|kade|dijk|hof|gracht|dreef|pad)\s+\d{1,4}(?:\s?[a-z])?\b",
    re.I,
)
# Six digits or more, however they are spaced: telephone, BSN, account, date of birth.
_NUMBER = re.compile(r"\+?(?:\(?\d\)?[\s./()-]{0,2}){6,}")
_DIGIT_WORDS = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_SPELT = re.compile(rf"\b(?:{_DIGIT_WORDS}[\s,-]+){{5,}}{_DIGIT_WORDS}\b", re.I)
_TITLE = (
    r"meneer|mevrouw|mvr|mw|dhr|juf|juffrouw|meester|mr|dokter|dr|oom|tante|opa|oma|"
    r"heet|heette|genaamd|naam is"
)
_TITLED = re.compile(rf"\b((?:{_TITLE})\.?\s+)(?:van |de |der |den |el |al |ter )*([\w'’-]+)", re.I)
_NOT_NAMES = {"en", "die", "dat", "is", "zegt", "zei", "was", "of", "het", "niet", "heeft", "dus"}
_TOKEN = re.compile(r"[\w'’-]+|\[[^\]]*\]|[.!?…:]")
_PARTICLES = {"van", "de", "der", "den", "el", "al", "ter", "ten", "op"}
_MARK = re.compile(r"(\[(?:e-mail|link|account|number|nummer|address|adres|name|naam)\])|[\[\]]")
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


def mask(text: str) -> str:
    """Return one line of at most LONGEST signs, with what may point at a person replaced."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(" " if unicodedata.category(sign) in _HIDDEN else sign for sign in text)
    text = " ".join(_MARK.sub(_bracket, text).split())[:LONGEST]
    text = text.replace("(at)", "@").replace("(punt)", ".").replace("(dot)", ".")
    text = _EMAIL.sub(_("[e-mail]"), text)
    text = _URL.sub(_("[link]"), text)
    text = _ACCOUNT.sub(lambda found: f"{found[1]}{found[2]}{_('[account]')}", text)
    text = _HANDLE.sub(_("[account]"), text)
    for pattern in (_IBAN, _NUMBER, _SPELT):
        text = pattern.sub(_("[number]") + " ", text)
    for pattern in (_POSTCODE, _STREET):
        text = pattern.sub(_("[address]"), text)
    text = _TITLED.sub(_titled, text)
    return " ".join(_names(text).split())


def _bracket(found: re.Match) -> str:
    """Keep what an earlier masking left; brackets of the writer's own look like none of it."""
    return found[1] or {"[": "(", "]": ")"}[found[0]]


def _titled(found: re.Match) -> str:
    if found[2].lower() in _NOT_NAMES:
        return found[0]
    return f"{found[1]}{_('[name]')}"


def _names(text: str) -> str:
    """Mask first names from the list, and every word with a capital inside a sentence."""
    ordinary = _ordinary()
    pieces, last, begins, after_name = [], 0, True, False
    for found in _TOKEN.finditer(text):
        word = found[0]
        if len(word) == 1 and word in ".!?…:":
            begins, after_name = True, False
            continue
        if word.startswith("["):
            begins, after_name = False, word == _("[name]")
            continue
        bare = re.sub(r"['’]s?$", "", word)
        low = bare.lower()
        has_capital = bare[:1].isupper()
        is_name = names.is_first_name(bare)
        odd_capital = has_capital and not begins and low not in ordinary and not bare.isupper()
        shouted = bare.isupper() and len(bare) > 1 and low in names.first_names()
        surname = after_name and has_capital and not bare.isupper() and low not in ordinary
        if is_name or odd_capital or shouted or surname:
            pieces += [text[last : found.start()], _("[name]")]
            last, after_name = found.end(), True
        else:
            after_name = after_name and low in _PARTICLES
        begins = False
    name, between = re.escape(_("[name]")), "|".join(sorted(_PARTICLES))
    several = rf"{name}(?:(?:\s+(?:{between}))*\s+{name})+"
    return re.sub(several, _("[name]"), "".join([*pieces, text[last:]]), flags=re.I)


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return names.read(Path(__file__).parent / "words" / "ordinary.txt")
