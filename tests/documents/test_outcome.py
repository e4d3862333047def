"""The demo tells what came of the consultation on village halls: the second version of their rules."""

import pytest

from documents.comparing import compare, counts
from documents.doubts import doubts_of
from documents.numbering import read_units
from home.demo.documents import ADOPTIONS
from home.demo.reading import content, text


def test_every_wording_promised_in_an_answer_stands_in_the_new_rules():
    promised = [answer["changed_wording"].rstrip(".") for answer in content("k3")["answers"].values()]

    assert [words for words in promised if words not in text("swietlice_po")] == []


def test_the_new_rules_differ_only_where_the_answers_said():
    changes = compare(read_units(text("swietlice")), read_units(text("swietlice_po")))

    assert counts(changes) == {"changed": 7, "moved": 0, "added": 2, "removed": 0}
    assert [change.unit.label for change in changes if change.kind != "same"] == [
        "§ 2 ust. 2", "§ 3 ust. 2", "§ 3 ust. 3", "§ 4 ust. 1", "§ 5 ust. 3", "§ 6 ust. 2 pkt 2", "§ 6 ust. 5", "§ 7 ust. 4",
        "§ 8 ust. 3",
    ]  # fmt: skip
    assert [sentences for sentences in doubts_of(read_units(text("swietlice_po"))) if sentences] == []


@pytest.mark.parametrize("row", ADOPTIONS, ids=lambda row: f"{row[0]} {row[1]}")
def test_only_adopted_documents_of_the_demo_have_resolutions_and_they_lie_in_the_past(row):
    _document, _place, stage, number, days = row

    assert (bool(number), days is not None and days < 0) == (stage == "adopted", stage == "adopted")
