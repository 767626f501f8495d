from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("activities")

    def ready(self):
        from activities import receivers  # noqa: F401
        from activities.page import of_partner
        from common import roles
        from partners.context import register_partner_context

        register_partner_context(of_partner)
        roles.register(
            self.label,
            team=roles.all_of("group", "session"),
            editors=roles.all_of("group", "session", "theme", "audience", "pass", "schoolholiday"),
        )
