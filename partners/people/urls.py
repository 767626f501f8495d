"""The page behind the link of an invitation: open to who has the link, so outside the admin."""

from django.urls import path

from partners.people import accepting

urlpatterns = [
    path("uitnodiging/<str:key>/<str:signature>/", accepting.invitation, name="invitation"),
]
