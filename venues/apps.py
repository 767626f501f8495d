from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VenuesConfig(AppConfig):
    name = "venues"
    verbose_name = _("venues")

    def ready(self):
        from common import roles

        roles.register(
            self.label,
            team=("add_venue", "view_venue"),
            editors=roles.all_of("municipality", "neighbourhood", "venue", "postcodearea"),
        )
