from django.urls import path

from activities import feeds, views

app_name = "activities"

urlpatterns = [
    path("agenda/", views.calendar, name="calendar"),
    path("agenda.ics", feeds.everything, name="feed"),
    path("activiteit/<int:pk>/agenda.ics", feeds.activity, name="activity_ics"),
    path("sessie/<uuid:uid>.ics", feeds.session, name="session_ics"),
    path("themas/", views.themes, name="themes"),
    path("themas/<slug:slug>/", views.theme, name="theme"),
]
