"""What must still be indexed, who does it now, and when a document grows old by itself."""

from django.db import models


class Change(models.Model):
    """A page whose document may be out of date.

    Written in the transaction that changes the page, so it exists if and only if the change
    does. It stays until the index has committed, and a day longer for a rebuild that runs
    meanwhile.
    """

    page_id = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(applied_at__isnull=True),
                name="search_change_waiting",
            )
        ]

    def __str__(self):
        return f"page {self.page_id}"


class Entry(models.Model):
    """A page that stands in the index; due_at says when its next date or state passes."""

    page_id = models.PositiveBigIntegerField(primary_key=True)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"

    def __str__(self):
        return f"page {self.page_id}"


class Lease(models.Model):
    """One kind of work that one process at a time does, and how it went.

    `number` grows with every holder: the index refuses a document that comes with a lower one
    than it has, so that a process that was held up can never put an older document last.
    """

    name = models.CharField(max_length=20, primary_key=True)
    number = models.BigIntegerField(default=0)
    holder = models.CharField(max_length=120, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
