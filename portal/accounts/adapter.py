"""What this portal asks of allauth: nobody makes an account by themselves."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vault import limits


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("This name and this password do not go together."),
        "email_password_mismatch": _("This name and this password do not go together."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("You tried too often. Try again in fifteen minutes."),
        "rate_limited": _("You tried too often. Try again in fifteen minutes."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def pre_authenticate(self, request, **credentials) -> None:
        """Leave counting to axes: allauth would lock an account for every network at once."""

    def get_client_ip(self, request) -> str:
        return limits.network_of(request)

    def get_login_redirect_url(self, request) -> str:
        return reverse("wagtailadmin_home")

    def add_message(self, *args, **kwargs) -> None:
        """Say nothing: the page that follows says it."""

    def send_notification_mail(self, *args, **kwargs) -> None:
        """Send nothing within a request: mail leaves from the worker."""


class OidcAdapter(DefaultSocialAccountAdapter):
    """Log in who was invited, found by the verified address; make no account."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin) -> None:
        """Tie the provider's account to ours the first time; from then on its number counts.

        Not left to allauth: it takes the password away of whose address it did not verify
        itself, and ours was verified by the invitation.
        """
        addresses = [row.email for row in sociallogin.email_addresses if row.verified]
        if sociallogin.is_existing or len(addresses) != 1:
            return
        known = get_user_model().objects.filter(email__iexact=addresses[0])[:2]
        if len(known) == 1:
            sociallogin.connect(request, known[0])


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keep the secret of a second factor sealed: who reads the database makes no codes.

    Of a passkey there is no secret here: its private key never leaves the device.
    """

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Look for a new one in the app."),
    }

    def generate_authenticator_name(self, user, type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.WAGTAIL_SITE_NAME}

    def encrypt(self, text: str) -> str:
        return _ring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _ring().decrypt(encrypted_text.encode()).decode()


def _ring() -> MultiFernet:
    """Return the keys that seal: of SECRET_KEY first, then of those it replaces."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key_of(key)) for key in keys])


def _key_of(secret: str) -> bytes:
    digest = hashlib.sha256(b"portal.accounts.second-factor|" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
