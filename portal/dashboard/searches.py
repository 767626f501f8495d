"""What visitors look for, and what they do not find: for the editors, without any trace."""

from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from common import charts, clock
from search import learning

MOST = 8
MISSED = 5


class SearchesPanel(Component):
    """The words that found nothing, and a chart of what was asked most."""

    name = "searches"
    template_name = "portal/admin/panels/searches.html"
    order = 60

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        if not learning.may_see(self.user):
            return {"is_shown": False}
        today = clock.local(clock.now()).date()
        asked = learning.most_asked(today, MOST)
        return {
            "is_shown": True,
            "weeks": learning.WEEKS,
            "missed": learning.most_missed(today, MISSED),
            "chart": charts.bars(
                [row.words for row in asked],
                [row.searches for row in asked],
                _("Searches"),
                title=_("What people look for most"),
            ),
        }
