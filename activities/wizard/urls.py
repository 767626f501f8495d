"""The addresses of “New activity” in the admin."""

from django.urls import path

from activities.wizard import views

app_name = "new_activity"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<int:pk>/", views.begin, name="begin"),
    path("<uuid:key>/<slug:step>/", views.StepView.as_view(), name="step"),
]
