"""Files as people have them: DOCX with Word's automatic numbers, ODT, and archives that mean harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
ODT = "application/vnd.oasis.opendocument.text"


def archive(**parts: str | bytes) -> bytes:
    """A ZIP file; `__` in a name is a slash and `_dot_` a dot."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def paragraph(words: str, *, list_id: int | None = None, depth: int = 0, style: str = "", raw: str = "") -> str:
    """One paragraph of WordprocessingML; `raw` stands after the words as it is."""
    numbered = (
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id is not None else ""
    )
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr><w:r><w:t>{words}</w:t></w:r>{raw}</w:p>"


def level(depth: int, text: str, kind: str = "decimal", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


# § 1. / 1. / 1) / a) / bullet, as a template of a resolution has them
LEVELS = "".join(
    [
        level(0, "§ %1."),
        level(1, "%2."),
        level(2, "%3)"),
        level(3, "%4)", "lowerLetter"),
        level(4, "·", "bullet"),
    ]
)


def docx(body: str, *, abstract: str = LEVELS, nums: str = "", styles: str = "") -> bytes:
    """A document whose list 1 is `abstract`; further lists and styles are written out."""
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>'
    )
    return archive(
        word__document_dot_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>",
        word__numbering_dot_xml=numbering,
        word__styles_dot_xml=f"<w:styles {W}>{styles}</w:styles>",
    )


def odt(body: str, *, styles: str = "", shared: str = "", mimetype: str = ODT) -> bytes:
    return archive(
        mimetype=mimetype,
        content_dot_xml=(
            f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ),
        styles_dot_xml=f"<office:document-styles {ODF}>{shared}</office:document-styles>",
    )


def odt_level(depth: int, *, kind: str = "1", prefix: str = "", suffix: str = ".", more: str = "") -> str:
    return (
        f'<text:list-level-style-number text:level="{depth}" style:num-format="{kind}" '
        f'style:num-prefix="{prefix}" style:num-suffix="{suffix}" {more}/>'
    )
