"""Blocks of words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        preview_value = "Jak się wypowiedzieć"
        description = _("A heading inside the page.")


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"features": FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        preview_value = "<p>Twoja gmina pyta. Każda uwaga dostaje odpowiedź.</p>"
        description = _("Paragraphs, lists and links.")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        preview_value = {"text": "Klucze w skrzynce z kodem. Nareszcie.", "source": "mieszkanka gm. Czernichów"}
        description = _("Somebody's words.")


class DetailsBlock(blocks.StructBlock):
    summary = blocks.CharBlock(label=_("Question or title"))
    text = blocks.RichTextBlock(label=_("Text that opens"), features=FEATURES)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not strip_tags(str(value["text"].source)).strip():
            raise blocks.StructBlockValidationError({"text": ValidationError(_("Write the text that opens."))})
        return value

    class Meta:
        icon = "help"
        label = _("Details that open")
        template = "blocks/details.html"
        preview_value = {"summary": "Czy muszę zakładać konto?", "text": "<p>Nie.</p>"}
        description = _("A question with an answer that opens.")


class TableBlock(WagtailTableBlock):
    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        preview_value = {
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_caption": "Kwoty na rok",
            "data": [["Zadanie", "Kwota"], ["Sport", "180 000 zł"]],
        }
        description = _("A small table.")


class CallToActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("What to do"))
    page = blocks.PageChooserBlock(label=_("Page"))

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "blocks/call_to_action.html"
        preview_value = {"text": "Zobacz trwające konsultacje"}
        description = _("One button that leads to a page.")
