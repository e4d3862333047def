"""An address as a QR code: one SVG inside the page or on paper, dark on white in any colour scheme, no request and no script."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET = 4  # the white margin that ISO/IEC 18004 asks for, in modules


def qr_svg(address: str) -> SafeString:
    """The picture alone; who shows it gives it a name and writes the address beside it."""
    code = segno.make_qr(address, error="m")
    return mark_safe(code.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass="qr"))


def qr_picture(address: str) -> str:
    """The same as a picture of its own, for papers set by typst."""
    out = BytesIO()
    segno.make_qr(address, error="m").save(out, kind="svg", border=QUIET, dark="#000", light="#fff", xmldecl=False)
    return out.getvalue().decode()
