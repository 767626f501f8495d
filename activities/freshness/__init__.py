"""Keep what is on the site true: who checks it, who is reminded, and when it goes."""

from activities.freshness.overview import Overview, Row, for_user

__all__ = ["Overview", "Row", "for_user"]
