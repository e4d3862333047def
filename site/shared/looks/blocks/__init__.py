"""Blocks that editors need, by family."""

from shared.looks.blocks.facts import ContactBlock, NumbersBlock, TimelineBlock
from shared.looks.blocks.media import FileBlock, PictureBlock
from shared.looks.blocks.text import (
    CallToActionBlock,
    DetailsBlock,
    HeadingBlock,
    ParagraphBlock,
    QuoteBlock,
    TableBlock,
)

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
