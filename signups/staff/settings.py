"""What an activity asks of people who sign up."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin.panels import ObjectList
from wagtail.admin.views import generic

from activities import operations
from activities.scope import activities_of
from signups.forms_staff import SettingsForm
from signups.models import SignupSettings
from signups.staff.crumbs import way


@method_decorator(never_cache, name="dispatch")
class SettingsView(generic.EditView):
    """What an activity asks of people who sign up, for who may change the activity."""

    model = SignupSettings
    panel = ObjectList(SignupSettings.panels, base_form_class=SettingsForm).bind_to_model(
        SignupSettings
    )
    page_title = gettext_lazy("What you ask at signup")
    header_icon = "form"
    success_message = gettext_lazy("Saved. The form asks this from now on.")
    error_message = gettext_lazy("Not saved: look at what is wrong below.")
    edit_url_name = "signups_staff:settings"
    index_url_name = "signups_staff:index"

    def get_object(self, queryset=None):
        activity = get_object_or_404(activities_of(self.request.user), pk=self.kwargs["pk"])
        return SignupSettings.objects.get_or_create(activity=activity)[0]

    def user_has_permission(self, permission):
        return True  # get_object found it among the activities that the user may change

    def save_instance(self):
        kept = super().save_instance()
        operations.note(
            activity=kept.activity, change=operations.Change.QUESTIONS, by=self.request.user
        )
        return kept

    def get_edit_url(self):
        return reverse(self.edit_url_name, args=[self.kwargs["pk"]])

    def get_success_url(self):
        return self.get_edit_url()

    def get_success_buttons(self):
        return []

    @cached_property
    def header_more_buttons(self):
        return []

    def get_breadcrumbs_items(self):
        return way((str(self.object), ""))

    def get_page_subtitle(self):
        return str(self.object.activity)
