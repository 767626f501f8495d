from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcernsConfig(AppConfig):
    name = "concerns"
    verbose_name = _("messages for the teams")

    def ready(self):
        from common import roles
        from concerns import floods, sealed
        from vault import keyring, limits, wiping

        limits.register(floods.LIMITS)
        keyring.register(*sealed.SEALED)
        wiping.register(wiping.Room("concerns", sealed.last_forgotten, sealed.tables))
        roles.register(self.label, editors=roles.all_of("desk"))
