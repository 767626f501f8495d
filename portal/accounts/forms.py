"""The forms of logging in and of a forgotten password, in our words."""

from allauth.account.forms import LoginForm as BaseLoginForm
from django import forms
from django.contrib.auth.forms import PasswordResetForm as BasePasswordResetForm
from django.utils.translation import gettext_lazy as _

from partners import operations


class LoginForm(BaseLoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Username or e-mail address")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        password.label, password.help_text = _("Password"), ""
        password.widget.attrs = {"autocomplete": "current-password"}


class PasswordResetForm(BasePasswordResetForm):
    """Queue the mail: a known address is answered as fast, and in the same words, as any other."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    extra_fields = ()

    def save(self, *args, **kwargs) -> None:
        users = self.get_users(self.cleaned_data["email"])
        operations.ask_for_password(users=list(users))
