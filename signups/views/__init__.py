"""What visitors see: the form to sign up, and their own signup behind its link."""

from signups.views.asking import ask, asked
from signups.views.change import change, move
from signups.views.data import data, data_file, erase, erased, new_link
from signups.views.lost import lost, lost_sent
from signups.views.manage import calendar, cancel, link, manage
from signups.views.start import start

__all__ = [
    "ask",
    "asked",
    "calendar",
    "cancel",
    "change",
    "data",
    "data_file",
    "erase",
    "erased",
    "link",
    "lost",
    "lost_sent",
    "manage",
    "move",
    "new_link",
    "start",
]
