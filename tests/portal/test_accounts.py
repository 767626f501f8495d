"""Logging in: throttled, with a second step, and no way around it."""

import logging
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import reverse

from common import clock
from partners import mails
from partners.models import AccountMail
from tests import builders

pytestmark = pytest.mark.django_db

PASSWORD = "wachtwoord-voor-tests"
LOGIN = "/beheer/login/"


@pytest.fixture(autouse=True)
def _shared_cache():
    from django.core.cache import caches

    call_command("createcachetable", verbosity=0)
    caches["shared"].clear()
    yield
    caches["shared"].clear()


@pytest.fixture
def manager():
    return builders.make_staff(builders.make_partner(), "beheerder")


def log_in(client, name="beheerder", password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": name, "password": password}, **headers)


def without_token(answer):
    return re.sub(r'(csrf\w*"[^"]*?")[\w-]{64}"', r'\1"', answer.content.decode(), flags=re.I)


def is_in(client):
    return client.get("/beheer/").status_code == 200


def give_second_step(user):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret):
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )


@pytest.mark.parametrize("name", ["beheerder", "beheerder@portaal.example"])
def test_staff_log_in_by_username_or_address(client, manager, name):
    answer = log_in(client, name)

    assert answer.status_code == 302
    assert is_in(client)


def test_the_admin_sends_who_is_not_in_to_the_login_page_and_back(client, manager):
    answer = client.get("/beheer/account/")
    assert answer.url.startswith(LOGIN)

    page = client.get(answer.url).content.decode()
    assert 'value="/beheer/account/"' in page
    answer = client.post(
        answer.url, {"login": "beheerder", "password": PASSWORD, "next": "/beheer/account/"}
    )

    assert answer.url == "/beheer/account/"


def test_a_wrong_password_says_nothing_about_the_account(client, manager):
    known = log_in(client, password="fout").content.decode()
    unknown = log_in(client, name="niemand", password="fout").content.decode()

    assert "horen niet bij elkaar" in known
    assert known.count("horen niet bij elkaar") == unknown.count("horen niet bij elkaar")


def test_an_account_is_locked_for_one_network_after_five_tries(client, settings, manager):
    settings.PROXY_COUNT = 1
    here, there = {"HTTP_X_FORWARDED_FOR": "198.51.100.1"}, {"HTTP_X_FORWARDED_FOR": "198.51.100.2"}
    for _ in range(5):
        answer = log_in(client, password="fout", **here)
    assert answer.status_code == 429
    assert "Wacht een kwartier" in answer.content.decode()

    assert log_in(client, **here).status_code == 429
    assert not is_in(client)
    assert log_in(client, **there).status_code == 302


def test_a_header_that_no_proxy_of_ours_wrote_opens_no_lock(client, manager):
    for number in range(5):
        log_in(client, password="fout", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")

    assert log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429


def test_no_name_of_an_account_is_logged(client, manager, caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(6):
            log_in(client, password="fout")

    assert "beheerder" not in caplog.text


def test_who_has_a_second_step_does_not_get_in_with_a_password_alone(client, manager):
    secret = give_second_step(manager)

    answer = log_in(client)
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(client)
    wrong = client.post(answer.url, {"code": "000000"})
    assert "klopt niet" in wrong.content.decode()
    client.post(answer.url, {"code": code_of(secret)})

    assert is_in(client)


def test_a_recovery_code_works_once(client, manager):
    give_second_step(manager)
    codes = Authenticator.objects.get(user=manager, type=Authenticator.Type.RECOVERY_CODES)
    code = codes.wrap().get_unused_codes()[0]

    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(client)
    client.logout()
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})

    assert not is_in(client)


def test_guessing_codes_is_throttled(client, manager):
    secret = give_second_step(manager)
    log_in(client)
    for _ in range(7):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert not is_in(client)


def test_the_secret_of_a_second_step_is_sealed(manager):
    secret = give_second_step(manager)

    row = Authenticator.objects.get(user=manager, type=Authenticator.Type.TOTP)

    assert secret not in str(row.data)


def test_where_it_is_demanded_nobody_works_without_a_second_step(client, settings, manager):
    settings.STAFF_SECOND_FACTOR = True
    log_in(client)

    for path in ("/beheer/", "/beheer/pages/", "/beheer/account/", "/beheer/api/main/pages/"):
        assert client.get(path).url == reverse("mfa_activate_totp")
    assert client.get("/beheer/", HTTP_X_REQUESTED_WITH="XMLHttpRequest").status_code == 403
    again = client.get(reverse("mfa_activate_totp")).url
    page = client.post(again, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(answer.url).content.decode().count("<code>") >= 8
    assert is_in(client)


def test_nobody_makes_an_account_by_themselves(client):
    for path in ("/beheer/signup/", "/beheer/login/signup/", "/accounts/signup/"):
        assert client.get(path).status_code in (302, 404)
    assert client.get(reverse("socialaccount_signup")).status_code == 302


def test_a_forgotten_password_is_answered_the_same_for_every_address(client, manager):
    url = reverse("wagtailadmin_password_reset")
    known = client.post(url, {"email": manager.email}, follow=True)
    unknown = client.post(url, {"email": "niemand@voorbeeld.example"}, follow=True)

    assert without_token(known) == without_token(unknown)
    assert mail.outbox == []
    assert AccountMail.objects.count() == 1


def test_the_link_for_a_new_password_works_and_goes_through_the_second_step(client, manager):
    give_second_step(manager)
    client.post(reverse("wagtailadmin_password_reset"), {"email": manager.email})
    mails.run(clock.now())
    link = next(line for line in mail.outbox[0].body.splitlines() if "password_reset" in line)

    form = client.get("/" + link.split("/", 3)[3], follow=True)
    new = "een-heel-nieuw-wachtwoord"
    path = form.redirect_chain[-1][0]
    client.post(path, {"new_password1": new, "new_password2": new})

    assert not is_in(client)
    assert log_in(client, password=new).url == reverse("mfa_authenticate")


def test_the_account_menu_leads_to_the_second_step(client, manager):
    client.force_login(manager)

    assert reverse("mfa_index") in client.get("/beheer/account/").content.decode()
    assert client.get(reverse("mfa_index")).status_code == 200


def test_a_check_complains_of_production_without_a_second_step(settings):
    settings.STAFF_SECOND_FACTOR = False
    found = {row.id for row in run_checks(include_deployment_checks=True, tags=["security"])}
    settings.STAFF_SECOND_FACTOR = True
    better = {row.id for row in run_checks(include_deployment_checks=True, tags=["security"])}

    assert "portal.W002" in found - better


def test_an_administrator_gives_no_partner_group_and_no_new_password_to_a_member(client, manager):
    boss = builders.make_user("baas", is_superuser=True)
    client.force_login(boss)
    url = reverse("wagtailusers_users:edit", args=[manager.pk])
    group = manager.groups.get()

    page = client.get(url).content.decode()
    assert "password1" not in page
    form = {"username": "beheerder", "email": manager.email, "first_name": "A", "last_name": "B"}
    answer = client.post(url, form | {"is_active": "on", "groups": []})

    assert answer.status_code == 302
    assert list(manager.groups.all()) == [group]
