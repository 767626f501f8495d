"""Uploads that wait for an alternative text, and for somebody who may never come back."""

from datetime import datetime, timedelta

from wagtail.models import UploadedFile

WAITS = timedelta(days=1)


def run(now: datetime) -> int:
    """Delete the files and rows of uploads that nobody finished within a day; count them."""
    left = [upload for upload in UploadedFile.objects.order_by("pk") if _is_old(upload, now)]
    for upload in left:
        upload.file.delete(save=False)
        upload.delete()
    return len(left)


def _is_old(upload: UploadedFile, now: datetime) -> bool:
    """The row has no date; its file does. A row without a file is of no use to anybody."""
    try:
        return upload.file.storage.get_modified_time(upload.file.name) < now - WAITS
    except FileNotFoundError:
        return True
