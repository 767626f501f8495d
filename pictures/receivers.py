"""Whichever way a picture goes, no page keeps a hole; and no upload waits with its metadata."""

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_delete, pre_save
from wagtail.models import UploadedFile

from pictures import cleaning, operations
from pictures.models import Picture


def leave_posters(sender, instance: Picture, **kwargs) -> None:
    operations.leave_posters(picture=instance)


def clean_upload(sender, instance: UploadedFile, **kwargs) -> None:
    """Keep a picture that waits for its alternative text as nothing but its dots."""
    pictures = ContentType.objects.get_for_model(Picture)
    if instance._state.adding and instance.for_content_type_id == pictures.pk:
        instance.file = cleaning.drawn_anew(instance.file.file)


def connect() -> None:
    pre_delete.connect(leave_posters, sender=Picture, dispatch_uid="pictures.leave_posters")
    pre_save.connect(clean_upload, sender=UploadedFile, dispatch_uid="pictures.clean_upload")
