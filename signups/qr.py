"""QR codes as SVG, drawn by segno; the address stands beside the code in letters too."""

from io import BytesIO

import segno


def qr_svg(address: str) -> str:
    """The picture of an address, error correction M: readable from a wet poster."""
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, dark="#1c2430", light="#ffffff", xmldecl=False)
    return out.getvalue().decode()
