"""A new activity: a draft page under its partner."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from activities.models import ActivityPage
from partners.models import PartnerPage


@transaction.atomic
def add_activity(
    *, partner: PartnerPage, key: UUID, page: ActivityPage, by: User
) -> tuple[ActivityPage, bool]:
    """Keep the filled page as a draft of the partner; return it and whether it is new.

    The key becomes its `translation_key`, which a language holds once: the same key again,
    such as a button that was pressed twice, returns the page that is there.
    """
    list(Page.objects.select_for_update().filter(pk=partner.pk).order_by().values_list("pk"))
    there = ActivityPage.objects.filter(translation_key=key).first()
    if there is not None:
        return there, False
    page.translation_key = key
    page.locale = partner.locale or Locale.get_default()
    page.slug = free_slug(page.title, partner)
    page.live, page.has_unpublished_changes, page.owner = False, True, by
    # The rows were counted before the lock: read the parent again.
    PartnerPage.objects.get(pk=partner.pk).add_child(instance=page)
    page.save_revision(user=by)
    log(instance=page, action="wagtail.create", user=by)
    return page, True


def free_slug(title: str, parent: Page) -> str:
    """Return an address of its own for a page of this title."""
    slug = slugify(title)[:240] or "activiteit"
    tries = (slug, *(f"{slug}-{number}" for number in range(2, 1000)))
    return next((one for one in tries if Page._slug_is_available(one, parent)), slug)
