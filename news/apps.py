from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"

    def ready(self):
        from activities.views import register_theme_context
        from news.context import of_partner, of_theme
        from partners.context import register_partner_context

        register_theme_context(of_theme)
        register_partner_context(of_partner)
