from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("zoeken/", views.search, name="results"),
    path("activiteiten/", views.activities, name="activities"),
    path("api/v1/search", views.api, name="api"),
]
