"""Pictures from outside: opened, measured and written anew, so that nothing hidden in the file survives."""

import io

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as PilImage
from PIL import ImageOps, UnidentifiedImageError
from wagtail.images.models import Image

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2400
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


class CleanPictureField(forms.FileField):
    """Accepts JPEG, PNG and WebP by content, never by name; returns a picture without EXIF, turned the right way up."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return rewritten(file) if file and file is not initial else file


def rewritten(file) -> ContentFile:
    """The same picture drawn again; raises ValidationError with a sentence for anything that is not a picture."""
    if file.size > MAX_BYTES:
        size = f"{file.size / 1024 / 1024:.1f}".replace(".", ",")
        raise ValidationError(_("The file has %(size)s MB. The largest allowed size is 5 MB.") % {"size": size})
    try:
        picture = PilImage.open(file, formats=tuple(FORMATS))
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError(
                _("The picture is too large: at most 40 million pixels. Make it smaller and try again.")
            )
        kind = picture.format
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, PilImage.DecompressionBombError):
        raise ValidationError(_("This is not a JPEG, PNG or WebP picture.")) from None
    return ContentFile(_bytes(picture, kind), name=f"zdjecie.{FORMATS[kind]}")


def _bytes(picture, kind: str) -> bytes:
    clean = PilImage.new(picture.mode if picture.mode in ("RGB", "RGBA", "L") else "RGBA", picture.size)
    clean.paste(picture.convert(clean.mode))
    if kind == "JPEG" and clean.mode != "L":
        clean = clean.convert("RGB")
    out = io.BytesIO()
    clean.save(out, format=kind, quality=86)
    return out.getvalue()


def store_picture(file: ContentFile, alt: str) -> Image:
    """A picture of Wagtail's library, with its description as the title."""
    return Image.objects.create(title=alt[:255], description=alt[:255], file=file)
