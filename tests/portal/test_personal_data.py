"""What is kept about people is declared, and the register says what the code does."""

import io

from django.apps import apps
from django.core.management import call_command
from django.db import models

from common.personal_data import declared
from portal import personal_data

# Words in the name of a field that often mean a person; what none of them is, is said here.
TELLING = ("email", "telephone", "birth", "account", "user_name", "by_name")
OF_ORGANISATIONS = {
    "partners.PartnerPage.telephone",
    "partners.PartnerPage.email",
    "partners.TeamPage.telephone",
    "partners.TeamPage.email",
    "signups.SignupSettings.telephone",  # whether it is asked
}


def names() -> set[str]:
    return {f"{model._meta.label}.{field.name}" for model, field in declared()}


def test_the_register_is_what_the_code_declares():
    assert personal_data.PAGE.read_text() == personal_data.page()


def test_the_command_says_that_they_are_equal():
    call_command("personal_data", "--check", stdout=io.StringIO())


def test_every_sealed_field_is_declared():
    sealed = {
        f"{model._meta.label}.{field.name}"
        for app in ("signups", "partners", "activities")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField)
    }

    assert sealed and sealed <= names()


def test_every_field_whose_name_tells_of_people_is_declared():
    telling = {
        f"{model._meta.label}.{field.name}"
        for app in ("signups", "partners")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.local_fields
        if any(word in field.name for word in TELLING) and field.get_internal_type() in TEXTS
    }

    assert telling - OF_ORGANISATIONS <= names()


def test_every_declaration_says_all_five_things():
    for _model, field in declared():
        assert all([field.purpose, field.ground, field.retention, field.seen_by])


TEXTS = {"CharField", "EmailField", "TextField", "BinaryField"}
