"""What people type: cleaned of what cannot be seen, checked for what should not be there."""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.pl import pesel

# Bidirectional marks and overrides can make a text read otherwise than it is stored; zero-width ones hide.
INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x061C])
ELEVEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ -]?\d){10}(?!\d)")


def clean_text(value: str) -> str:
    """The same words without control characters and bidi marks; line ends are \\n, composed Unicode (NFC)."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).translate(INVISIBLE)
    return "".join(c for c in value if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def clean_line(value: str) -> str:
    """One line: what goes into a name, a subject or a header."""
    return " ".join(clean_text(value).split())


def has_pesel(value: str) -> bool:
    """True when the text contains eleven digits that make a valid PESEL (checksum and date, python-stdnum)."""
    for match in ELEVEN_DIGITS.findall(value):
        try:
            pesel.validate(match.replace(" ", "").replace("-", ""))
        except ValidationError:
            continue
        return True
    return False
