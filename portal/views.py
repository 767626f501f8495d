"""Pages that are no Wagtail page: errors and the state of the site."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """Say in plain words that a form was too old; nothing was stored."""
    return render(request, "csrf.html", status=403)
