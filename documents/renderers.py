"""Faces of a document: PDF/UA (typst), DOCX with real headings, plain text. No query here."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from documents.numbering import NumberedText
from documents.reading import Edition
from shared.looks import pdf

TEMPLATE = Path(__file__).parent / "document.typ"
DRAWN_BY = (Path(__file__), TEMPLATE)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONELY = re.compile(r"(?<!\S)([aiouwzAIOUWZ]) ")  # one-letter words do not end a line
INDENT = {2: 0.0, 3: 0.8, 4: 1.6, 5: 2.4}


def document_pdf(edition: Edition) -> bytes:
    """A tagged PDF/UA; the words travel as JSON, so that none of them can become markup."""
    data = {
        "title": LONELY.sub("\\1\u00a0", edition.title),
        "citation": edition.cite(),
        "lang": edition.language,
        "page": _("page"),
        "contents": _("Contents"),
        "units": list(_printed(edition)),
    }
    return pdf.pdf(TEMPLATE, data)


def _printed(edition: Edition) -> Iterator[dict]:
    for unit, level in levels(edition):
        words = {"text": unit.text, "mark": unit.line.removesuffix(unit.text).strip()}
        if level:
            words["text"] = heading(unit)
        words["text"] = LONELY.sub("\\1\u00a0", words["text"])
        yield {**words, "level": level, "depth": unit.depth}


def levels(edition: Edition) -> Iterator[tuple[NumberedText, int]]:
    """Each unit with its level among headings: parts 1, titles of paragraphs one lower once a part has begun; 0 is text."""
    begun = False
    for unit in edition.units:
        begun = begun or unit.is_heading
        yield unit, 1 if unit.is_heading else (2 if begun else 1) if unit.is_title else 0


def heading(unit) -> str:
    """A heading as a sheet of paper has it: “Rozdział 1. Zasady”."""
    return unit.line.removeprefix("# ")


def document_docx(edition: Edition) -> bytes:
    """Numbers are typed, not computed by Word: what is read here reads the same everywhere, and can be imported again."""
    file = Document()
    _speak(file, "pl-PL" if edition.language == "pl" else "en-GB")
    file.core_properties.title = _xml(edition.title)[:250]
    file.core_properties.author = ""
    file.core_properties.comments = _xml(edition.cite())[:250]
    file.add_paragraph(_xml(edition.title), style="Title")
    for unit, level in levels(edition):
        if level:
            file.add_heading(_xml(heading(unit)), level=level)
        else:
            paragraph = file.add_paragraph(_xml(unit.line))
            paragraph.paragraph_format.left_indent = Cm(INDENT.get(min(unit.depth, 5), 0.0))
            paragraph.paragraph_format.space_after = Pt(4)
    file.sections[0].footer.paragraphs[0].text = _xml(edition.cite())
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _speak(file, language: str) -> None:
    """Word reads and checks the text in its language: said once, in the defaults of all styles."""
    defaults = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    said = defaults.find(qn("w:lang"))
    if said is None:
        said = defaults.makeelement(qn("w:lang"), {})
        defaults.append(said)
    said.set(qn("w:val"), language)
    file.core_properties.language = language


def _xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def document_txt(edition: Edition) -> bytes:
    """One unit a line, indented by its depth; UTF-8."""
    lines = [edition.title, "", *(_indented(unit) for unit in edition.units), "", edition.cite(), ""]
    return "\n".join(lines).encode("utf-8", "ignore")


def _indented(unit) -> str:
    return f"\n{heading(unit)}" if unit.is_heading else "  " * max(unit.depth - 1, 0) + unit.line


RENDERERS = {"pdf": document_pdf, "docx": document_docx, "txt": document_txt}
