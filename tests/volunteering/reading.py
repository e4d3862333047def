"""What a reader of a PDF sees."""

import re
import shutil
import subprocess

import pytest


def words_of(raw: bytes) -> str:
    """The words of a PDF in order; hyphens and breaks of lines become blanks."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not here")
    out = subprocess.run([program, "-", "-"], input=raw, capture_output=True, check=True).stdout.decode()
    return re.sub(r"[\s\u2010\u2011-]+", " ", out)


def is_tagged(raw: bytes, language: str) -> bool:
    """PDF/UA in this language."""
    tags = (b"<pdfuaid:part>1</pdfuaid:part>", b"/StructTreeRoot")
    return raw.startswith(b"%PDF-1.7") and all(tag in raw for tag in tags) and bool(
        re.search(rb"/Lang ?\(%s\)" % language.encode(), raw)
    )  # fmt: skip
