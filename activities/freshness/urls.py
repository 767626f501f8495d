"""The addresses of “Keep up to date” in the admin."""

from django.urls import path

from activities.freshness import views

app_name = "freshness"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.activity, name="activity"),
]
