from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self):
        from portal import checks, receivers  # noqa: F401
        from portal.models import ContactPage, ContentPage
        from search import documents

        documents.register(ContentPage, documents.ordinary, related=("picture",))
        documents.register(ContactPage, documents.ordinary)

        receivers.watch()
