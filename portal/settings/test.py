"""The test suite: fixed keys, mail in memory, everything else as it is served."""

import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATABASES, os

DEBUG = False
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "only-for-tests-" + "x" * 40
DATA_KEYS = {"1": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}
INDEX_KEY = "aW5kZXgtaW5kZXgtaW5kZXgtaW5kZXgtaW5kZXgtMDE="
LINK_KEY = "bGluay1saW5rLWxpbmstbGluay1saW5rLWxpbmstMDE="
DEMO = False

VAR_DIR = Path(os.environ.get("TEST_VAR_DIR") or tempfile.mkdtemp(prefix="wijkportaal-test-"))
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
SEARCH_INDEX_DIR = VAR_DIR / "search"
MAIL_DIR = VAR_DIR / "mail"
PURGE_JOURNAL = VAR_DIR / "purged.txt"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = VAR_DIR / "portal.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
DATABASES["default"]["CONN_MAX_AGE"] = 0

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
