"""What a page needs before it goes on the site, in plain words; each check warns or blocks."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from common import plain

# Everybody knows these; and the words of a timetable or an address.
KNOWN = {"TV", "PC", "WC", "EHBO", "OV", "CV", "ID", "A4", "A5", "NS", "WiFi", "NL", "EU", "DJ"}
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]?[A-Z]{1,5}\b")


@dataclass(frozen=True)
class Facts:
    """What is known of a page: its fields by name, its ways in, and whether it has dates."""

    fields: Mapping[str, Any]
    ways_in: set[str] = field(default_factory=set)
    has_dates: bool = False


@dataclass(frozen=True)
class Finding:
    """One check: the field it is about, what staff read, and whether it keeps the page off."""

    field: str
    label: str
    problem: str  # "" where all is well
    blocks: bool = False


def of_page(page, now: datetime) -> list[Finding]:
    """Check a page as it was kept (its latest draft, if that is what you give)."""
    names = [*_FIELDS, "price_cents"]
    values = {name: getattr(page, name) for name in names}
    values["audiences"] = list(page.audiences.all())
    return check(facts(values, page.pk, now))


def facts(values: Mapping[str, Any], pk: int | None, now: datetime) -> Facts:
    """Return the facts of a page with these values; groups and dates are read (two queries)."""
    from activities.models import Group, Session

    ways = set(Group.objects.filter(activity=pk).values_list("way_in", flat=True)) if pk else set()
    coming = Session.objects.filter(group__activity=pk).coming(now).going_on()
    return Facts(values, ways, bool(pk) and coming.exists())


def check(known: Facts) -> list[Finding]:
    """Return every finding in the order of the editor, also those that are well."""
    return [
        Finding(name, label, test(known), blocks)
        for name, label, test, blocks in _checks()
        if test is not _alt or known.fields.get("picture")
    ]


def blockers(findings: list[Finding]) -> list[Finding]:
    """Return what keeps the page off the site."""
    return [finding for finding in findings if finding.blocks and finding.problem]


_FIELDS = (
    "kind", "summary", "body", "age_from", "age_to", "price_note", "picture",
    "contact_telephone", "contact_email", "title",
)  # fmt: skip


def _checks() -> list[tuple[str, str, Callable[[Facts], str], bool]]:
    return [
        ("summary", _("In short"), _summary, True),
        ("audiences", _("For whom"), _for_whom, True),
        ("contact_telephone", _("Telephone or signup"), _way_in, True),
        ("picture", _("Words with the picture"), _alt, True),
        ("picture", _("Picture"), _picture, False),
        ("dates", _("Dates to come"), _dates, False),
        ("price", _("Price"), _price, False),
        ("body", _("Short sentences"), _sentences, False),
        ("body", _("No unexplained abbreviations"), _abbreviations, False),
    ]


def _is_help(known: Facts) -> bool:
    return known.fields.get("kind") == "hulp"


def _summary(known: Facts) -> str:
    if (known.fields.get("summary") or "").strip():
        return ""
    return _("Write in one or two sentences what it is.")


def _for_whom(known: Facts) -> str:
    if known.fields.get("audiences"):
        return ""
    ages = (known.fields.get("age_from"), known.fields.get("age_to"))
    return "" if any(age is not None for age in ages) else _("Say for whom it is.")


def _way_in(known: Facts) -> str:
    if known.fields.get("contact_telephone") or known.fields.get("contact_email"):
        return ""
    if known.ways_in - {"telephone"}:
        return ""
    return _("Give a telephone number or e-mail address, or let people sign up.")


def _alt(known: Facts) -> str:
    picture = known.fields.get("picture")
    if picture is None or (picture.description or "").strip():
        return ""
    return _("Describe the picture for who cannot see it.")


def _picture(known: Facts) -> str:
    return "" if known.fields.get("picture") else _("A picture helps people to choose.")


def _dates(known: Facts) -> str:
    if _is_help(known) or known.has_dates or known.ways_in == {"placement"}:
        return ""
    return _("There are no dates to come. Then nobody finds it by day.")


def _price(known: Facts) -> str:
    if known.fields.get("price_cents") is not None or known.fields.get("price_note"):
        return ""
    return _("Say what it costs. Fill in 0 if it is free.")


def _sentences(known: Facts) -> str:
    long = plain.too_long(_texts(known))
    if not long:
        return ""
    return _("Make this sentence shorter: “%(sentence)s”") % {"sentence": _cut(long[0])}


def _abbreviations(known: Facts) -> str:
    text = " ".join(_texts(known))
    found = dict.fromkeys(_CAPITALS.findall(text))
    strange = [word for word in found if word not in KNOWN and not _is_explained(word, text)]
    if not strange:
        return ""
    return _("Say what this means: %(words)s") % {"words": ", ".join(strange[:5])}


def _is_explained(word: str, text: str) -> bool:
    """Whether brackets stand behind it or around it, as in “GGZ (geestelijke zorg)”."""
    return bool(re.search(rf"\(\s*{word}\s*\)|\b{word}\s*\(", text))


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= 90 else f"{sentence[:90].rsplit(' ', 1)[0]} …"


def _texts(known: Facts) -> list[str]:
    body = known.fields.get("body") or []
    parts = [part for block in body for part in _strings(block.value)]
    return [known.fields.get("title") or "", known.fields.get("summary") or "", *parts]


def _strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, RichText):
        yield re.sub(r"</(p|li|h\d)>|<br/?>", "\n", value.source)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif hasattr(value, "bound_blocks"):
        for block in value.bound_blocks:
            yield from _strings(block.value)
