from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from django.db.models.signals import post_migrate

        from activities import page
        from common import roles, urgency
        from search import alike, seeds, signals, watching, wording  # noqa: F401

        page.register_alike(alike.find)
        urgency.register(hear=watching.hear, address=watching.address)
        post_migrate.connect(seeds.fill, sender=self, dispatch_uid="search-seeds")
        roles.register(
            self.label, editors=roles.all_of("synonym", "bestbet", "urgentterm") + ("view_tally",)
        )
