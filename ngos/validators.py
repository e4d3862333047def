"""Numbers of registers, checked by python-stdnum; the sentences say what to do."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NotValid
from stdnum.pl import nip, regon


def only_digits(value: str) -> str:
    """The number without spaces, hyphens and the country's prefix."""
    return "".join(c for c in value.upper().removeprefix("PL") if c.isdigit())


def valid_nip(value: str) -> None:
    """Ten digits, weights 6 5 7 2 3 4 5 6 7, remainder 10 is never valid."""
    try:
        nip.validate(value)
    except NotValid:
        raise ValidationError(_("This NIP is not correct. Check the last digit.")) from None


def valid_regon(value: str) -> None:
    try:
        regon.validate(value)
    except NotValid:
        raise ValidationError(_("This REGON is not correct. Check the last digit.")) from None


# --- numbers as registers and spreadsheets write them -------------------------------------------------------------

DAMAGED = re.compile(r"\d([.,]\d*)?E[+-]?\d+", re.IGNORECASE)
LABEL = re.compile(r"^((KRS|NIP|REGON|NR|PL)[\s.:]*)+|[\s–-]|[.,]0$", re.IGNORECASE)


def written_digits(value: str) -> str:
    """A number without its label, spaces and hyphens; "" for “brak”, a dash or zeros only, which mean: there is none."""
    if DAMAGED.search(value):
        raise ValidationError(_("A spreadsheet has damaged the number “%(number)s”.") % {"number": value[:40]})
    text = LABEL.sub("", value.strip())
    return text if any(c.isdigit() and c != "0" for c in text) else ""


def read_krs(value: str) -> str:
    """Ten digits; a spreadsheet that took the number for an amount has lost the zeros in front."""
    number = written_digits(value)
    if number and not re.fullmatch("[0-9]{1,10}", number):
        raise ValidationError(_("A KRS number has ten digits."))
    return number.zfill(10) if number else ""


def read_nip(value: str) -> str:
    number = written_digits(value)
    if number:
        valid_nip(number)
    return number


def read_regon(value: str) -> str:
    """Nine digits, or fourteen of a local unit; five zeros at the end mean the organisation itself."""
    number = written_digits(value)
    if not number:
        return ""
    number = number.zfill(9 if len(number) <= 9 else 14)
    valid_regon(number)
    return number.removesuffix("00000") if len(number) == 14 else number
