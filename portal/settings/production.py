"""A municipality's own installation: every secret from the environment, or no start."""

import json

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import VAR_DIR, os


def _need(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment; see README.md.")
    return value


DEBUG = False
DEMO = False
SECRET_KEY = _need("SECRET_KEY")
ALLOWED_HOSTS = _need("ALLOWED_HOSTS").split(",")
BASE_URL = WAGTAILADMIN_BASE_URL = _need("BASE_URL")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATA_KEYS = json.loads(_need("DATA_KEYS"))
INDEX_KEY = _need("INDEX_KEY")
LINK_KEY = _need("LINK_KEY")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
MAIL_DIR = VAR_DIR / "mail"

STAFF_SECOND_FACTOR = os.environ.get("STAFF_SECOND_FACTOR", "1") == "1"

SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, by whoever watches
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
