"""Which personal data a model keeps, declared beside its fields.

A model that keeps anything about a person says so:

    personal_data = [PersonalField("contact", purpose=…, ground=…, retention=…, seen_by=…)]

docs/personal-data.md is written from these declarations (`manage.py personal_data`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field with personal or protected data, and what the AVG (GDPR) wants told of it.

    `name` is the field of the model; everything else is plain English for the register:
    article 5(1)(b) purpose, article 6 ground, article 5(1)(e) retention, article 30(1)(d)
    who sees it.
    """

    name: str
    purpose: str
    ground: str
    retention: str
    seen_by: str


_elsewhere: dict[str, list[PersonalField]] = {}


def declare(label: str, fields: Iterable[PersonalField]) -> None:
    """Declare what a model of somebody else keeps; label is "app.Model"."""
    _elsewhere[label.lower()] = list(fields)


def declared() -> Iterator[tuple[type[models.Model], PersonalField]]:
    """Yield every declaration of every installed model, in the order of apps and models.

    :raises FieldDoesNotExist: a declaration names no field of its model.
    """
    for model in apps.get_models(include_auto_created=True):
        own = vars(model).get("personal_data", ())
        for field in [*own, *_elsewhere.get(model._meta.label_lower, ())]:
            model._meta.get_field(field.name)
            yield model, field
