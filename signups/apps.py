from django.apps import AppConfig


class SignupsConfig(AppConfig):
    name = "signups"

    def ready(self):
        from activities import cards
        from signups import floods, forgetting, places, reactions, sealed  # noqa: F401
        from vault import keyring, limits, wiping

        cards.register_chips(places.for_sessions)

        from signups.placement import reactions as _placement  # noqa: F401
        from signups.placement import showing

        cards.register_page_chips(showing.for_pages)

        limits.register(floods.LIMITS)
        keyring.register(*sealed.SEALED)
        keyring.register_fingerprints(sealed.reindex)
        wiping.register(wiping.Room("signups", sealed.last_purge, sealed.tables))
