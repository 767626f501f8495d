"""What visitors see: the form to sign up, and their own signup behind its link."""

from signups.views.manage import calendar, cancel, link, manage
from signups.views.start import start

__all__ = ["calendar", "cancel", "link", "manage", "start"]
