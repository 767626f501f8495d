"""The addresses of staff, below /beheer/aanmeldingen/."""

from django.urls import path

from signups.staff import index, people, settings

app_name = "signups_staff"
urlpatterns = [
    path("", index.index, name="index"),
    path("<int:pk>/", people.people, name="people"),
    path("<int:pk>/lijst.csv", people.export, name="export"),
    path("<int:pk>/<int:signup_pk>/", people.act, name="act"),
    path("vragen/<int:pk>/", settings.SettingsView.as_view(), name="settings"),
]
