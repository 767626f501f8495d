from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("participation")

    def ready(self):
        from activities.views import register_theme_context
        from participation import floods
        from participation.lines import of_theme
        from vault import limits

        limits.register(floods.LIMITS)
        register_theme_context(of_theme)
