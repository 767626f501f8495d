"""What an installation needs that was made by an older version."""

from wagtail.models import Page

from partners.models import EditorArea, PartnerPage
from partners.operations import areas, teams, workflow
from venues.models import Municipality


def bring_up_to_date(*, home: Page, is_new_version: bool = True) -> None:
    """Make the groups, permissions and the workflow that this version counts on.

    With `is_new_version` every team is looked at again: an app may allow more than it did.
    Safe to repeat.
    """
    teams.ensure_editors(home=home)
    workflow.ensure_workflow(home=home)
    partners = PartnerPage.objects.all()
    for partner in partners if is_new_version else partners.filter(worker_group=None):
        teams.ensure_team(partner=partner)
    municipalities = Municipality.objects.all()
    if not is_new_version:
        municipalities = municipalities.exclude(pk__in=EditorArea.objects.values("municipality"))
    for municipality in municipalities:
        areas.ensure_area(municipality=municipality)
