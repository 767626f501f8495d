from django.apps import AppConfig


class SignupsConfig(AppConfig):
    name = "signups"

    def ready(self):
        from activities import cards
        from signups import places, reactions  # noqa: F401

        cards.register_chips(places.for_sessions)
