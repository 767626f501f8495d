"""What every installation shares. Each difference lives in dev, test or production."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.settings.accounts import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()

INSTALLED_APPS = [
    "portal",
    "search",
    "news",
    "participation",
    "concerns",
    "signups",
    "imports",
    "activities",
    "partners",
    "venues",
    "pictures",
    "vault",
    "common",
    "leaflet",
    "wagtail.contrib.forms",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.apps.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "django_filters",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # its Dutch words for how long ago
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.ResponseHeaders",
    "portal.middleware.CompressPublic",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.second_factor.SecondFactor",
    "portal.accounts.narrow.NarrowAdmin",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.uploads.UploadLimit",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
        ),
    }

CACHES = {
    # Per process: what does not change, such as the HTML of a picture.
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
        "TIMEOUT": 600,
    },
    # Per process: pieces of pages, keyed by the content version. A piece is some 20 kB.
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 600},
    },
    # Where processes must agree: rate limits, the content version.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Culling would drop what is still needed: Django drops keys in alphabetical order.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
}

LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = ["portal.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

ADMIN_PATH = "beheer/"
WAGTAIL_SITE_NAME = "Wijkportaal"
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "pictures.forms.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_WEBP_QUALITY = 72
# Children who can be recognised: only where a municipality says so, with their parents' consent.
PICTURES_OF_CHILDREN = os.environ.get("PICTURES_OF_CHILDREN") == "1"
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "ics", "csv"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.documents.DocumentForm"
# Both call foreign hosts by default.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Workers hand in; who may publish does so at once (partners.operations.workflow).
WAGTAIL_WORKFLOW_ENABLED = True
# As the Dutch write a day; both are among the forms in which Django reads one in Dutch.
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TAGGIT_CASE_INSENSITIVE = True

# A visitor's password is never asked; these guard staff accounts.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Pictures of streets for the map that one can move: only from a server of one's own, as
# "https://tiles.example/{z}/{x}/{y}.png", since it learns where a visitor looks.
MAP_TILES = os.environ.get("MAP_TILES", "")
MAP_TILES_FROM = os.environ.get("MAP_TILES_FROM", "")  # who made them, shown in a corner
_TILES_ORIGIN = (
    [MAP_TILES.partition("//")[0] + "//" + urlsplit(MAP_TILES).netloc] if MAP_TILES else []
)

# Strict for visitors; portal.middleware.ResponseHeaders loosens the admin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_TILES_ORIGIN],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the editor's preview is a frame of our own
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A name of a million letters still gets its form back, with what is wrong beside the field.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Where a weakness is reported, in security.txt: a mailto: or https: address.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "mailto:veiligheid@wijkportaal.example")
DEFAULT_FROM_EMAIL = os.environ.get("FROM_EMAIL", "Wijkportaal <post@wijkportaal.example>")
EMAIL_TIMEOUT = 10

SEARCH_ENGINE = os.environ.get("SEARCH_ENGINE", "embedded")  # or "elastic"
SEARCH_INDEX_DIR = VAR_DIR / "search"
# See docs/elasticsearch.md for what each means.
ELASTICSEARCH: dict[str, Any] = {
    "hosts": os.environ.get("ELASTICSEARCH_HOSTS", "http://127.0.0.1:9200").split(","),
    "cloud_id": os.environ.get("ELASTICSEARCH_CLOUD_ID") or None,
    "api_key": os.environ.get("ELASTICSEARCH_API_KEY") or None,
    "ca_certs": os.environ.get("ELASTICSEARCH_CA_CERTS") or None,
    "fingerprint": os.environ.get("ELASTICSEARCH_CA_FINGERPRINT") or None,
    "timeout": float(os.environ.get("ELASTICSEARCH_TIMEOUT", "3")),  # seconds
    "index": os.environ.get("ELASTICSEARCH_INDEX", "wijkportaal"),
}

# Which signups were forgotten; keep it apart from backups of the database (docs/personal-data.md).
PURGE_JOURNAL = Path(os.environ.get("PURGE_JOURNAL") or VAR_DIR / "purged.txt")

# How many proxies of our own write X-Forwarded-For; with 0 the header is not read.
PROXY_COUNT = int(os.environ.get("PROXY_COUNT", "0"))
# Changes what apps register with vault.limits, as JSON: {"network": [60, 3600]} is 60 an hour.
LIMITS = json.loads(os.environ.get("LIMITS", "{}"))

# Addresses behind which staff may follow a calendar though they are not public: the
# municipality's own network, for example "10.1.0.0/16". No others are ever reached.
FEED_NETWORKS = list(filter(None, os.environ.get("FEED_NETWORKS", "").split(",")))

# Who shows this as `Authorization: Bearer …` sees the reasons behind /healthz.
HEALTH_TOKEN = os.environ.get("HEALTH_TOKEN", "")

# Query strings can hold what somebody searched for: they are never logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "wijkportaal": {"level": "INFO"},
        "wagtail": {"level": "WARNING"},
        "axes": {"level": "CRITICAL"},  # its lines name accounts and addresses
        "allauth": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}
