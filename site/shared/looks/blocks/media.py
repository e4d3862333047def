"""Pictures and files."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"), max_length=300, help_text=_("What is seen, for those who cannot see it.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        preview_value = {"alt_text": "Świetlica w Rusocicach", "caption": "Świetlica w Rusocicach"}
        description = _("A picture with a compulsory alternative text.")


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "blocks/file.html"
        preview_value = {"title": "Projekt programu"}
        description = _("A file to download; its type and size are shown.")
