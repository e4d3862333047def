"""Acts: articles, tirets, parts of every width; and the doubts that stand next to units."""

import pytest
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from documents.doubts import doubts_of
from documents.models import Unit
from documents.numbering import read_units

LINES = [
    # as pasted, kind, number, text, anchor
    ("Art. 12. Każdy ma prawo.", "article", "12", "Każdy ma prawo.", "a12"),
    ("Art. 12a.", "article", "12a", "", "a12a"),
    ("ART. 3", "article", "3", "", "a3"),
    ("Art 4. Bez kropki", "article", "4", "Bez kropki", "a4"),
    ("Art. 5 ust. 2 stosuje się.", "plain", "", "Art. 5 ust. 2 stosuje się.", "t1"),
    ("art. 48 ust. 1 stosuje", "plain", "", "art. 48 ust. 1 stosuje", "t1"),
    ("Dział II. Finanse", "division", "II", "Finanse", "dii"),
    ("TYTUŁ I", "title", "I", "", "tyti"),
    ("Oddział 2. Wybory", "section", "2", "Wybory", "o2"),
    ("Tytuł projektu", "plain", "", "Tytuł projektu", "t1"),
    ("# Wprowadzenie", "heading", "", "Wprowadzenie", "n1"),
    ("#bez odstępu", "plain", "", "#bez odstępu", "t1"),
]


@pytest.mark.parametrize(("line", "kind", "number", "text", "anchor"), LINES, ids=[row[0] for row in LINES])
def test_a_line_of_an_act_is_recognised_by_its_mark(line, kind, number, text, anchor):
    assert [(u.kind, u.number, u.text, u.anchor) for u in read_units(line)] == [(kind, number, text, anchor)]


WHOLE = {
    "an article is quoted as lawyers do": (
        "Art. 12. X\n3. a\n2) b\na) c",
        ["art. 12 a12", "art. 12 ust. 3 a12-u3", "art. 12 ust. 3 pkt 2 a12-u3-pkt2",
         "art. 12 ust. 3 pkt 2 lit. a a12-u3-pkt2-la"],
    ),
    "paragraphs of a code stand in articles": (
        "Art. 1.\n§ 1. a\n§ 2. b\n1) c\nArt. 2.\n§ 1. d",
        ["art. 1 a1", "art. 1 § 1 a1-p1", "art. 1 § 2 a1-p2", "art. 1 § 2 pkt 1 a1-p2-pkt1", "art. 2 a2",
         "art. 2 § 1 a2-p1"],
    ),
    "articles go on through chapters": (
        "Rozdział I. A\nArt. 1. x\n# B\nArt. 2. y",
        ["Rozdział I ri", "art. 1 a1", " ri-n1", "art. 2 a2"],
    ),
    "chapters begin again in every division": (
        "Tytuł I. T\nDział I. A\nRozdział 1. x\nDział II. B\nRozdział 1. y\nOddział 1. z",
        ["Tytuł I tyti", "Tytuł I Dział I tyti-di", "Tytuł I Dział I Rozdział 1 tyti-di-r1", "Tytuł I Dział II tyti-dii",
         "Tytuł I Dział II Rozdział 1 tyti-dii-r1", "Tytuł I Dział II Rozdział 1 Oddział 1 tyti-dii-r1-o1"],
    ),
    "tirets are counted below a letter": (
        "§ 1.\n1) a\na) b:\n– c,\n– d.\nb) e",
        ["§ 1 p1", "§ 1 pkt 1 p1-pkt1", "§ 1 pkt 1 lit. a p1-pkt1-la", "§ 1 pkt 1 lit. a tiret pierwsze p1-pkt1-la-tir1",
         "§ 1 pkt 1 lit. a tiret drugie p1-pkt1-la-tir2", "§ 1 pkt 1 lit. b p1-pkt1-lb"],
    ),
    "a single dash closes the list above": (
        "§ 1.\n1) a\n2) b\n– kierując się potrzebą.",
        ["§ 1 p1", "§ 1 pkt 1 p1-pkt1", "§ 1 pkt 2 p1-pkt2", "§ 1 p1-t1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WHOLE)
def test_units_of_acts_are_quoted_as_lawyers_quote_them(what):
    text, expected = WHOLE[what]

    assert [f"{unit.label} {unit.anchor}" for unit in read_units(text)] == expected


MARKS = [
    ("Art. 12. Tekst", "Art. 12.", False),
    ("§ 3. Opłaty", "§ 3", True),
    ("§ 3. Opłata wynosi 5 zł.", "§ 3", False),
    ("§ 3. " + "Bardzo długi tytuł " * 10, "§ 3", False),
    ("§ 3.", "§ 3", False),
    ("1. Ustęp", "1.", False),
    ("1) punkt", "1)", False),
    ("zwykłe", "¶", False),
]


@pytest.mark.parametrize(("line", "mark", "is_title"), MARKS)
def test_the_margin_shows_the_number_and_only_short_words_are_a_title(line, mark, is_title):
    unit = read_units(line)[0]

    assert (unit.mark, unit.is_title) == (mark, is_title)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Rozdział 1. Zasady", "1. Zasady"),
        ("Rozdział IV", "Rozdział IV"),
        ("Dział II. Finanse", "Dział II. Finanse"),
        ("# Wstęp", "Wstęp"),
    ],
)
def test_a_heading_is_named_in_the_contents(line, heading):
    assert read_units(line)[0].heading == heading


PIECE = st.sampled_from(
    [row[0] for row in LINES]
    + ["§ 1.", "§ 2. Tytuł", "Art. 1.", "1. x", "2) y", "a) z", "ą) v", "– tiret", "– drugi", "tekst", "Rozdział I. A"]
)


@given(st.lists(PIECE, max_size=25))
def test_units_written_as_lines_are_read_as_the_same_units(lines):
    units = read_units("\n".join(lines))
    again = read_units("\n".join(unit.line for unit in units))

    assert [(u.kind, u.number, u.text, u.anchor) for u in again] == [
        (u.kind, u.number, u.text, u.anchor) for u in units
    ]
    assert len({unit.anchor for unit in units}) == len(units)


@given(st.lists(PIECE, max_size=25))
def test_every_unit_fits_its_columns(lines):
    for unit in read_units("\n".join(lines)):
        for name in ("kind", "number", "label", "anchor"):
            assert len(getattr(unit, name)) <= Unit._meta.get_field(name).max_length


# --- doubts -----------------------------------------------------------------------------------------------------

REPEATED = "This number is repeated: check it."
FIRST = "The numbering does not begin with the first number: check that nothing is missing."
AFTER = "It does not follow %(before)s: check that nothing is missing."
ORPHAN, LETTER = "This number stands below no paragraph or article.", "This letter stands below no point."
LONG = "This unit is very long: perhaps several were joined into one."
UNREAD = "This line looks like numbering but was not recognised."
REFERENCE = "This line may be a reference to another unit, not a unit of its own."

DOUBTS = [
    ("§ 1. A\n§ 2. B\n§ 2a. C\n§ 2b. D\n§ 3. E", {}),
    ("Rozdział I. A\nRozdział II. B\nRozdział III. C\nRozdział IV. D", {}),
    ("Dział I. A\nRozdział 1. x\nDział II. B\nRozdział 1. y", {}),
    ("1. tylko\n2. ustępy", {}),
    ("§ 1.\n1) x\n2) y\na) a\nb) b", {}),
    ("§ 1.\n1) x\n" + "\n".join(f"{letter}) x" for letter in "abcdefghijklłmnoprstuwyz") + "\nza) x", {}),
    ("§ 1. A\n§ 1. B", {1: [REPEATED]}),
    ("§ 1. A\n§ 3. B", {1: [(AFTER, "§ 1")]}),
    ("Art. 1. A\nArt. 2. B\nArt. 4. C", {2: [(AFTER, "art. 2")]}),
    ("Rozdział I. A\nRozdział III. B", {1: [(AFTER, "Rozdział I")]}),
    ("§ 1.\n1. a\n3. b", {2: [(AFTER, "§ 1 ust. 1")]}),
    ("§ 1.\n1) x\na) a\nc) c", {3: [(AFTER, "§ 1 pkt 1 lit. a")]}),
    ("§ 2. A", {0: [FIRST]}),
    ("§ 1.\n2. a", {1: [FIRST]}),
    ("§ 1. A\nRozdział 1. B\n1. x", {2: [ORPHAN]}),
    ("1) punkt", {0: [ORPHAN]}),
    ("§ 1.\n1. x\na) y", {2: [LETTER]}),
    ("§ 1. " + "x" * 2001, {0: [LONG]}),
    ("A) wielka", {0: [UNREAD]}),
    ("1.2. Dziesiętne", {0: [FIRST]}),
    ("(1) nawias", {0: [UNREAD]}),
    ("ust. 3 mówi", {0: [UNREAD]}),
    ("• punktor", {0: [UNREAD]}),
    ("W 2026 r. gmina", {}),
    ("§ 1. ust. 2 stosuje się", {0: [REFERENCE]}),
    ("§ 1-3. Uchylone", {0: [REFERENCE]}),
]


@pytest.mark.parametrize(("text", "expected"), DOUBTS, ids=[text[:40] for text, _expected in DOUBTS])
def test_what_may_be_wrong_is_said_in_a_sentence(text, expected):
    found = {place: sentences for place, sentences in enumerate(doubts_of(read_units(text))) if sentences}

    assert found == {
        place: [gettext(s) if isinstance(s, str) else gettext(s[0]) % {"before": s[1]} for s in sentences]
        for place, sentences in expected.items()
    }
