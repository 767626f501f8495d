"""Whatever changes what visitors see gives the content a new version."""

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from common import version
from portal import mail
from signups.signals import mails_forgotten

# Signups is not among them: it tells itself when places change in a way that shows.
PUBLIC_APPS = {"activities", "news", "partners", "pictures", "portal", "venues"}
PUBLIC_MODELS = {Locale, Page, PageViewRestriction, Site}


def watch() -> None:
    """Listen to every public model; called once, when all models are known."""
    own = [model for model in apps.get_models(include_auto_created=True) if _is_public(model)]
    for model in own:
        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(_changed, sender=model, dispatch_uid=f"version-{model._meta.label}")
    post_page_move.connect(_changed, dispatch_uid="version-move")
    mails_forgotten.connect(_forget_mails, dispatch_uid="mail-files")


def _is_public(model) -> bool:
    # Renditions come in dozens; pictures.renditions tells when it has made some.
    return model in PUBLIC_MODELS or (
        model._meta.app_label in PUBLIC_APPS and model._meta.model_name != "rendition"
    )


def _forget_mails(sender, uids, **kwargs) -> None:
    mail.forget(uids)


def _changed(sender, **kwargs) -> None:
    version.bump()
