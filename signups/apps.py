from django.apps import AppConfig


class SignupsConfig(AppConfig):
    name = "signups"

    def ready(self):
        from activities import cards
        from signups import forgetting, places, reactions  # noqa: F401

        cards.register_chips(places.for_sessions)

        from signups.placement import reactions as _placement  # noqa: F401
        from signups.placement import showing

        cards.register_page_chips(showing.for_pages)
