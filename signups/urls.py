"""Signing up, and managing a signup without an account."""

from django.urls import include, path, re_path

from signups import views

app_name = "signups"

# The cookie that opens a signup is sent to these addresses only.
_own = [
    path("", views.manage, name="manage"),
    path("afzeggen/", views.cancel, name="cancel"),
    path("agenda.ics", views.calendar, name="calendar"),
    path("wijzigen/", views.change, name="change"),
    path("datum/", views.move, name="move"),
    path("gegevens/", views.data, name="data"),
    path("gegevens.json", views.data_file, name="data_file"),
    path("wissen/", views.erase, name="erase"),
    path("nieuwe-link/", views.new_link, name="new_link"),
]

urlpatterns = [
    path("", include("signups.placement.urls")),
    re_path(r"^aanmelden/(?P<kind>sessie|groep)/(?P<pk>\d{1,15})/$", views.start, name="start"),
    path("aanmelden/link/<uuid:key>/", views.link, name="link"),
    path("aanmelden/mijn/<uuid:key>/", include(_own)),
    path("aanmelden/gewist/", views.erased, name="erased"),
    path("aanmelden/gegevens-van-je-kind/", views.ask, name="ask_data"),
    path("aanmelden/gegevens-van-je-kind/verstuurd/", views.asked, name="data_asked"),
    path("aanmelden/link-kwijt/", views.lost, name="lost"),
    path("aanmelden/link-kwijt/verstuurd/", views.lost_sent, name="lost_sent"),
]
