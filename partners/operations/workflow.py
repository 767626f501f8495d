"""The one workflow of the site: who may not publish hands in, who may publish approves."""

from django.db import transaction
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from partners.models import PublisherApproval

NAME = "Nakijken en publiceren"


@transaction.atomic
def ensure_workflow(*, home: Page) -> Workflow:
    """Put every page below home under the workflow. Safe to repeat."""
    task, _ = PublisherApproval.objects.get_or_create(name=NAME)
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page_id=home.pk, defaults={"workflow": workflow})
    return workflow
