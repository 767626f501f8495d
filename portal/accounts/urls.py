"""The pages of logging in, inside the admin's own address.

Only what is used here is mounted: no sign-up, no change of address, no login by code.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import urls as oidc_urls
from django.urls import include, path
from django.views.decorators.cache import never_cache

_two = "tweede-stap/"

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/gesloten/", account.account_inactive, name="account_inactive"),
    path("login/nogmaals/", account.reauthenticate, name="account_reauthenticate"),
    path("login/code/", never_cache(mfa.authenticate), name="mfa_authenticate"),
    path("login/code/nogmaals/", never_cache(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "login/passkey/nogmaals/",
        never_cache(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(_two, never_cache(mfa.index), name="mfa_index"),
    path(f"{_two}app/", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path(f"{_two}app/weg/", never_cache(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        f"{_two}herstelcodes/",
        never_cache(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        f"{_two}herstelcodes/nieuw/",
        never_cache(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(f"{_two}passkeys/", never_cache(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path(f"{_two}passkeys/nieuw/", never_cache(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        f"{_two}passkeys/<int:pk>/weg/",
        never_cache(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("login/via/", include(oidc_urls)),
    path("login/via/afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("login/via/fout/", social.login_error, name="socialaccount_login_error"),
    path("login/via/onbekend/", social.signup, name="socialaccount_signup"),
]
