"""What grows old: activities that somebody has to look at again."""

from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from activities import freshness
from common import clock
from partners.permissions import partners_of

EACH = 4  # rows of each kind; the list “Keep up to date” has them all


class StalePanel(Component):
    """The most urgent first: off the site, too long ago, soon, and broken links."""

    name = "stale"
    template_name = "portal/admin/panels/stale.html"
    order = 48

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        if not partners_of(self.user).exists():
            return {"total": 0}
        overview = freshness.for_user(self.user, clock.now(), most=EACH)
        kinds = (
            (_("Off the site"), overview.hidden, ""),
            (_("Too long ago"), overview.stale, "leaves_on"),
            (_("Check soon"), overview.soon, "stale_on"),
            (_("Links that do not work"), overview.broken, ""),
        )
        rows = [
            (kind, row, getattr(row, until) if until else None)
            for kind, found, until in kinds
            for row in found
        ]
        return {"rows": rows, "total": overview.total - overview.counts["past"]}
