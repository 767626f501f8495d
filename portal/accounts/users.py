"""Accounts in the admin, for technical administrators.

The groups of a partner follow memberships, so no form changes them. Nobody gives a member
of a partner another password: whoever could would also see who signed up.
"""

from django.contrib.auth.models import Group
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as BaseUserViewSet

from partners import operations


def free_groups():
    """Return the groups that a form may give and take."""
    return Group.objects.exclude(pk__in=Group.objects.filter(operations.kept_by_us()).values("pk"))


class StaffCreationForm(UserCreationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = free_groups()


class StaffEditForm(UserEditForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = free_groups()

    @property
    def password_enabled(self):
        return super().password_enabled and not self.instance.memberships.exists()

    def save(self, commit=True):
        user = super().save(commit=commit)
        if commit:
            operations.follow_memberships(user=user)
        return user


class UserViewSet(BaseUserViewSet):
    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm
