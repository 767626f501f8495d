from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"

    def ready(self):
        from activities.page import of_partner
        from partners.context import register_partner_context

        register_partner_context(of_partner)
