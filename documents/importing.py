"""A file or a pasted text made into numbered lines; what cannot be read is refused with a sentence. No database."""

from collections import Counter

from django.utils.translation import gettext as _

from documents.archives import Archive, Damaged
from documents.cleaning import Cleaned, clean, join_alone
from documents.markdown import is_markdown, read_markdown
from documents.odt import read_odt
from documents.word import read_docx

LARGEST_FILE = 10_000_000
LONGEST_TEXT = 1_000_000
ODT_TYPES = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template")


class ImportRefused(Exception):
    """The file cannot be read; the sentence says what to do."""


def import_file(raw: bytes) -> Cleaned:
    """The text of a file, recognised by what it holds and never by its name."""
    if len(raw) > LARGEST_FILE:
        raise ImportRefused(_("The file is larger than 10 MB. Paste its text instead."))
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportRefused(
            _(
                "This is a file of an older Word (DOC) or a file locked with a password. Save it as DOCX without a password."
            )
        )
    if raw.startswith(b"%PDF"):
        raise ImportRefused(_("A PDF does not say where its units begin. Copy its text and paste it below."))
    if raw.startswith(b"PK\x03\x04"):
        return _from_archive(raw)
    return import_text(_decoded(raw))


def import_text(text: str) -> Cleaned:
    """Pasted text: Markdown by its signs, anything else as it stands on a page."""
    if len(text) > LONGEST_TEXT:
        raise ImportRefused(_("The text is longer than a million characters. Divide it into several documents."))
    if is_markdown(text):
        return _from_lines(read_markdown(text.replace("\r\n", "\n").replace("\r", "\n")), Counter())
    return clean(text)


def _from_archive(raw: bytes) -> Cleaned:
    try:
        archive = Archive(raw)
        if "word/document.xml" in archive:
            return _from_lines(*read_docx(archive))
        if "mimetype" in archive and archive.read("mimetype").strip() in ODT_TYPES:
            return _from_lines(*read_odt(archive))
    except (Damaged, RecursionError, AttributeError) as error:
        raise ImportRefused(
            _("The file is damaged, too large inside or locked. Open it, save it once more and try again.")
        ) from error
    raise ImportRefused(_("This file is not a text. Send DOCX, ODT, Markdown or plain text."))


def _from_lines(lines: list[str], repairs: Counter) -> Cleaned:
    """Lines that are units already: only lonely numbers are joined with what stands below them."""
    made = Cleaned("", repairs)
    made.text = join_alone("\n".join(lines), repairs)
    if len(made.text) > LONGEST_TEXT:
        raise ImportRefused(_("The text is longer than a million characters. Divide it into several documents."))
    return made


def _decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16 when the bytes say so, else the code page of Polish Windows; other bytes are no text."""
    if raw.startswith((b"{\\rtf", b"<!DOCTYPE", b"<!doctype", b"<html", b"<?xml")):
        raise ImportRefused(_("This kind of file is not read. Save it as DOCX or ODT, or paste its text below."))
    names = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1250")
    for name in names:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportRefused(_("This file is not a text. Send DOCX, ODT, Markdown or plain text."))
