"""Signing up, and managing a signup without an account."""

from django.urls import include, path, re_path

from signups import views

app_name = "signups"
urlpatterns = [
    path("", include("signups.placement.urls")),
    re_path(r"^aanmelden/(?P<kind>sessie|groep)/(?P<pk>\d{1,15})/$", views.start, name="start"),
    path("aanmelden/link/<uuid:key>/", views.link, name="link"),
    path("aanmelden/mijn/<uuid:key>/", views.manage, name="manage"),
    path("aanmelden/mijn/<uuid:key>/afzeggen/", views.cancel, name="cancel"),
    path("aanmelden/mijn/<uuid:key>/agenda.ics", views.calendar, name="calendar"),
]
