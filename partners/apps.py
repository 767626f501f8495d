from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("partners")

    def ready(self):
        from partners import permissions, receivers

        receivers.connect()
        permissions.register(
            self.label, editors=("add_agreement", "change_agreement", "delete_agreement")
        )
