"""The editors of a partner and of a team, in the order in which staff think."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)


def ticks(name: str) -> FieldPanel:
    """Show a choice of several as boxes to tick."""
    return FieldPanel(name, widget=forms.CheckboxSelectMultiple)


PARTNER_PANELS = [
    TitleFieldPanel("title", placeholder=_("Name"), help_text=_("The name that people use.")),
    FieldPanel("summary"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("for_whom")]),
    FieldPanel("body"),
    FieldPanel("role"),
    MultiFieldPanel(
        [
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
            FieldPanel("website"),
            InlinePanel("opening_hours", heading=_("Opening hours"), label=_("Opening time")),
            FieldPanel("hours_note"),
        ],
        heading=_("How to reach us"),
    ),
    MultiFieldPanel([ticks("neighbourhoods"), ticks("venues")], heading=_("Where we work")),
    FieldPanel("picture"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("source_year"), FieldPanel("is_example")])],
        heading=_("About these facts"),
        classname="collapsed",
    ),
]

TEAM_PANELS = [
    TitleFieldPanel("title", placeholder=_("Name"), help_text=_("The name that people use.")),
    FieldPanel("summary"),
    FieldPanel("way_in"),
    FieldPanel("body"),
    InlinePanel("members", heading=_("Member partners"), label=_("Member partner")),
    MultiFieldPanel(
        [
            FieldPanel("contact_partner"),
            FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
            FieldPanel("website"),
        ],
        heading=_("Contact"),
    ),
    MultiFieldPanel(
        [FieldPanel("municipality"), ticks("neighbourhoods"), FieldPanel("began_on")],
        heading=_("Area"),
    ),
    FieldPanel("picture"),
]
