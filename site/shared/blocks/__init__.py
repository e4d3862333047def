"""Blocks that editors need, by family."""

from shared.blocks.facts import ContactBlock, NumbersBlock, TimelineBlock
from shared.blocks.media import FileBlock, PictureBlock
from shared.blocks.text import CallToActionBlock, DetailsBlock, HeadingBlock, ParagraphBlock, QuoteBlock, TableBlock

BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", ParagraphBlock()),
    ("quote", QuoteBlock()),
    ("picture", PictureBlock()),
    ("file", FileBlock()),
    ("details", DetailsBlock()),
    ("table", TableBlock()),
    ("call_to_action", CallToActionBlock()),
    ("contact", ContactBlock()),
    ("timeline", TimelineBlock()),
    ("numbers", NumbersBlock()),
]

__all__ = ["BODY_BLOCKS"]
