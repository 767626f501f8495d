from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self):
        from portal import checks, personal_data, receivers  # noqa: F401
        from portal.models import ContactPage, ContentPage
        from search import documents

        documents.register(ContentPage, documents.ordinary, related=("picture",))
        documents.register(ContactPage, documents.ordinary)

        personal_data.declare_accounts()
        receivers.watch()
