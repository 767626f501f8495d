"""The accounts in the admin, with our own form."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    user_viewset = "portal.accounts.users.UserViewSet"
