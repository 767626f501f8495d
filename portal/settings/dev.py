"""One machine, no server: what `make run` starts. Every secret is made under VAR_DIR."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import VAR_DIR, os
from portal.settings.keys import local_keys

DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
_keys = local_keys(VAR_DIR / "keys.json")
SECRET_KEY = _keys["secret"]
DATA_KEYS = _keys["data"]
INDEX_KEY = _keys["index"]
LINK_KEY = _keys["link"]

EMAIL_BACKEND = "portal.mail.FileBackend"
MAIL_DIR = VAR_DIR / "mail"
DEMO = True
