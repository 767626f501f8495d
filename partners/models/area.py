"""Editors of one municipality."""

from django.contrib.auth.models import Group
from django.db import models


class EditorArea(models.Model):
    """The group of editors who look after the partners of one municipality only.

    A partner belongs to it if one of its neighbourhoods lies there.
    """

    municipality = models.OneToOneField(
        "venues.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="editor_area")

    def __str__(self):
        return self.group.name
