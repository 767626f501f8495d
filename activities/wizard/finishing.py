"""From four steps to a draft page with its group and dates."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.html import linebreaks
from wagtail.rich_text import RichText

from activities import checklist, operations
from activities.models import ActivityPage, Group
from activities.wizard.steps import Step
from partners.models import PartnerPage
from pictures.models import Picture

_AS_THEY_ARE = (
    "title", "summary", "kind", "age_from", "age_to", "venue", "price_note",
    "contact_name", "contact_telephone", "contact_email",
)  # fmt: skip


def page_of(forms: dict[str, Step], picture: Picture | None = None) -> ActivityPage:
    """Return the page that valid steps describe, with its picture, not kept."""
    values = {name: value for form in forms.values() for name, value in form.cleaned_data.items()}
    page = ActivityPage(picture=picture, **{name: values[name] for name in _AS_THEY_ARE})
    page.audiences, page.passes = list(values["audiences"]), list(values["passes"])
    price = values["price"]
    page.price_cents = None if price is None else int(price * 100)
    if values["text"].strip():
        page.body = [("paragraph", RichText(linebreaks(values["text"], autoescape=True)))]
    return page


def findings(page: ActivityPage, forms: dict[str, Step]) -> list[checklist.Finding]:
    """Return what the checklist will say of the page."""
    values = {
        "kind": page.kind,
        "body": page.body,
        "price_cents": page.price_cents,
        "audiences": page.audiences.all(),
        "picture": page.picture,
        **{name: getattr(page, name) for name in _AS_THEY_ARE},
    }
    ways = {forms["aanmelden"].cleaned_data["way_in"]} if not page.is_help else set()
    known = checklist.Facts(
        values, ways, has_dates=getattr(forms["wanneer"], "plan", None) is not None
    )
    return checklist.check(known)


@transaction.atomic
def finish(
    *,
    key: UUID,
    partner: PartnerPage,
    forms: dict[str, Step],
    by: User,
    picture: Picture | None = None,
) -> tuple[ActivityPage, bool]:
    """Make the draft with its group, dates and signup; all of it, or nothing.

    Return the page, and whether it is new: the same key makes one page.
    """
    page, is_new = operations.add_activity(
        partner=partner, key=key, page=page_of(forms, picture), by=by
    )
    if not is_new or page.is_help:
        return page, is_new
    when, signup = forms["wanneer"], forms["aanmelden"]
    group = Group.objects.create(
        activity=page,
        way_in=signup.cleaned_data["way_in"],
        elsewhere_url=signup.cleaned_data["elsewhere_url"],
    )
    when.make_sessions(group)
    signup.keep(group)
    operations.announce(activity_id=page.pk)
    return page, is_new
