"""StreamField blocks that any page may use. Each has a template, an icon and a preview."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h3", "bold", "italic", "ul", "ol", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A heading between paragraphs")
        template = "blocks/heading.html"
        preview_value = "Wat gaan we doen?"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links")
        template = "blocks/paragraph.html"
        preview_value = "<p>Je bent welkom. Er is koffie en thee.</p>"


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with a caption")
        template = "blocks/picture.html"
        preview_value = {"caption": "De zaal"}


class StepsBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(blocks.CharBlock(label=_("Step")), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What happens, one step after the other")
        template = "blocks/steps.html"
        preview_value = ["Je meldt je aan.", "We bellen je.", "Je komt kennismaken."]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"))
    source = blocks.CharBlock(label=_("Who says this"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("What somebody said, without a private person's name")
        template = "blocks/quote.html"
        preview_value = {"text": "Hier begrijpen ze mij.", "source": "Een ouder"}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        description = _("A question that folds open")
        template = "blocks/question.html"
        preview_value = {"question": "Kost het iets?", "answer": "<p>Nee.</p>"}


class ContactBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"), required=False)
    telephone = blocks.CharBlock(label=_("Telephone"), required=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)

    class Meta:
        icon = "mail"
        label = _("Contact")
        description = _("Whom a visitor can call or write")
        template = "blocks/contact.html"
        preview_value = {"title": "Liever bellen?", "telephone": "0800-2000"}


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address elsewhere"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        description = _("A button to another page")
        template = "blocks/link.html"
        preview_value = {"title": "Bekijk alle activiteiten"}


class BodyBlock(blocks.StreamBlock):
    """The text of any page."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock(features=TEXT_FEATURES)
    picture = PictureBlock()
    steps = StepsBlock()
    quote = QuoteBlock()
    question = QuestionBlock()
    contact = ContactBlock()
    link = LinkBlock()

    class Meta:
        block_counts = {"picture": {"max_num": 8}}
