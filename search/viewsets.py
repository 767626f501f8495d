"""The words that editors keep, in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from search.models import BestBet, Synonym, UrgentTerm


class FilledCreateView(CreateView):
    """Begin with the words that the report names."""

    def get_initial(self):
        words = self.request.GET.get("words", "").replace("\x00", "")[:250]
        return {**super().get_initial(), **({"words": words} if words else {})}


class SynonymViewSet(ModelViewSet):
    model = Synonym
    icon = "resubmit"
    name = url_prefix = "search_synonym"
    add_view_class = FilledCreateView
    list_display = [
        "words",
        Column("leads_to", label=_("leads to"), sort_key="leads_to"),
        Column("get_language_display", label=_("language"), sort_key="language"),
    ]
    list_filter = ["language"]
    search_fields = ["words", "leads_to"]
    copy_view_enabled = False
    panels = [FieldPanel("words"), FieldPanel("leads_to"), FieldPanel("language")]


class BestBetViewSet(ModelViewSet):
    model = BestBet
    icon = "pick"
    name = url_prefix = "search_bestbet"
    add_view_class = FilledCreateView
    list_display = ["words", "page"]
    search_fields = ["words", "page__title"]
    copy_view_enabled = False
    panels = [FieldPanel("words"), PageChooserPanel("page")]


class UrgentTermViewSet(ModelViewSet):
    model = UrgentTerm
    icon = "warning"
    name = url_prefix = "search_urgentterm"
    list_display = [
        "words",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("get_language_display", label=_("language"), sort_key="language"),
    ]
    list_filter = ["kind", "language"]
    search_fields = ["words"]
    copy_view_enabled = False
    panels = [FieldPanel("words"), FieldPanel("kind"), FieldPanel("language")]


class WordsViewSetGroup(ModelViewSetGroup):
    menu_label = _("Search words")
    menu_icon = "search"
    menu_order = 330
    items = (SynonymViewSet, BestBetViewSet, UrgentTermViewSet)
