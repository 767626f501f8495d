"""What managers fill in to invite somebody, and what that person fills in."""

from datetime import datetime
from typing import cast

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from partners import operations
from partners.models import EditorArea, Membership, PartnerPage, SiteRole

Role = Membership.Role
# In the words of who chooses.
ROLES = [
    (Role.WORKER, _("worker: writes and hands in")),
    (Role.MANAGER, _("manager: publishes, sees signups, keeps these people")),
    (Role.DATA, _("data role: sees which protected signups belong together")),
    (Role.VOLUNTEER, _("volunteer: sees the first names of one meeting")),
]


class InviteForm(forms.Form):
    """Invite somebody with a role; editors may only begin a team, with a manager."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)

    def __init__(self, *args, partner: PartnerPage, user: User, begins: bool, now: datetime, **kw):
        super().__init__(*args, **kw)
        self.partner, self.user, self.now = partner, user, now
        if begins:
            role = cast(forms.ChoiceField, self.fields["role"])
            role.choices = [row for row in ROLES if row[0] == Role.MANAGER]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip()
        if email.casefold() == self.user.email.casefold():
            raise forms.ValidationError(_("This is your own address."))
        return email

    def clean(self) -> dict:
        data: dict = super().clean() or {}
        members = self.partner.memberships.filter(
            user__email__iexact=data.get("email", ""), role=data.get("role", "")
        )
        if data.get("email") and members.exists():
            self.add_error("email", _("This person has that role already."))
        return data


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class SiteRoleForm(forms.Form):
    """One role for the site, of one account."""

    user: forms.ModelChoiceField = forms.ModelChoiceField(User.objects.all())
    role = forms.ChoiceField(choices=SiteRole)
    area: forms.ModelChoiceField = forms.ModelChoiceField(EditorArea.objects.all(), required=False)


class SiteInviteForm(forms.Form):
    """Invite somebody to look after the site; an editor perhaps for one municipality."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (SiteRole.EDITOR, _("editor: looks after pages and partners, sees no visitors")),
            (SiteRole.ADMIN, _("technical administrator: keeps accounts and settings")),
        ],
    )
    area: forms.ModelChoiceField = forms.ModelChoiceField(
        EditorArea.objects.select_related("group").order_by("group__name", "pk"),
        label=_("For which municipality"),
        help_text=_("For an editor only."),
        required=False,
        empty_label=_("the whole site"),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip()
        if email.casefold() == self.user.email.casefold():
            raise forms.ValidationError(_("This is your own address."))
        return email

    def clean(self) -> dict:
        data: dict = super().clean() or {}
        role, area, email = data.get("role"), data.get("area"), data.get("email", "")
        if area and role == SiteRole.ADMIN:
            self.add_error("area", _("A technical administrator is there for the whole site."))
        has = (
            row.user.email.casefold() == email.casefold() and (row.role, row.area) == (role, area)
            for row in operations.site_members()
        )
        if email and any(has):
            self.add_error("email", _("This person has that role already."))
        return data


class NewAccountForm(forms.Form):
    """The name and the password of who accepts an invitation."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. A short sentence works well."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict:
        data: dict = super().clean() or {}
        if "password" not in data:
            return data
        if data.get("again") != data["password"]:
            self.add_error("again", _("The two passwords are not the same."))
        who = User(
            email=self.email,
            first_name=data.get("first_name", ""),
            last_name=data.get("last_name", ""),
        )
        try:
            validate_password(data["password"], who)
        except forms.ValidationError as error:
            self.add_error("password", error)
        return data
