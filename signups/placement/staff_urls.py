"""The addresses of staff, below /beheer/indeling/."""

from django.urls import path

from signups.placement import staff_views as views

app_name = "placement"
urlpatterns = [
    path("", views.index, name="index"),
    path("nieuw/", views.edit, name="add"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/wijzigen/", views.edit, name="edit"),
    path("<int:pk>/groepen/", views.rooms, name="rooms"),
    path("<int:pk>/plan/", views.preview, name="preview"),
    path("<int:pk>/samen/", views.pairs, name="pairs"),
    path("<int:pk>/<int:signup_pk>/", views.one, name="one"),
]
