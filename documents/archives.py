"""Parts of DOCX and ODT files, opened with limits: sizes are checked before unpacking, entities are never resolved."""

import io
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

LARGEST_PART = 30_000_000  # the text of a thousand pages is about 10 MB of XML
HIGHEST_RATIO = 200  # real documents shrink 5 to 30 times; a bomb a thousand times
MOST_PARTS = 5000


class Damaged(Exception):
    """The archive cannot be read safely."""


class Archive:
    """A ZIP file of which only named parts are unpacked; pictures, macros and attachments are never touched."""

    def __init__(self, raw: bytes):
        try:
            self.file = ZipFile(io.BytesIO(raw))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise Damaged from error
        self.parts = {info.filename: info for info in self.file.infolist()}
        if len(self.file.infolist()) > MOST_PARTS:
            raise Damaged

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def read(self, name: str) -> bytes:
        """One part; what says a small size and unpacks to a large one is stopped at the limit."""
        info = self.parts[name]
        if info.file_size > LARGEST_PART or info.file_size > HIGHEST_RATIO * max(info.compress_size, 1000):
            raise Damaged
        try:
            with self.file.open(info) as part:
                content = part.read(LARGEST_PART + 1)
        except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise Damaged from error
        if len(content) > LARGEST_PART:
            raise Damaged
        return content

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, or None when there is no such part; a document type or an entity is refused."""
        if name not in self:
            return None
        try:
            return fromstring(self.read(name), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise Damaged from error
