"""Every mount of the site in one list."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import health, sitemaps, views

urlpatterns = [
    # Before Wagtail's: its own way of logging in asks for no second factor.
    path(settings.ADMIN_PATH, include("portal.accounts.urls")),
    path(settings.ADMIN_PATH, include("partners.people.urls")),
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path(".well-known/security.txt", views.security, name="security"),
    # Documents may be private: their own view above asks who may see them. Nobody sees uploads
    # that wait for their alternative text.
    re_path(
        r"^media/(?P<path>(?!documents/|wagtail_uploads/).*)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
]

if settings.DEMO:
    urlpatterns.append(path("post/", include("portal.mailbox")))


urlpatterns += i18n_patterns(
    path("", include("activities.urls")),
    path("", include("news.urls")),
    path("", include("search.urls")),
    path("", include("concerns.urls")),
    path("", include("signups.urls")),
    path("", include("participation.urls")),
    # The same addresses as Wagtail's own, which stay to make links from.
    re_path(wagtail_urls.serve_pattern, views.page),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "portal.views.bad_request"
handler404 = "portal.views.not_found"
handler500 = "portal.views.broken"
