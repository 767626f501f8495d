"""What makes a document out of date. Every receiver only marks pages; the worker does the rest."""

from collections.abc import Iterable

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from activities.models import ActivityPage, Audience, Group, Pass, Session, Theme
from activities.signals import session_changed, sessions_added
from partners.models import Agreement, PartnerPage, Signatory, TeamPage
from pictures.models import Rendition
from search import documents, indexing
from signups.signals import places_changed
from venues.models import Municipality, Neighbourhood, Venue


def _below(page: Page) -> list[int]:
    """Return the ids of a page and of every page under it."""
    return list(Page.objects.filter(path__startswith=page.path).values_list("pk", flat=True))


@receiver(post_save)
def page_saved(sender, instance, raw=False, **kwargs):
    """Mark a page that was saved, whichever way; an organiser takes its activities along."""
    if documents.is_indexed(sender) and not raw:
        carries = isinstance(instance, PartnerPage) and not kwargs.get("created")
        indexing.mark(_named_by(instance) if carries else [instance.pk])


def _named_by(partner: PartnerPage) -> list[int]:
    """Return the pages whose documents name a partner: its own, its teams, its news, and those
    it helps organise."""
    return [
        *_below(partner),
        *partner.co_organised.values_list("activity_id", flat=True),
        *partner.teams.values_list("team_id", flat=True),
        *partner.news.values_list("pk", flat=True),
    ]


@receiver(page_published)
@receiver(page_unpublished)
def page_changed(sender, instance, **kwargs):
    """Mark again once all that belongs to the page is saved as well."""
    if documents.is_indexed(sender):
        indexing.mark([instance.pk])


@receiver(page_slug_changed)
def address_changed(sender, instance, **kwargs):
    indexing.mark(_below(instance))


@receiver(post_page_move)
def page_moved(sender, instance, **kwargs):
    indexing.mark(_below(Page.objects.get(pk=instance.pk)))


@receiver(pre_delete)
def page_deleted(sender, instance, **kwargs):
    if isinstance(instance, PartnerPage):
        indexing.mark(_named_by(instance))
    elif isinstance(instance, Page):
        indexing.mark(_below(instance))


@receiver([post_save, post_delete], sender=PageViewRestriction)
def privacy_changed(sender, instance, **kwargs):
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        indexing.mark(_below(page))
        for partner in PartnerPage.objects.filter(path__startswith=page.path):
            indexing.mark(_named_by(partner))


@receiver([post_save, pre_delete], sender=Session)
def session_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        indexing.mark([instance.group.activity_id])


@receiver(sessions_added)
def sessions_made(sender, group, **kwargs):
    """Many at once send no signal each; the mark stands or falls with them."""
    indexing.mark([group.activity_id])


@receiver([post_save, pre_delete], sender=Group)
def group_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        indexing.mark([instance.activity_id])


@receiver(session_changed)
@receiver(places_changed)
def dates_or_places_changed(sender, activity_id, **kwargs):
    indexing.mark([activity_id])


@receiver([post_save, pre_delete], sender=Theme)
@receiver([post_save, pre_delete], sender=Audience)
@receiver([post_save, pre_delete], sender=Pass)
def term_changed(sender, instance, created=False, **kwargs):
    if created:
        return
    indexing.mark(instance.activities.values_list("pk", flat=True))
    if sender is Theme:
        indexing.mark(instance.news.values_list("pk", flat=True))


@receiver(post_save, sender=Venue)
@receiver(post_save, sender=Neighbourhood)
@receiver(post_save, sender=Municipality)
def place_changed(sender, instance, created=False, **kwargs):
    if not created:
        indexing.mark(_of_place(instance))


def _of_place(place: Venue | Neighbourhood | Municipality) -> Iterable[int]:
    """Return the pages that name a place, or a place in it."""
    if isinstance(place, Venue):
        activities, partners, teams = ["venue"], ["venues"], []
    elif isinstance(place, Neighbourhood):
        activities, partners = ["venue__neighbourhood", "neighbourhood"], ["neighbourhoods"]
        teams = ["neighbourhoods"]
    else:
        activities = ["venue__neighbourhood__municipality", "neighbourhood__municipality",
                      "municipality"]  # fmt: skip
        partners, teams = ["neighbourhoods__municipality"], ["municipality"]
    # Groups and sessions may meet elsewhere than their activity.
    tail = activities[0]
    activities += [f"groups__{tail}", f"groups__sessions__{tail}"]
    for model, lookups in ((ActivityPage, activities), (PartnerPage, partners), (TeamPage, teams)):
        for lookup in lookups:
            yield from model.objects.filter(**{lookup: place}).values_list("pk", flat=True)


@receiver(post_save, sender=Agreement)
@receiver(pre_delete, sender=Agreement)
def agreement_changed(sender, instance, **kwargs):
    indexing.mark(instance.signatories.values_list("partner_id", flat=True))


@receiver([post_save, post_delete], sender=Signatory)
def signatory_changed(sender, instance, **kwargs):
    indexing.mark([instance.partner_id])


@receiver(post_save, sender=Rendition)
def rendition_made(sender, instance, created=False, **kwargs):
    """Show a picture in its own sizes as soon as they exist."""
    if created:
        for model in documents.pictured():
            pages = model.objects.filter(picture_id=instance.image_id)
            indexing.mark(pages.values_list("pk", flat=True))


for _through in (ActivityPage.themes.through, ActivityPage.audiences.through):

    @receiver(m2m_changed, sender=_through)
    def terms_chosen(sender, instance, **kwargs):
        if isinstance(instance, ActivityPage):
            indexing.mark([instance.pk])
