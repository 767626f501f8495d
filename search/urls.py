from django.urls import path

from search import assist, calendar, feeds, map, views, watching

app_name = "search"
urlpatterns = [
    path("zoeken/", views.search, name="results"),
    path("zoeken/kalender/", calendar.calendar, name="calendar"),
    path("zoeken/kaart/", map.results_map, name="map"),
    path("zoeken.ics", feeds.as_calendar, name="results_ics"),
    path("zoeken.atom", feeds.as_atom, name="results_atom"),
    path("activiteiten/", views.activities, name="activities"),
    path("zoeken/geopend/", assist.opened, name="opened"),
    path("zoeken/woorden.json", watching.words, name="urgent_words"),
    path("api/v1/search", views.api, name="api"),
    path("api/v1/suggest", assist.suggestions, name="suggest"),
]
