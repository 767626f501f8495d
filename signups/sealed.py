"""What signups seals and forgets: for a change of keys, and for wiping what was deleted."""

from datetime import datetime

from django.apps import apps
from django.db.models import Max, Model

from signups import personal
from signups.models import AccessLog, DataRequest, Message, Series, Signup, Wish
from vault import crypto, keyring
from vault.keyring import Sealed

SEALED = (
    Sealed(Signup, "signup", "key", ("contact", "people", "answers")),
    Sealed(Message, "message", "key", ("text",)),
    Sealed(DataRequest, "request", "key", ("text",)),
    Sealed(Series, "series", "uid", ("key",)),
    Sealed(Wish, "wish", "signup__key", ("mix",)),
)


def reindex(*, write: bool = True) -> int:
    """Make the fingerprints of addresses anew under the present index key; return how many.

    The fingerprints of whole forms go: they serve to know a second click, minutes long.

    :raises crypto.CannotOpen: an address can't be read.
    """
    changed = 0
    contacts = Sealed(Signup, "signup", "key", ("contact",))
    for rows in keyring.batches(contacts, ("email_index",)):
        for row in rows:
            if not bytes(row["contact"]):
                continue
            signup = Signup(key=row["key"], contact=row["contact"])
            index = crypto.email_index(personal.contact_of(signup).email)
            if index == row["email_index"]:
                continue
            changed += 1
            if write:
                Signup.objects.filter(pk=row["pk"], contact=row["contact"]).update(
                    email_index=index, body_hash=""
                )
    return changed


def last_purge() -> datetime | None:
    """Return when something was forgotten for the last time."""
    return Signup.objects.aggregate(last=Max("purged_at"))["last"]


def tables() -> list[type[Model]]:
    """Return what is written anew: all that knows of people, but for who looked (a year)."""
    models = apps.get_app_config("signups").get_models()
    return [one for one in models if hasattr(one, "personal_data") and one is not AccessLog]
