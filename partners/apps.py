from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = _("partners")

    def ready(self):
        from common import roles
        from partners import receivers

        receivers.connect()
        roles.register(self.label, editors=roles.all_of("agreement"))
