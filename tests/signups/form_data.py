"""What a browser sends from the form, and what it gets back."""

import re
import uuid
from datetime import timedelta

from django.urls import reverse

from common import clock
from signups import links
from signups.models import SignupSettings
from vault import crypto, stamps

GOOD = {
    "name": "Noor Voorbeeld",
    "email": "noor@post.example",
    "telephone": "",
    "p-TOTAL_FORMS": "0",
    "p-INITIAL_FORMS": "0",
}


def form_of(bookable, **fields):
    moment = {"moment": str(bookable.session_id)} if bookable.session_id else {}
    stamp = {stamps.FIELD: stamps.made(clock.now() - timedelta(minutes=1))}
    return {"key": str(uuid.uuid4()), **stamp, **moment, **GOOD, **fields}


def url_of(bookable):
    if bookable.session_id:
        return reverse("signups:start", args=["sessie", bookable.session_id])
    return reverse("signups:start", args=["groep", bookable.group_id])


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def settings_for(bookable, **fields):
    return SignupSettings.objects.create(activity=bookable.owner.activity, **fields)


def children(*names, age=None):
    rows = {"p-TOTAL_FORMS": str(len(names)), "p-INITIAL_FORMS": "0"}
    for position, name in enumerate(names):
        rows |= {f"p-{position}-kind": "child", f"p-{position}-name": name}
        if age is not None:
            rows[f"p-{position}-age"] = str(age)
    return rows


def opened(client, signup):
    token = crypto.link_token(signup.key, purpose=links.MANAGE, version=signup.link_version)
    return client.post(reverse("signups:link", args=[signup.key]), {links.PARAMETER: token})
