"""Agreements in the admin; partners and teams are pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.viewsets.model import ModelViewSet

from partners.models import Agreement


class AgreementViewSet(ModelViewSet):
    model = Agreement
    icon = "doc-full"
    menu_label = _("Agreements")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["name", "signed_on"]
    search_fields = ["name", "description"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("signed_on"),
        FieldPanel("description"),
        InlinePanel("signatories", label=_("Signatories"), min_num=2),
    ]
