from django.urls import path

from news.feeds import NewsFeed

app_name = "news"

urlpatterns = [path("nieuws.atom", NewsFeed(), name="feed")]
