"""What people type: cleaned of what cannot be seen, checked for what should not be there."""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.pl import pesel

# Bidirectional marks and overrides can make a text read otherwise than it is stored; zero-width ones hide.
INVISIBLE = dict.fromkeys(
    [
        *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080), *range(0xFE00, 0xFE10), *range(0xFDD0, 0xFDF0), 0xFEFF, 0x061C, 0x00AD, 0x180E,
        0x034F, 0x115F, 0x1160, 0x2028, 0x2029, 0x2800, 0x3164, 0xFFA0, *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
    ]
)  # fmt: skip
SEPARATOR = r"[\s\u00a0\u202f.,/_\u2010-\u2015-]{0,2}"
# A look-ahead finds overlapping runs too: a postal code may stand right before the number.
ELEVEN_DIGITS = re.compile(rf"(?=(?<!\d)(\d(?:{SEPARATOR}\d){{10}})(?!\d))")


def clean_text(value: str) -> str:
    """The same words without control characters and bidi marks; line ends are \\n, composed Unicode (NFC)."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE)
    visible = "".join(c for c in value if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", visible).strip()


def clean_line(value: str) -> str:
    """One line: what goes into a name, a subject or a header."""
    return " ".join(clean_text(value).split())


def has_pesel(value: str) -> bool:
    """True when the text contains eleven digits that make a valid PESEL (checksum and date, python-stdnum)."""
    for match in ELEVEN_DIGITS.findall(value):
        try:
            pesel.validate("".join(c for c in match if c.isdigit()))
        except ValidationError:
            continue
        return True
    return False
