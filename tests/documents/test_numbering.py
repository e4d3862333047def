from documents.numbering import read_units

TEXT = """
Rozdział 1. Wprowadzenie
§ 1. Po co
1. Pierwszy ustęp.
2. Drugi ustęp:
1) punkt;
a) litera ą.
§ 2. Kiedy
Zawsze.
"""


def test_units_keep_their_numbers_and_get_addresses():
    assert [(unit.label, unit.anchor) for unit in read_units(TEXT)] == [
        ("Rozdział 1", "r1"),
        ("§ 1", "p1"),
        ("§ 1 ust. 1", "p1-u1"),
        ("§ 1 ust. 2", "p1-u2"),
        ("§ 1 ust. 2 pkt 1", "p1-u2-pkt1"),
        ("§ 1 ust. 2 pkt 1 lit. a", "p1-u2-pkt1-la"),
        ("§ 2", "p2"),
        ("§ 2", "p2-t1"),
    ]


def test_a_repeated_number_is_kept_and_marked_as_a_doubt():
    units = read_units("§ 1. Raz\n§ 1. Drugi raz")

    assert [unit.anchor for unit in units] == ["p1", "p1-2"]
    assert units[1].doubts == ("repeated",)


def test_an_empty_text_has_no_units():
    assert read_units(" \n\n") == []
