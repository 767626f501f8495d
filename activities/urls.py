from django.urls import path, re_path

from activities import feeds, views

app_name = "activities"

urlpatterns = [
    path("agenda/", views.calendar, name="calendar"),
    path("agenda.ics", feeds.everything, name="feed"),
    # No longer than an id can be: a database refuses to look for more.
    re_path(r"^activiteit/(?P<pk>[0-9]{1,9})/agenda\.ics$", feeds.activity, name="activity_ics"),
    path("sessie/<uuid:uid>.ics", feeds.session, name="session_ics"),
    path("themas/", views.themes, name="themes"),
    path("themas/<slug:slug>/", views.theme, name="theme"),
]
