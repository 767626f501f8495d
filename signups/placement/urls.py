"""Signing up for a series."""

from django.urls import path

from signups.placement import views

urlpatterns = [path("aanmelden/reeks/<int:pk>/", views.start, name="series")]
