"""Photographs of a meeting: only with the consent of the people who can be recognised."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from shared.looks.blocks.media import PictureBlock


class PhotoBlock(PictureBlock):
    """A picture with its alternative text, and the host's word that those in it agreed."""

    has_consent = BooleanBlock(
        label=_("the people who can be recognised agreed"), required=False,
        help_text=_("Also needed when nobody can be recognised: then there is nobody to ask."),
    )  # fmt: skip

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned.get("has_consent"):
            error = ValidationError(gettext("Without the consent of the people in it a photograph may not be shown."))
            raise StructBlockValidationError({"has_consent": error})
        return cleaned

    class Meta:
        icon = "image"
        label = _("Photograph")
        template = "blocks/picture.html"
        preview_value = {"alt_text": "Stoliki w świetlicy", "caption": "Spotkanie w Liszkach", "has_consent": True}
        description = _("A photograph of a meeting, with the consent of the people in it.")


PHOTO_BLOCKS = [("photo", PhotoBlock())]
