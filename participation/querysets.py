"""Queries over consultations and what was said that read aloud."""

from datetime import date

from django.db import models
from django.db.models import Q

from common.pages import private_pages


def _of_visible_partner(prefix: str) -> Q:
    return Q(**{f"{prefix}live": True}) & ~private_pages(prefix)


class ConsultationQuerySet(models.QuerySet):
    def visible(self):
        """Those that everybody may see: not drafts, of partners that everybody may see."""
        return self.exclude(state="draft").filter(_of_visible_partner("partner__"))

    def closed(self):
        return self.filter(state="closed")

    def open(self):
        return self.filter(state="open")


class InputQuerySet(models.QuerySet):
    def put(self):
        """Those that went to an owner, and so are public."""
        return self.filter(put_on__isnull=False)

    def visible(self):
        """Those that everybody may see: put, by and to organisations that everybody may see."""
        shown = _of_visible_partner("partner__") & _of_visible_partner("owner__")
        return self.put().filter(shown)

    def unanswered(self):
        return self.filter(answered_on__isnull=True)

    def overdue(self, today: date):
        """Those without an answer after the day that was promised."""
        return self.put().unanswered().filter(due_on__lt=today)

    def for_lines(self):
        """With what a line shows, newest first."""
        related = ("partner", "owner", "activity", "statement__consultation", "panel", "outcome")
        return self.select_related(*related).order_by("-said_on", "-pk")
