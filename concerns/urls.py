from django.urls import path

from concerns import views

app_name = "concerns"
urlpatterns = [
    path("vraag/", views.start, name="start"),
    path("vraag/overleg/", views.worry, name="worry"),
    path("vraag/voor-professionals/", views.family, name="family"),
    path("vraag/bel-mij/", views.towns, name="towns"),
    path("vraag/bel-mij/<slug:slug>/", views.call, name="call"),
    path("vraag/verstuurd/", views.sent, name="sent"),
    path("niet-pluis/", views.not_right, name="not_right"),
]
