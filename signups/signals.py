"""What upper layers may hear about places."""

from django.dispatch import Signal

# After commit: what visitors see of an activity's places changed. activity_id: int.
places_changed = Signal()
