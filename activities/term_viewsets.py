"""The words to file activities under, and the holidays that patterns step over."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from activities.models import Audience, Pass, SchoolHoliday, Theme

_NAME = [TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug")]


class TermViewSet(ModelViewSet):
    search_fields = ["name"]
    list_display = ["name", "slug"]
    copy_view_enabled = False


class ThemeViewSet(TermViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name", "summary"]
    panels = [*_NAME, FieldPanel("summary")]


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "group"
    list_display = ["name", "age_from", "age_to"]
    panels = [*_NAME, FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")])]


class PassViewSet(TermViewSet):
    model = Pass
    icon = "key"
    panels = _NAME


class SchoolHolidayViewSet(ModelViewSet):
    model = SchoolHoliday
    icon = "date"
    search_fields = ["name"]
    list_display = ["name", "first_day", "last_day"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
    ]


class TermsViewSetGroup(ModelViewSetGroup):
    menu_label = _("Words and holidays")
    menu_icon = "tag"
    menu_order = 310
    items = (ThemeViewSet, AudienceViewSet, PassViewSet, SchoolHolidayViewSet)
