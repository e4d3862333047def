"""The real files of shared/data/documents, imported: every article, paragraph and list is found, or a sentence says why not."""

import json
import re
from pathlib import Path

import pytest

from documents.doubts import doubts_of
from documents.importing import ImportRefused, import_file, import_text
from documents.numbering import ARTICLE, read_units

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "documents"


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def articles(text: str) -> dict[str, str]:
    """The words of each article, with the numbers of its subsections and points, as the other source has them."""
    found: dict[str, list[str]] = {}
    number = None
    for unit in read_units(text):
        number = unit.number if unit.kind == ARTICLE else None if unit.is_heading else number
        if number:
            words = unit.text if unit.kind in (ARTICLE, "plain") else f"{unit.mark} {unit.text}"
            found.setdefault(number, []).append(words)
    return {number: " ".join(words) for number, words in found.items()}


@pytest.mark.realdata
def test_all_243_articles_of_the_constitution_are_found_in_its_raw_text():
    made = import_file((REAL / "konstytucja_rp_1997_kancelaria_sejmu.txt").read_bytes())
    known = {row["id"]: row["text"] for row in json.loads((REAL / "konstytucja_rp_articles.json").read_text("utf-8"))}
    found = articles(made.text)
    other = [number for number, text in known.items() if letters(found.get(number, "")) != letters(text)]

    assert list(found) == [str(number) for number in range(1, 244)] == list(known)
    # The structured source lacks the number of art. 92 ust. 1, of art. 191 ust. 1 and 2, and words of art. 242.
    assert other == ["92", "191", "242"]
    assert {name: count for name, count in made.repairs.items() if count} == {
        "running": 104, "stray": 7, "hyphens": 412, "wrapped": 673, "headings": 31,
    }  # fmt: skip
    assert [sentences for sentences in doubts_of(read_units(made.text)) if sentences] == []


@pytest.mark.realdata
def test_an_article_of_the_constitution_is_quoted_and_addressed():
    units = {
        unit.anchor: unit
        for unit in read_units(import_file((REAL / "konstytucja_rp_1997_kancelaria_sejmu.txt").read_bytes()).text)
    }

    assert (units["a55-u2-pkt2"].label, units["rii"].text) == (
        "art. 55 ust. 2 pkt 2",
        "WOLNOŚCI, PRAWA I OBOWIĄZKI CZŁOWIEKA I OBYWATELA",
    )


def statute() -> tuple[str, list[str], list[str]]:
    """The nested statute (YAML) written as a text, the addresses of its paragraphs and the marks in its lists."""
    lines, anchors, marks = [], [], []
    pending, depth, has_intro = "", 0, False
    for raw in (REAL / "statut_krakowski_klub_chombo.yaml").read_text("utf-8").splitlines():
        indent = len(raw) - len(raw.lstrip())
        key, _colon, value = raw.strip().removeprefix("- ").partition(": ")
        value = value.strip('"').replace('\\"', '"')
        if key == "id" and indent == 2:
            lines.append(f"Rozdział {value}")
            anchors.append(f"r{value}")
        elif key == "title":
            lines.append(value)
        elif key == "id" and indent == 6:
            has_intro = False
            lines.append(f"§ {value}.")
            anchors.append(f"p{value}")
        elif key == "id":
            depth, pending = (indent - 14) // 8, value
        elif key == "text" and pending:
            mark = (
                f"{chr(96 + int(pending))})"
                if depth and has_intro
                else f"{pending})"
                if depth or has_intro
                else f"{pending}."
            )
            lines.append(f"{mark} {value}")
            marks.append(mark)
            pending = ""
        elif key == "text" and value:
            has_intro = True
            lines.append(value)
    return "\n".join(lines), anchors, marks


@pytest.mark.realdata
def test_every_paragraph_and_list_of_a_nested_statute_is_found():
    text, anchors, marks = statute()
    units = read_units(import_text(text).text)

    assert [unit.anchor for unit in units if unit.kind in ("chapter", "paragraph")] == anchors
    assert len([anchor for anchor in anchors if anchor.startswith("p")]) == 83
    assert [unit.mark for unit in units if unit.kind in ("subsection", "point", "letter")] == marks
    assert [unit.anchor for unit in units if unit.anchor.startswith("p23-pkt3")] == [
        "p23-pkt3", "p23-pkt3-la", "p23-pkt3-lb", "p23-pkt3-lc", "p23-pkt3-ld",
    ]  # fmt: skip
    assert [sentences for sentences in doubts_of(units) if sentences] == []


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("EPA-HQ-OA-2017-0190-32609_1.doc", "Zapisz jako DOCX"),
        ("1procent_2007_MPiPS.pdf", "Skopiuj z niego tekst i wklej poniżej"),
        ("Informacja_MF_1procent_2012.pdf", "Skopiuj z niego tekst i wklej poniżej"),
        ("komisja_konstytucyjna_posiedzenie_14_cz2.html", "wklej jego tekst poniżej"),
    ],
)
def test_real_files_of_other_kinds_are_refused_with_a_sentence(name, sentence):
    with pytest.raises(ImportRefused, match=sentence):
        import_file((REAL / name).read_bytes())


@pytest.mark.realdata
def test_a_real_letter_in_markdown_keeps_its_headings():
    units = read_units(import_file((REAL / "FedRAMP_comments_on_NIST_800-53_Rev5.md").read_bytes()).text)

    assert [unit.text for unit in units if unit.kind == "heading"][:3] == [
        "FedRAMP Comments on Draft NIST SP 800-53 Revision 5",
        "PROBLEM STATEMENTS",
        "FINDINGS AND QUESTIONS",
    ]
    assert len(units) == 107
