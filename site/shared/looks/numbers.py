"""Numbers as people in Poland write and read them: decimal comma, spaces between thousands, nothing for what is not known."""

import re
from decimal import Decimal

from django.utils.formats import number_format

MISSING = ("", "-", "–", "—", "x", "b.d.", "bd", "brak", "brak danych")
NUMBER = re.compile(r"^[-−–]?\d{1,15}(?:[.,]\d{1,6})?$")
THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")


def read_number(text: str) -> Decimal | None:
    """The number of a pasted cell ("1 234,5", "12,5 %", "120 zł"), None for what is not known; ValueError for the rest."""
    cell = " ".join(text.split()).strip()
    if cell.lower() in MISSING:
        return None
    cell = THOUSANDS.sub("", cell.removesuffix("zł").removesuffix("%").strip())
    if not NUMBER.match(cell):
        raise ValueError(text)
    return Decimal(re.sub("[−–]", "-", cell).replace(",", "."))


def show_number(value: Decimal | int | str | None) -> str:
    """As it is written in the language of the reader: grouped, without zeros that say nothing; empty for None."""
    if value is None or value == "":
        return ""
    number = Decimal(value)
    places = max(0, -int(number.normalize().as_tuple().exponent))
    return number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


def plain_number(value: Decimal | int | str | None, *, comma: bool = False) -> str:
    """For other people's programs: no grouping; `comma` where a Polish spreadsheet would read “35.5” as a day of May."""
    if value is None or value == "":
        return ""
    text = format(Decimal(value).normalize(), "f")
    return text.replace(".", ",") if comma else text
