"""The whole address of something on this site, for mails and codes that are read elsewhere."""

from django.conf import settings


def whole(path: str = "") -> str:
    """Return a path with the site before it; of "" the site without a slash at its end."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
