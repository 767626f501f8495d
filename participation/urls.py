"""Have your say, and see what was done with it."""

from django.urls import path, re_path

from participation.views import done, reading, voting

app_name = "participation"

urlpatterns = [
    path("meepraten/", reading.index, name="index"),
    path("meepraten/<slug:slug>/", reading.consultation, name="consultation"),
    path("stem/", voting.enter, name="enter"),
    re_path(r"^stem/(?P<code>[\w-]{1,20})/$", voting.ballot, name="ballot"),
    path("wat-deden-we-ermee/", done.index, name="done"),
    path("wat-deden-we-ermee/<slug:slug>/", done.theme, name="done_theme"),
    path("panel/<slug:slug>/", reading.panel, name="panel"),
]
