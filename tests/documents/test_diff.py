"""Two versions beside each other: what was added, removed, changed, moved, and nothing else."""

import pytest
from bs4 import BeautifulSoup

from documents.comparing import NAMES, Change, Gap, around_changes, compare, counts, sums
from documents.models import Version
from documents.numbering import read_units
from tests.factories import scenery
from tests.kept import kept

LONG = "Gmina prowadzi sprawy mieszkańców bez zbędnej zwłoki"
OTHER = "Sołtys zwołuje zebranie wiejskie najmniej dwa razy w roku"
THIRD = "Wójt ogłasza wynik konsultacji w ciągu miesiąca od ich końca"
NEW = "Rada seniorów opiniuje każdy projekt uchwały budżetowej"


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    """Kind, address before and address after of everything that differs."""
    return [
        (change.kind, change.before.anchor if change.before else "", change.after.anchor if change.after else "")
        for change in compare(read_units(before), read_units(after))
        if change.kind != "same"
    ]


TABLE = {
    "nothing": (f"§ 1. {LONG}", f"§ 1. {LONG}", []),
    "a word": (f"§ 1. {LONG}", f"§ 1. {LONG} i opłaty", [("changed", "p1", "p1")]),
    "a new unit at the end": (f"§ 1. {LONG}", f"§ 1. {LONG}\n§ 2. {OTHER}", [("added", "", "p2")]),
    "a unit less": (f"§ 1. {LONG}\n§ 2. {OTHER}", f"§ 1. {LONG}", [("removed", "p2", "")]),
    "a new unit in the middle moves the next": (
        f"§ 1. {LONG}\n§ 2. {OTHER}\n§ 3. {THIRD}",
        f"§ 1. {LONG}\n§ 2. {NEW}\n§ 3. {OTHER}\n§ 4. {THIRD}",
        [("added", "", "p2"), ("moved", "p2", "p3"), ("moved", "p3", "p4")],
    ),
    "what stands below a moved unit has not moved itself": (
        f"§ 1. {LONG}\n1. {OTHER}\n2. {THIRD}",
        f"§ 1. {NEW}\n§ 2. {LONG}\n1. {OTHER}\n2. {THIRD}",
        [("added", "", "p1"), ("moved", "p1", "p2")],
    ),
    "an article without words goes where its subsections went": (
        f"Art. 1. {LONG}\nArt. 2.\n1. {OTHER}\n2. {THIRD}",
        f"Art. 1. {LONG}\nArt. 2. {NEW}\nArt. 3.\n1. {OTHER}\n2. {THIRD}",
        [("added", "", "a2"), ("moved", "a2", "a3")],
    ),
    "moved and changed": (
        f"§ 1. {LONG}\n§ 2. {OTHER}", f"§ 1. {LONG}\n§ 2. {NEW}\n§ 3. {OTHER} i częściej",
        [("added", "", "p2"), ("changed", "p2", "p3")],
    ),
    "two that changed places": (
        f"§ 1. {LONG}\n§ 2. {OTHER}", f"§ 1. {OTHER}\n§ 2. {LONG}", [("moved", "p2", "p1"), ("moved", "p1", "p2")],
    ),
    "another rule under the same number": (f"§ 1. {LONG}", f"§ 1. {NEW}", [("changed", "p1", "p1")]),
    "short words are not looked for elsewhere": (
        "§ 1. Uchylony\n§ 2. Uchylony", "§ 1. Uchylony\n§ 2. Nowe\n§ 3. Uchylony",
        [("changed", "p2", "p2"), ("added", "", "p3")],
    ),
    "a removed unit stands where it stood": (
        f"§ 1. {LONG}\n1. {OTHER}\n2. {THIRD}\n§ 2. {NEW}", f"§ 1. {LONG}\n1. {OTHER}\n§ 2. {NEW}", [("removed", "p1-u2", "")],
    ),
    "everything is new": ("", f"§ 1. {LONG}", [("added", "", "p1")]),
    "everything is gone": (f"§ 1. {LONG}", "", [("removed", "p1", "")]),
}  # fmt: skip


@pytest.mark.parametrize("what", TABLE)
def test_units_are_matched_by_their_address_and_then_by_their_words(what):
    before, after, expected = TABLE[what]

    assert told(before, after) == expected


@pytest.mark.parametrize("what", TABLE)
def test_every_unit_of_both_versions_stands_once_and_in_its_order(what):
    before, after, _expected = TABLE[what]
    changes = compare(read_units(before), read_units(after))

    assert [c.after.anchor for c in changes if c.after] == [unit.anchor for unit in read_units(after)]
    assert sorted(c.before.anchor for c in changes if c.before) == sorted(unit.anchor for unit in read_units(before))
    assert "".join(p.text for c in changes for p in c.pieces if p.kind != "ins" and c.before) == "".join(
        c.before.text for c in changes if c.before
    )
    assert "".join(p.text for c in changes for p in c.pieces if p.kind != "del") == "".join(
        c.after.text for c in changes if c.after
    )


def test_only_what_changed_is_shown_with_its_neighbours_and_titles():
    before = "Rozdział 1. Zasady\n§ 1. Tytuł\n" + "\n".join(f"{n}. {LONG} {n}" for n in range(1, 10))
    changes = compare(read_units(before), read_units(before.replace(f"{LONG} 6", f"{LONG} 6 i więcej")))

    assert [item.count if isinstance(item, Gap) else item.unit.anchor for item in around_changes(changes)] == [
        "r1", "p1", 4, "p1-u5", "p1-u6", "p1-u7", 2,
    ]  # fmt: skip


def test_how_much_changed_is_said_in_polish():
    changes = [Change(None, None, kind) for kind, times in zip(NAMES, (5, 1, 2, 0), strict=True) for _i in range(times)]

    assert sums(counts(changes)) == [
        "5 jednostek zmienionych",
        "1 jednostka z innym numerem",
        "2 jednostki dodane",
    ]


# --- the page ---------------------------------------------------------------------------------------------------


@kept
def second(document):
    """A second version: one unit changed, one added, one removed."""
    document.text = (
        scenery.TEXT.replace("14 dni", "7 dni").replace("2. Rezerwacji dokonuje się pisemnie.\n", "")
        + "2. Opłata nie zależy od pory roku.\n3. <b>Nowy</b> ustęp."
    )
    document.change_note = "Po uwagach mieszkańców"
    document.save_revision().publish()
    return document


ADDRESS = "/dokumenty/regulamin/porownaj/1/2/"


def page(client, address=ADDRESS):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_page_marks_words_and_says_what_happened_to_each_unit(client, second):
    shown = page(client).select(".change")

    assert [
        (c["data-kind"], c.select_one(".no").get_text(" ", strip=True)) for c in shown if c["data-kind"] != "same"
    ] == [
        ("changed", "§ 1 ust. 1 zmienione"),
        ("removed", "§ 1 ust. 2 usunięte"),
        ("added", "§ 2 ust. 2 dodane"),
        ("added", "§ 2 ust. 3 dodane"),
    ]
    changed = shown[[c["data-kind"] for c in shown].index("changed")]
    assert [x.text.strip() for x in changed.select("del, ins")] == ["14", "7"]


def test_the_page_tells_the_note_and_the_sums(client, second):
    shown = page(client)

    assert shown.select_one(".note").get_text(strip=True) == "Po uwagach mieszkańców"
    assert [item.text for item in shown.select(".sums li")] == [
        "1 jednostka zmieniona", "2 jednostki dodane", "1 jednostka usunięta",
    ]  # fmt: skip


def test_side_by_side_each_version_has_only_its_own_words(client, second):
    rows = page(client, f"{ADDRESS}?widok=obok").select("tr[data-kind=changed] td")

    assert [cell.get_text().strip("\n ") for cell in rows] == [
        "Rezerwacja następuje najpóźniej 14 dni przed terminem.",
        "Rezerwacja następuje najpóźniej 7 dni przed terminem.",
    ]


@pytest.mark.parametrize("view", ["", "widok=obok"])
def test_the_whole_text_can_be_shown_in_either_view(client, second, view):
    shown, whole = (page(client, f"{ADDRESS}?{view}&zakres={extent}") for extent in ("", "calosc"))

    assert len(whole.select("[data-kind]")) == len(read_units(scenery.TEXT)) + 2
    assert len(whole.select(".gap")) == 0
    assert len(shown.select("[data-kind]")) <= len(whole.select("[data-kind]"))
    links = [a["href"] for a in shown.select(".ways a")]
    assert links == (["?zakres=", "?widok=obok&zakres=calosc"] if view else ["?zakres=&widok=obok", "?zakres=calosc"])


def test_what_was_written_is_shown_as_words(client, second):
    content = client.get(ADDRESS).content.decode()

    assert ("<b>Nowy</b>" in content, "&lt;" in content) == (False, True)


def test_versions_asked_for_backwards_are_shown_forwards(client, second):
    answer = client.get("/dokumenty/regulamin/porownaj/2/1/")

    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)


def test_a_version_compared_with_itself_has_no_differences(client, second):
    assert (
        page(client, "/dokumenty/regulamin/porownaj/2/2/").select_one(".empty").text
        == "Obie wersje mają te same słowa."
    )


@pytest.mark.parametrize("numbers", ["1/9", "0/1", "9/9", f"1/{10**30}", "a/b", "1"])
def test_a_comparison_of_versions_that_do_not_exist_is_404(client, second, numbers):
    assert client.get(f"/dokumenty/regulamin/porownaj/{numbers}/").status_code == 404


def test_a_comparison_is_not_shown_once_the_document_is_unpublished(client, second):
    second.unpublish()

    assert client.get(ADDRESS).status_code == 404


def test_the_address_of_a_comparison_is_known_to_whoever_points_at_a_version(second):
    old, new = Version.objects.order_by("number")

    assert new.compared_with(old) == ADDRESS


@pytest.mark.parametrize("size", [20, 600])
def test_a_comparison_costs_the_same_however_long_the_text(client, lists, size, django_assert_max_num_queries):
    text = "\n".join(f"§ {number}. {LONG} {number}." for number in range(1, size + 1))
    document = scenery.make_document(lists[1], text=text, slug="dlugi")
    document.text = text.replace("zwłoki", "czekania")
    document.save_revision().publish()
    client.get("/dokumenty/dlugi/porownaj/1/2/")

    with django_assert_max_num_queries(12) as found:
        answer = client.get("/dokumenty/dlugi/porownaj/1/2/")
    assert (answer.status_code, len(answer.context["changes"])) == (200, size)
    assert len(found) <= 12
