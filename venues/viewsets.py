"""Places in the admin: staff choose a venue, editors keep the list."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import ModelPermissionPolicy

from venues.models import Municipality, Neighbourhood, PostcodeArea, Venue

_POINT = MultiFieldPanel(
    [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
    heading=_("On the map"),
    help_text=_("In degrees, for example 51.9231 and 4.2501."),
)


class MunicipalityViewSet(ModelViewSet):
    model = Municipality
    icon = "home"
    list_display = ["name", "slug"]
    search_fields = ["name"]
    copy_view_enabled = False
    panels = [TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug")]


class NeighbourhoodViewSet(ModelViewSet):
    model = Neighbourhood
    icon = "grid"
    list_display = ["name", "municipality", "slug"]
    list_filter = ["municipality"]
    search_fields = ["name", "municipality__name"]
    copy_view_enabled = False
    panels = [FieldPanel("municipality"), FieldPanel("name"), FieldPanel("slug")]


class VenueViewSet(ModelViewSet):
    model = Venue
    icon = "site"
    list_display = [
        "name",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        "neighbourhood",
        Column("address", label=_("address")),
    ]
    list_filter = ["kind", "neighbourhood__municipality", "step_free"]
    search_fields = ["name", "street", "postcode", "town", "neighbourhood__name"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("neighbourhood")]),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("website")]),
                FieldPanel("route"),
            ],
            heading=_("Address and route"),
        ),
        _POINT,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("step_free"), FieldPanel("accessible_toilet")]),
                FieldRowPanel([FieldPanel("quiet_room"), FieldPanel("low_stimulus")]),
            ],
            heading=_("Who can come in"),
        ),
        FieldPanel("is_example"),
    ]


class PostcodeAreaViewSet(ModelViewSet):
    model = PostcodeArea
    icon = "crosshairs"
    list_display = ["digits", "neighbourhood", "latitude", "longitude"]
    list_filter = ["neighbourhood__municipality"]
    search_fields = ["digits", "neighbourhood__name"]
    copy_view_enabled = False
    panels = [FieldPanel("digits"), FieldPanel("neighbourhood"), _POINT]


class PlacesViewSetGroup(ModelViewSetGroup):
    menu_label = _("Venues and areas")
    menu_icon = "site"
    menu_order = 320
    items = (VenueViewSet, NeighbourhoodViewSet, MunicipalityViewSet, PostcodeAreaViewSet)


class NewVenueForm(WagtailAdminModelForm):
    prefix = "venue"  # the form behind the window has a field called name too

    class Meta:
        model = Venue
        fields = ["name", "kind", "neighbourhood", "street", "postcode", "town"]


class VenueChooserViewSet(ChooserViewSet):
    """Find a venue by name, or add one that is missing."""

    model = Venue
    icon = "site"
    choose_one_text = _("Choose a venue")
    choose_another_text = _("Choose another venue")
    edit_item_text = _("Edit this venue")
    creation_tab_label = _("New venue")
    create_action_label = _("Add venue")
    permission_policy = ModelPermissionPolicy(Venue)
    creation_form_class = NewVenueForm


venue_chooser = VenueChooserViewSet("venue_chooser")
