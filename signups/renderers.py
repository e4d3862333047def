"""Posters with a QR code and the motif: PDF/UA by typst. No query beyond the outlines of the map."""

from pathlib import Path

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from places.map import land_svg
from shared.looks import pdf
from shared.looks.qr import qr_picture
from shared.models import SiteSettings
from signups.time_words import when_words

TEMPLATE = Path(__file__).parent / "poster.typ"
SIZES = {"a4": 1.0, "a3": 1.414}
SHOWN_DATES = 4


def poster_pdf(page, slots: list, size: str) -> bytes:
    """The poster of a page on A4 or A3; `slots` are those that lie ahead."""
    source = page.canonical
    address = f"{settings.PUBLIC_URL}{page.url or '/'}"
    dated = [slot for slot in slots if slot.starts_at]
    data = {
        "lang": get_language() or "pl",
        "paper": size,
        "scale": SIZES[size],
        "title": page.title,
        "summary": page.summary,
        "host": source.host_name,
        "where": ", ".join(part for part in (source.venue, source.place_words) if part),
        "dates": [capfirst(when_words(slot.starts_at, slot.ends_at)) for slot in dated[:SHOWN_DATES]],
        "more": max(0, len(dated) - SHOWN_DATES),
        "lines": page.poster_lines(),
        "address": address.removeprefix("https://").removeprefix("http://"),
        "qr": qr_picture(address),
        "land": land_svg(),
        "site": SiteSettings.objects.values_list("name", flat=True).first() or "Razem",
        "contact": " · ".join(part for part in (source.contact_name, source.contact_phone) if part),
        "words": {
            "call": page.poster_call(), "when": _("When"), "where": _("Where"), "host": pgettext("who invites", "Host"), "contact": _("Contact"),
            "more": _("More dates on the page."), "scan": _("Scan the code or write the address:"),
            "qr": _("QR code with the address of the page"), "poster": _("Poster"),
        },
    }  # fmt: skip
    return pdf.pdf(TEMPLATE, data)
