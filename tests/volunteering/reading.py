"""PDFs read back: their words, and whether they are tagged."""

import io
import re

from pypdf import PdfReader


def words_of(raw: bytes) -> str:
    """The words of a PDF in order; hyphens and breaks of lines become blanks."""
    out = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages)
    return re.sub(r"[\s\u2010\u2011-]+", " ", out)


def is_tagged(raw: bytes, language: str) -> bool:
    """PDF/UA in this language."""
    tags = (b"<pdfuaid:part>1</pdfuaid:part>", b"/StructTreeRoot")
    return raw.startswith(b"%PDF-1.7") and all(tag in raw for tag in tags) and bool(
        re.search(rb"/Lang ?\(%s\)" % language.encode(), raw)
    )  # fmt: skip
