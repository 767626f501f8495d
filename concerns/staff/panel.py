"""On the first page of the admin: that something waits, and nothing of what it says."""

from wagtail.admin.ui.components import Component

from common import clock
from concerns import access
from concerns.models import Concern


class WaitingPanel(Component):
    """Only for who sits at a desk where a message waits."""

    name = "concerns_waiting"
    template_name = "concerns/admin/waiting_panel.html"
    order = 30

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        desks = access.desks_of(self.user).order_by().values("pk")
        now = clock.now()
        due = list(Concern.objects.awaited_by(desks).values_list("due_at", flat=True))
        return {"number": len(due), "late": sum(moment <= now for moment in due)}
