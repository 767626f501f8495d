"""Groups and their dates in the admin.

An upper layer may know more of a group than activities does. It subclasses `GroupViewSet`
(`form_class`, `wizard_step`, `signup_panels`, `session_columns`, `group_buttons`) and calls
`use(Subclass)` in its own wagtail_hooks; activities then registers that class, once, under
"groups".
"""

from collections.abc import Callable
from dataclasses import dataclass

import django_filters
from django import forms
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from activities import group_views, season_views, session_views, several_views
from activities.forms import GroupFormBase, MomentInput
from activities.models import Group, Session
from activities.panels import DatesPanel
from activities.scope import groups_of
from activities.wizard.steps import SignupStep
from partners.models import PartnerPage
from partners.permissions import partners_of


@dataclass(frozen=True)
class SessionColumn:
    """A column in the list of dates: `cells` gives safe HTML by session id, for all at once."""

    label: str
    cells: Callable[[list[Session], HttpRequest], dict[int, str]]


class OwnGroups(ModelPermissionPolicy):
    """Staff work with the groups of their own partners only."""

    def instances_user_has_any_permission_for(self, user, actions):
        return (
            groups_of(user) if self.user_has_any_permission(user, actions) else Group.objects.none()
        )

    def user_has_permission_for_instance(self, user, action, instance):
        return (
            self.instances_user_has_any_permission_for(user, [action])
            .filter(pk=instance.pk)
            .exists()
        )


class GroupFilters(WagtailFilterSet):
    partner = django_filters.ModelChoiceFilter(
        label=_("Partner"),
        queryset=lambda request: partners_of(request.user),
        method="of_partner",
    )

    class Meta:
        model = Group
        fields = ["way_in"]

    def of_partner(self, groups, name, partner: PartnerPage | None):
        return groups.filter(activity__path__startswith=partner.path) if partner else groups


class NextDateColumn(DateColumn):
    """The next date in full: staff plan by weekday."""

    cell_template_name = "activities/admin/next_date_cell.html"


class GroupViewSet(ModelViewSet):
    """The list, the form and the detail page of groups; see the module for how to extend it."""

    model = Group
    icon = "calendar-alt"
    menu_label = _("Groups and dates")
    menu_order = 110
    add_to_admin_menu = True
    url_prefix = "groepen"
    url_namespace = "groups"
    copy_view_enabled = False
    index_view_class = group_views.GroupIndexView
    add_view_class = group_views.GroupCreateView
    edit_view_class = group_views.GroupEditView
    delete_view_class = group_views.GroupDeleteView
    filterset_class = GroupFilters
    search_fields = ["activity__title", "name"]
    list_display = [
        TitleColumn("__str__", label=_("Group"), url_name="groups:detail"),
        NextDateColumn("next_at", label=_("Next date")),
        Column("coming_count", label=_("Dates to come")),
        Column("get_way_in_display", label=_("Way in")),
    ]

    form_class = GroupFormBase
    wizard_step = SignupStep
    signup_panels = [
        FieldPanel("way_in"),
        FieldPanel("elsewhere_url", help_text=_("Only if people sign up on another site.")),
        FieldRowPanel(
            [
                FieldPanel(
                    "signup_opens_at", widget=MomentInput, help_text=_("Empty: right away.")
                ),
                FieldPanel("signup_closes_at", widget=MomentInput),
            ]
        ),
    ]
    session_columns: list[SessionColumn] = []
    group_buttons: list[Callable] = []  # each takes (group, request), returns a Button

    @property
    def permission_policy(self):
        return OwnGroups(self.model)

    def get_edit_handler(self):
        panels = [
            MultiFieldPanel(
                [
                    FieldPanel("activity", widget=forms.Select),
                    FieldPanel("name"),
                    FieldPanel("venue"),
                ],
                heading=_("Which group"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("frequency"),
                    FieldRowPanel([FieldPanel(name) for name in ("first_day", "starts", "ends")]),
                    FieldRowPanel([FieldPanel("last_day"), FieldPanel("count")]),
                    FieldRowPanel(
                        [FieldPanel("skip_public_holidays"), FieldPanel("skip_school_holidays")]
                    ),
                    DatesPanel(),
                ],
                heading=_("When"),
            ),
            MultiFieldPanel(self.signup_panels, heading=_("Signing up")),
        ]
        return ObjectList(panels, base_form_class=self.form_class).bind_to_model(self.model)

    def get_common_view_kwargs(self, **kwargs):
        unused = {"history_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**unused, **kwargs)

    @property
    def detail_view(self):
        return group_views.GroupDetailView.as_view(viewset=self)

    def get_urlpatterns(self):
        kept = {"index", "index_results", "add", "edit", "delete"}
        views = session_views
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in kept),
            path("voorbeeld/", group_views.preview, name="preview"),
            path("<int:pk>/", self.detail_view, name="detail"),
            path("seizoen/<int:pk>/", season_views.SeasonView.as_view(), name="copy_season"),
            path("<int:pk>/data/", views.AddPatternView.as_view(), name="add_pattern"),
            path("<int:pk>/datum/", views.AddSessionView.as_view(), name="add_session"),
            path("datum/<int:pk>/verplaatsen/", views.MoveView.as_view(), name="move_session"),
            path(
                "datum/<int:pk>/meer/",
                several_views.SeveralView.as_view(viewset=self),
                name="change_dates",
            ),
            path("datum/<int:pk>/afzeggen/", views.CancelView.as_view(), name="cancel_session"),
            path("datum/<int:pk>/herstellen/", views.RestoreView.as_view(), name="restore_session"),
            path(
                "datum/<int:pk>/verwijderen/",
                views.DeleteSessionView.as_view(),
                name="delete_session",
            ),
        ]


_used: type[GroupViewSet] = GroupViewSet


def use(viewset: type[GroupViewSet]) -> None:
    """Let a subclass stand in for `GroupViewSet`; call it when wagtail_hooks are loaded."""
    global _used
    _used = viewset


def used() -> type[GroupViewSet]:
    """Return the class that the admin registers."""
    return _used
