from django.urls import path

from concerns.staff import figures, seats, views

app_name = "concerns_staff"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/doen/", views.act, name="act"),
    path("balie/<int:pk>/", seats.seats, name="seats"),
    path("cijfers/<int:pk>/", figures.figures, name="figures"),
]
