"""The first page of staff: their ways, what is on today, what waits and what is missing."""

from portal.dashboard.coming import ComingPanel
from portal.dashboard.own import OwnPanel
from portal.dashboard.review import ReviewPanel
from portal.dashboard.searches import SearchesPanel
from portal.dashboard.stale import StalePanel
from portal.dashboard.today import TodayPanel
from portal.dashboard.ways import WaysPanel

PANELS = (
    WaysPanel, TodayPanel, OwnPanel, ReviewPanel, StalePanel, ComingPanel, SearchesPanel,
)  # fmt: skip
# These say the same at greater length, in more questions to the database for each line.
REPLACED = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation"}
