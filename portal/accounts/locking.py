"""What django-axes asks: which account is tried, and what somebody sees who tried too often."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers


def account_of(request: HttpRequest, credentials: dict | None) -> str:
    """Return the name that was typed, the same for every way of writing it."""
    given = credentials or {}
    typed = given.get("username") or given.get("email") or request.POST.get("login", "")
    return str(typed).strip().casefold()[:254]


def locked(request: HttpRequest, credentials: dict | None = None, *args) -> HttpResponse:
    """Answer who is locked out: for how long, and what helps."""
    response = render(request, "account/locked.html", status=429)
    add_never_cache_headers(response)
    return response
