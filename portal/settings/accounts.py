"""How staff log in: throttled, with a second factor, or through the municipality's own OIDC."""

import os
from datetime import timedelta

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it stops who is locked out
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# A working day; a closed browser ends it sooner.
SESSION_COOKIE_AGE = 10 * 3600
# Whether an account without a second factor gets no further than the page that asks for one.
STAFF_SECOND_FACTOR = os.environ.get("STAFF_SECOND_FACTOR", "0") == "1"

# An account is made by an invitation or by the console, never by who happens to come along.
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # who was invited by mail has shown that it arrives
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
ACCOUNT_FORMS = {"login": "portal.accounts.forms.LoginForm"}
ACCOUNT_RATE_LIMITS = {
    # Codes of the second factor, by account; passwords are counted by axes, below.
    "login_failed": "6/900s/key",
    "login": "60/m/ip",
}
MFA_ADAPTER = "portal.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Wijkportaal"

SOCIALACCOUNT_ADAPTER = "portal.accounts.adapter.OidcAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # our adapter does it
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {}
# Where the button on the login page leads to: the admin's policy must let a form go there.
OIDC_LOGIN_ORIGIN = os.environ.get("OIDC_LOGIN_ORIGIN") or "/".join(
    os.environ.get("OIDC_SERVER_URL", "").split("/")[:3]
)
if os.environ.get("OIDC_SERVER_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("OIDC_NAME", "de gemeente"),
                "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": os.environ["OIDC_SERVER_URL"]},
            }
        ],
    }

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Counted in the cache that processes share, and gone with it: no list of who tried from where.
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_CACHE = "shared"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "portal.accounts.locking.account_of"
AXES_CLIENT_IP_CALLABLE = "vault.limits.network_of"
AXES_LOCKOUT_CALLABLE = "portal.accounts.locking.locked"

WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "portal.accounts.forms.PasswordResetForm"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 2 * 3600  # seconds

# Who approves gets a mail (partners.notifying); technical administrators look after no content.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
