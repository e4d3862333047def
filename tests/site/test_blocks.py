"""Blocks of pages: what editors must fill in, what is let through, what comes out on the page."""

import json
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as PILImage
from wagtail.blocks import StreamBlock, StreamBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.models import Document
from wagtail.images.models import Image

from home.models import StandardPage
from shared.looks.blocks import BODY_BLOCKS
from shared.looks.blocks.text import FEATURES
from tests.factories import scenery

BLOCKS = dict(BODY_BLOCKS)


def shown(name: str, value) -> str:
    """The block as a page shows it, on one line."""
    block = BLOCKS[name]
    return " ".join(str(block.render(block.to_python(value))).split())


pytestmark = pytest.mark.django_db  # fixtures are asked for by name, so the order of tests must know


@pytest.fixture
def image(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    PILImage.new("RGB", (40, 30)).save(picture, "PNG")
    return Image.objects.create(title="IMG_0001.png", file=ContentFile(picture.getvalue(), name="s.png"))


@pytest.fixture
def file(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Document.objects.create(title="Program", file=ContentFile(b"x" * 2048, name="program.pdf"))


# --- what must be filled in -----------------------------------------------------------------------------------

FILLED = {
    # a value with everything, and the fields that may not be empty
    "quote": ({"text": "Nareszcie.", "source": "mieszkanka"}, {"text"}),
    "details": ({"summary": "Czy?", "text": "<p>Tak.</p>"}, {"summary", "text"}),
    "contact": ({"name": "Urząd", "address": "Rynek 1", "phone": "12 555 01 20", "email": "um@a.example"}, {"name"}),
    "call_to_action": ({"text": "Zobacz", "page": "home"}, {"text", "page"}),
    "picture": ({"image": "image", "alt_text": "Świetlica", "caption": "Podpis"}, {"image", "alt_text"}),
    "file": ({"document": "file", "title": "Program"}, {"document"}),
}
CHOSEN = ("page", "image", "document")
EMPTY = [
    (name, field, blank)
    for name, (value, _needed) in FILLED.items()
    for field in value
    for blank in ([None] if field in CHOSEN else ["", "   "])
]


def made(request, name: str, /, **changes):
    """A filled block as the editor sends it; the names of fixtures stand for what has been chosen."""
    raw = {
        field: request.getfixturevalue(entry).pk if field in CHOSEN else entry
        for field, entry in FILLED[name][0].items()
    }
    return BLOCKS[name].to_python({**raw, **changes})


@pytest.mark.parametrize("name", FILLED)
def test_a_filled_block_is_accepted(request, name):
    value = made(request, name)

    assert dict(BLOCKS[name].clean(value)) == dict(value)


@pytest.mark.parametrize(("name", "field", "blank"), EMPTY)
def test_an_empty_field_is_refused_where_the_block_needs_it(request, name, field, blank):
    value = made(request, name, **{field: blank})
    errors = {}
    try:
        BLOCKS[name].clean(value)
    except StructBlockValidationError as refusal:
        errors = refusal.block_errors

    assert set(errors) == ({field} if field in FILLED[name][1] else set())


@pytest.mark.parametrize(("letters", "accepted"), [(300, True), (301, False)])
def test_an_alternative_text_is_a_sentence_not_an_essay(request, letters, accepted):
    value = made(request, "picture", alt_text="ą" * letters)
    if accepted:
        assert BLOCKS["picture"].clean(value)["alt_text"] == "ą" * letters
        return
    with pytest.raises(StructBlockValidationError) as refusal:
        BLOCKS["picture"].clean(value)

    assert set(refusal.value.block_errors) == {"alt_text"}


@pytest.mark.parametrize(("email", "accepted"), [("um@przyklad.example", True), ("um@", False), ("a b@c.pl", False)])
def test_a_contact_has_a_real_address(request, email, accepted):
    value = made(request, "contact", email=email)
    if accepted:
        assert BLOCKS["contact"].clean(value)["email"] == email
    else:
        with pytest.raises(StructBlockValidationError):
            BLOCKS["contact"].clean(value)


ENTRIES = {
    "timeline": ({"when": "marzec", "what": "Sesja"}, {"when": "", "what": "Sesja"}),
    "numbers": ({"value": "56", "label": "sołectw"}, {"value": "56", "label": " "}),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_of_a_list_without_its_words_is_refused_alone(name):
    block, (good, bad) = BLOCKS[name], ENTRIES[name]
    assert [dict(entry) for entry in block.clean(block.to_python([good]))] == [good]

    with pytest.raises(ListBlockValidationError) as refusal:
        block.clean(block.to_python([good, bad]))

    assert list(refusal.value.block_errors) == [1]


@pytest.mark.parametrize("alt_text", ["", "Świetlica w Rusocicach"])
def test_a_page_with_a_picture_needs_its_alternative_text(home, image, alt_text):
    body = [{"type": "picture", "value": {"image": image.pk, "alt_text": alt_text, "caption": ""}}]
    page = StandardPage(title="O nas", slug="o-nas", body=json.dumps(body))
    stream = StandardPage._meta.get_field("body").stream_block
    if alt_text:
        assert len(stream.clean(page.body)) == 1
    else:
        with pytest.raises(StreamBlockValidationError) as refusal:
            stream.clean(page.body)
        assert set(refusal.value.block_errors[0].block_errors) == {"alt_text"}


def test_a_page_knows_no_other_blocks():
    stream = StreamBlock(BODY_BLOCKS)

    assert [entry.block_type for entry in stream.to_python([{"type": "raw_html", "value": "<script>"}])] == []
    assert [name for name in BLOCKS if "html" in name or "embed" in name] == []


# --- words and what may stand in them -------------------------------------------------------------------------


def typed(blocks: list[dict], entities: dict | None = None) -> str:
    """What the editor's rich text field makes of what the browser sends."""
    widget = BLOCKS["text"].field.widget
    return widget.value_from_datadict({"x": json.dumps({"blocks": blocks, "entityMap": entities or {}})}, {}, "x")


def line(text: str, kind: str = "unstyled", style: str = "", link: bool = False) -> dict:
    whole = {"offset": 0, "length": len(text)}
    return {
        "key": "k", "text": text, "type": kind, "depth": 0,
        "inlineStyleRanges": [{**whole, "style": style}] if style else [],
        "entityRanges": [{**whole, "key": 0}] if link else [],
    }  # fmt: skip


KINDS = [
    # kind of line, what is stored
    ("unstyled", '<p data-block-key="k">a</p>'),
    ("header-three", '<h3 data-block-key="k">a</h3>'),
    ("unordered-list-item", '<ul><li data-block-key="k">a</li></ul>'),
    ("ordered-list-item", '<ol><li data-block-key="k">a</li></ol>'),
    ("header-one", ""),
    ("header-two", ""),
    ("blockquote", ""),
    ("code-block", ""),
]


@pytest.mark.parametrize(("kind", "stored"), KINDS)
def test_only_paragraphs_lists_and_small_headings_are_stored(kind, stored):
    assert typed([line("a", kind)]) == stored


@pytest.mark.parametrize(("style", "tag"), [("BOLD", "b"), ("ITALIC", "i"), ("CODE", ""), ("UNDERLINE", "")])
def test_only_bold_and_italic_are_stored(style, tag):
    words = f"<{tag}>a</{tag}>" if tag else "a"

    assert typed([line("a", style=style)]) == f'<p data-block-key="k">{words}</p>'


ADDRESSES = {
    "https://gmina.example/": ' href="https://gmina.example/"',
    "mailto:um@przyklad.example": ' href="mailto:um@przyklad.example"',
    "tel:+48125550120": ' href="tel:+48125550120"',
    "javascript:alert(1)": "",
    "JaVaScRiPt:alert(1)": "",
    "data:text/html,<script>": "",
    "vbscript:x": "",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_leads_to_an_address_and_runs_nothing(address):
    stored = typed([line("a", link=True)], {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}})

    assert stored == f'<p data-block-key="k"><a{ADDRESSES[address]}>a</a></p>'


def test_a_script_that_is_typed_is_words():
    assert typed([line("<script>alert(1)</script>")]) == (
        '<p data-block-key="k">&lt;script&gt;alert(1)&lt;/script&gt;</p>'
    )


@pytest.mark.parametrize("kind", ["IMAGE", "EMBED", "HORIZONTAL_RULE"])
def test_pictures_and_frames_do_not_stand_in_words(kind):
    stored = typed([line("a", link=True)], {"0": {"type": kind, "mutability": "IMMUTABLE", "data": {"url": "x"}}})

    assert [tag for tag in ("<img", "<embed", "<iframe", "<hr", "<script") if tag in stored] == []


def test_words_that_open_allow_what_words_allow():
    text, details = BLOCKS["text"], BLOCKS["details"].child_blocks["text"]

    assert text.field.widget.converter.features == details.field.widget.converter.features == FEATURES


# --- what comes out -------------------------------------------------------------------------------------------

EVIL = '"><script>alert(1)</script>'
EVILS = {
    "heading": EVIL,
    "quote": {"text": EVIL, "source": EVIL},
    "details": {"summary": EVIL, "text": ""},
    "contact": {"name": EVIL, "address": EVIL, "phone": EVIL, "email": EVIL},
    "timeline": [{"when": EVIL, "what": EVIL}],
    "numbers": [{"value": EVIL, "label": EVIL}],
}


@pytest.mark.parametrize("name", EVILS)
def test_whatever_is_typed_is_shown_as_words(name):
    page = shown(name, EVILS[name])

    assert ("<script" in page, "&lt;script&gt;" in page) == (False, True)


def test_the_picture_is_described_by_its_alternative_text_and_not_by_its_name(image):
    page = shown("picture", {"image": image.pk, "alt_text": "Świetlica & park", "caption": ""})

    assert ('alt="Świetlica &amp; park"' in page, "IMG_0001" in page, "<figcaption" in page) == (True, False, False)


@pytest.mark.parametrize(("title", "words"), [("Projekt uchwały", "Projekt uchwały"), ("", "Program")])
def test_a_file_says_what_it_is_and_how_large(file, title, words):
    page = shown("file", {"document": file.pk, "title": title})

    assert (f">{words}</a>" in page, "PDF, 2,0" in page) == (True, True)


ROWS = [["Zadanie", "Kwota"], ["Sport", "180"], [None, "<b>5</b>"]]
HEADERS = [
    # headers in the first row, in the first column: headers of columns and of rows, plain cells
    (True, False, 2, 0, 4),
    (False, True, 0, 3, 3),
    (True, True, 2, 2, 2),
    (False, False, 0, 0, 6),
]


@pytest.mark.parametrize(("row", "column", "of_columns", "of_rows", "plain"), HEADERS)
def test_a_table_tells_its_headers_from_its_cells(row, column, of_columns, of_rows, plain):
    page = shown(
        "table",
        {"first_row_is_table_header": row, "first_col_is_header": column, "table_caption": "Kwoty", "data": ROWS},
    )

    counted = [page.count(tag) for tag in ('<th scope="col">', '<th scope="row">', "<td>")]
    assert (counted, page.count("<caption>Kwoty</caption>")) == ([of_columns, of_rows, plain], 1)
    assert ("None" in page, "<b>" in page, "&lt;b&gt;5" in page) == (False, False, True)


def test_a_table_can_be_scrolled_by_keyboard():
    page = shown("table", {"first_row_is_table_header": True, "table_caption": "Kwoty", "data": ROWS})

    assert 'tabindex="0" role="region" aria-label="Kwoty"' in page


def test_a_button_leads_to_the_page_and_goes_with_it(home):
    page = scenery.child(home, StandardPage(title="O nas", slug="o-nas"))
    value = {"text": "Zobacz", "page": page.pk}
    before = shown("call_to_action", value)
    page.delete()

    assert (before.count('href="/o-nas/">Zobacz</a>'), shown("call_to_action", value)) == (1, "")
