"""The page of a SWOT: versions, answers, what has moved, rows for other programs, what the search and goals show."""

import csv
import io
from decimal import Decimal

import pytest
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.translation import gettext, ngettext
from wagtail.models import Page

from programme.goal_references import GoalReference, references_of_goals
from programme.models import Goal, GoalTree, GoalTreePage, ProgrammePage
from strategy import services
from strategy.comparing import compare
from strategy.lifecycle import VERSION
from strategy.lines import Line, give_keys, read_line, read_lines, write_lines
from strategy.models import Quadrant, SwotAnswer, SwotItem, SwotPage, SwotVersion
from tests.factories import strategy as scene
from tests.factories.scenery import child
from tests.kept import kept


@kept
def goal(db):
    tree = GoalTree.objects.create(slug="drzewo", name="Drzewo")
    return Goal.objects.create(tree=tree, level="direction", code="4.2.3", title="Wsparcie", title_en="Support")


def answer_to(version, key, **details):
    return SwotAnswer.objects.create(area=version.area, key=key, **{"text": f"Robimy coś z {key}.", **details})


def entries(answer):
    """What the page shows: quadrant → (rank, key, whether it is answered)."""
    return {
        block.quadrant.value: [(e.item.rank, e.item.key, e.answer is not None) for e in block.entries]
        for block in answer.context["blocks"]
    }


def html_of(answer) -> str:
    return answer.getvalue().decode()


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_page_shows_four_quadrants_in_the_order_of_places(client, swot_page, version):
    answer_to(version, "W-A2")

    assert entries(client.get(swot_page.url)) == {
        "strength": [(1, "S-A1", False), (2, "S-A2", False), (3, "S-A3", False)],
        "weakness": [(1, "W-A1", False), (2, "W-A2", True), (3, "W-A3", False), (4, "W-A4", False)],
        "opportunity": [(1, "O-A1", False), (2, "O-A2", False)],
        "threat": [(1, "T-A1", False)],
    }


def test_a_weakness_without_an_answer_says_so_and_a_strength_says_nothing(client, swot_page, version):
    for key in ("W-A1", "W-A2", "W-A3"):
        answer_to(version, key)

    html = html_of(client.get(swot_page.url))

    assert html.count(gettext("The programme has no answer to this yet.")) == 2  # W-A4 and T-A1
    assert html.count('<details class="fold">') == 3


def test_an_answer_shows_its_measure_its_goals_and_where_it_happens(client, swot_page, version, goal, home):
    row = answer_to(version, "W-A1", measure="liczba szkoleń", page=home, link_text="Zobacz")
    row.goals.add(goal)
    answer_to(version, "W-A2", url="/biale-plamy/")

    html = html_of(client.get(swot_page.url))

    assert [words in html for words in ("liczba szkoleń", "4.2.3 Wsparcie", ">Zobacz</a>", 'href="/biale-plamy/"')] == [
        True
    ] * 4


def test_a_goal_is_linked_where_a_page_shows_its_tree(client, swot_page, version, goal, home):
    programme = child(home, ProgrammePage(title="Program", slug="program", lead="Krótko."))
    tree_page = GoalTreePage(title="Cele", slug="cele")
    child(programme, tree_page)
    tree_page.trees.set([goal.tree])
    tree_page.save()
    answer_to(version, "W-A1").goals.add(goal)

    assert f'<a href="/program/cele/cel/{goal.pk}/">' in html_of(client.get(swot_page.url))


def test_an_unpublished_page_is_not_linked(client, swot_page, version, home):
    hidden = scene.make_swot_page(home, scene.make_area("B"), slug="ukryta", live=False)
    answer_to(version, "W-A1", page=Page.objects.get(pk=hidden.pk), link_text="Ukryta")

    assert "Ukryta" not in html_of(client.get(swot_page.url))


def test_an_answer_stays_with_its_item_through_all_versions(client, swot_page, version):
    answer_to(version, "W-A1")
    newer = scene.make_version(version.area, number=2, items={})
    SwotItem.objects.bulk_create([SwotItem(version=newer, quadrant="weakness", rank=3, key="W-A1", text="Inaczej")])

    assert entries(client.get(swot_page.url))["weakness"] == [(3, "W-A1", True)]
    assert entries(client.get(f"{swot_page.url}wersja/1/"))["weakness"][0] == (1, "W-A1", True)


def test_every_item_has_a_permanent_address_in_its_version(client, swot_page, version):
    scene.make_version(version.area, number=2)
    html = html_of(client.get(swot_page.url))

    assert f'href="{swot_page.url}wersja/2/#w-a1"' in html
    assert 'id="w-a1"' in html_of(client.get(f"{swot_page.url}wersja/2/"))


def test_places_of_a_ballot_are_shown_with_their_numbers(client, swot_page, version):
    SwotItem.objects.filter(key="W-A1").update(mean=Decimal("1.83"), first_places=7, papers=18)
    SwotItem.objects.filter(key="S-A1").update(points=53, mean=Decimal("2.94"), first_places=4, papers=18)

    html = html_of(client.get(swot_page.url))

    assert [f"{gettext('mean place')}: 1,83" in html, f"{gettext('first places')}: 7" in html] == [True, True]
    assert f"{gettext('points')}: 53" in html
    assert f"{gettext('mean place')}: 2,94" not in html


def test_the_version_says_who_ranked_it_at_which_session_and_from_what(client, swot_page, version, session):
    ballot = scene.make_ballot(version, state="closed")
    scene.make_papers(ballot, 6)
    scene.make_version(
        version.area, number=2, ballot=ballot, session=session, stage="after", source="Głosowanie uczestników"
    )

    html = html_of(client.get(swot_page.url))

    papers = ngettext("%(counter)s ballot paper", "%(counter)s ballot papers", 6) % {"counter": 6}
    assert [
        words in html for words in (papers, session.url, gettext("after the session"), "Głosowanie uczestników")
    ] == [True] * 4


def test_an_earlier_version_says_which_one_is_in_force(client, swot_page, version):
    scene.make_version(version.area, number=2)
    sentence = gettext("This is an earlier version. Version %(number)s is in force.") % {"number": 2}

    shown = {number: html_of(client.get(f"{swot_page.url}wersja/{number}/")) for number in (1, 2)}

    assert [sentence in shown[1], sentence in shown[2], sentence in html_of(client.get(swot_page.url))] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "path", ["wersja/2/", "wersja/0/", "wersja/99/", "wersja/x/", "wersja/2/csv/", "porownaj/1/2/", "porownaj/1/"]
)
def test_drafts_and_versions_that_do_not_exist_have_no_address(client, swot_page, version, path):
    scene.make_version(version.area, number=None)

    assert client.get(f"{swot_page.url}{path}").status_code == 404


def test_an_area_without_a_version_has_a_page_that_says_so(client, home):
    page = scene.make_swot_page(home, scene.make_area("B"))

    assert gettext("There is no published version yet. Come back after the session.") in html_of(client.get(page.url))
    assert client.get(f"{page.url}csv/").status_code == 404


def test_pages_of_two_areas_lead_to_each_other(client, home, swot_page):
    other = scene.make_swot_page(home, scene.make_area("B"), slug="drugi", title="Drugi SWOT")

    assert [page.pk for page in client.get(swot_page.url).context["others"]] == [other.pk]
    assert [page.pk for page in client.get(other.url).context["others"]] == [swot_page.pk]


# --- two versions side by side ------------------------------------------------------------------------------------


@kept
def moved(version):
    """W-A3 comes first, W-A2 is reworded, W-A4 goes, W-A5 is new."""
    newer = scene.make_version(version.area, number=2, items={"strength": 3})
    rows = [("W-A3", "Zdanie W-A3"), ("W-A1", "Zdanie W-A1"), ("W-A2", "Zdanie W-A2 po zmianie"), ("W-A5", "Nowe")]
    SwotItem.objects.bulk_create(
        SwotItem(version=newer, quadrant="weakness", rank=rank, key=key, text=text)
        for rank, (key, text) in enumerate(rows, start=1)
    )
    return newer


def test_what_has_moved_is_said_in_places_and_in_words(version, moved):
    groups = dict(compare(version.items.all(), moved.items.all()))

    up, down = ("%(count)s place up", "%(count)s places up"), ("%(count)s place down", "%(count)s places down")
    assert [(row.key, row.places, row.sign, row.words) for row in groups[Quadrant.WEAKNESS]] == [
        ("W-A3", 2, "▲", ngettext(*up, 2) % {"count": 2}),
        ("W-A1", -1, "▼", ngettext(*down, 1) % {"count": 1}),
        ("W-A2", -1, "▼", ngettext(*down, 1) % {"count": 1}),
        ("W-A5", None, "+", gettext("new")),
        ("W-A4", None, "×", gettext("taken out")),
    ]
    assert {row.words for row in groups[Quadrant.STRENGTH]} == {gettext("where it was")}
    assert [row.is_reworded for row in groups[Quadrant.WEAKNESS]] == [False, False, True, False, False]


def test_a_quadrant_that_is_empty_in_both_versions_is_left_out(version):
    items = version.items.exclude(quadrant="threat")

    assert [quadrant.value for quadrant, _rows in compare(items, items)] == ["strength", "weakness", "opportunity"]


@pytest.mark.parametrize("path", ["porownaj/1/2/", "porownaj/2/1/", "porownaj/1/1/"])
def test_any_two_versions_can_be_compared(client, swot_page, moved, path):
    answer = client.get(f"{swot_page.url}{path}")

    assert answer.status_code == 200
    assert html_of(answer).count("<table") == len(answer.context["groups"])


def test_a_reworded_item_shows_both_wordings(client, swot_page, moved):
    assert "<ins>" in html_of(client.get(f"{swot_page.url}porownaj/1/2/"))


# --- CSV ----------------------------------------------------------------------------------------------------------


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_every_row_of_a_version_is_in_the_csv(client, swot_page, version):
    answer_to(version, "W-A2", text="=SUM(A1)")
    answer = client.get(f"{swot_page.url}csv/")

    header, *rows = rows_of(answer)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="swot-a-1.csv"' in answer["Content-Disposition"]
    assert (len(header), len(rows)) == (12, 10)
    assert rows[4] == [
        "A",
        "1",
        "W-A2",
        gettext_quadrant("weakness"),
        "2",
        "Zdanie W-A2",
        "",
        "",
        "",
        "",
        "",
        "'=SUM(A1)",
    ]


def gettext_quadrant(value: str) -> str:
    return str(Quadrant(value).label)


def test_an_earlier_version_has_its_own_csv(client, swot_page, moved):
    earlier = rows_of(client.get(f"{swot_page.url}wersja/1/csv/"))

    assert [row[2] for row in earlier if row[2].startswith("W-")] == ["W-A1", "W-A2", "W-A3", "W-A4"]
    assert client.get(f"{swot_page.url}csv/?excel=1").getvalue().startswith(b"\xef\xbb\xbf")


# --- lines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("W-A1 Zdanie", Line("W-A1", "Zdanie")),
        ("W-A12: Zdanie", Line("W-A12", "Zdanie")),
        ("Zdanie bez oznaczenia", Line("", "Zdanie bez oznaczenia")),
        ("W-A1 Zdanie [GUS 2025]", Line("W-A1", "Zdanie", "GUS 2025")),
        ("Zdanie (z nawiasem)", Line("", "Zdanie (z nawiasem)")),
        ("Zdanie [a] w środku", Line("", "Zdanie [a] w środku")),
        ("W-a1 małą literą", Line("", "W-a1 małą literą")),
        ("W-A1", Line("", "W-A1")),
    ],
)
def test_a_line_is_a_key_a_wording_and_a_source(written, line):
    assert read_line(written) == line


def test_empty_lines_and_bullets_are_left_out():
    assert read_lines("\n  - Pierwsze\n\n• Drugie\n   \n") == [Line("", "Pierwsze"), Line("", "Drugie")]


def test_what_is_written_is_read_back(version):
    SwotItem.objects.filter(key="W-A2").update(source="ankieta")
    items = list(version.items.filter(quadrant="weakness").order_by("rank"))

    assert read_lines(write_lines(items)) == [Line(item.key, item.text, item.source) for item in items]


def test_new_lines_get_keys_after_the_highest_ever_used():
    lines = [Line("", "a"), Line("W-A2", "b"), Line("", "c")]

    assert give_keys(lines, "W-A", ["W-A2", "W-A9", "S-A20", "W-AB40"]) == [
        Line("W-A10", "a"), Line("W-A2", "b"), Line("W-A11", "c"),
    ]  # fmt: skip


# --- goals, search, keeping ---------------------------------------------------------------------------------------


def test_a_goal_shows_the_weaknesses_it_answers(swot_page, version, goal):
    answer_to(version, "W-A2").goals.add(goal)
    answer_to(version, "T-A1").goals.add(goal)
    answer_to(version, "W-A9").goals.add(goal)  # no such item in the version in force

    kinds = {name: f"SWOT, {Quadrant(name).label}" for name in ("threat", "weakness")}
    assert references_of_goals([goal.pk], "pl")[goal.pk] == [
        GoalReference(kinds["threat"], "Zdanie T-A1", f"{swot_page.url}#t-a1", "T-A1"),
        GoalReference(kinds["weakness"], "Zdanie W-A2", f"{swot_page.url}#w-a2", "W-A2"),
    ]


@pytest.mark.parametrize("hide", ["no page", "no version"])
def test_a_goal_does_not_tell_of_what_is_not_public(swot_page, version, goal, hide):
    answer_to(version, "W-A2").goals.add(goal)
    if hide == "no page":
        SwotPage.objects.update(live=False)
    else:
        SwotVersion.objects.update(state="draft", number=None)

    assert references_of_goals([goal.pk], "pl")[goal.pk] == []


@pytest.mark.parametrize("count", [1, 3])
def test_goals_cost_the_same_whatever_they_answer(swot_page, version, goal, count, django_assert_max_num_queries):
    from strategy.contributions import find_swot_items_of_goals

    for number in range(1, count + 1):
        answer_to(version, f"W-A{number}").goals.add(goal)
    swot_page.get_url()  # Wagtail remembers where the site begins

    with django_assert_max_num_queries(3):
        assert len(list(find_swot_items_of_goals([goal.pk], "pl"))) == count


@pytest.mark.indexed
def test_a_newly_published_version_is_found_by_the_search(client, swot_page, version, coordinator):
    draft = services.begin_draft(version.area, by=coordinator)
    facts = {"label": "druga", "stage": "between", "session": None, "source": ""}
    lines = {"threat": [Line("", "Brak tramwaju do Skawiny")]}
    services.edit_draft(draft, by=coordinator, facts=facts, lines=lines)
    before = [page.pk for page in client.get("/szukaj/?q=tramwaj").context["found"]]

    VERSION.apply("publish", draft, by=coordinator)

    assert (before, [page.pk for page in client.get("/szukaj/?q=tramwaj").context["found"]]) == ([], [swot_page.pk])


def test_areas_and_versions_are_protected(version):
    with pytest.raises(ProtectedError):
        version.area.delete()
    with pytest.raises(ProtectedError):
        SwotVersion.objects.get(pk=version.pk).delete()


def test_an_english_page_names_the_area_in_english_and_marks_polish_words(client, swot_page, version, goal):
    from wagtail.models import Locale

    row = answer_to(version, "W-A1")
    row.goals.add(goal)
    english = swot_page.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0], copy_parents=True)
    english.save_revision().publish()

    with translation.override("en"):
        html = html_of(client.get(english.url))

    assert [
        words in html for words in ("Cooperation", "Weaknesses", '<p lang="pl">Zdanie W-A1</p>', "4.2.3 Support")
    ] == [True] * 4


def test_an_item_of_a_draft_can_still_be_changed(area):
    draft = scene.make_version(area, number=None)
    item = draft.items.get(key="W-A1")
    item.text = "Po korekcie"
    item.save()
    draft.items.get(key="W-A4").delete()

    assert list(draft.items.filter(quadrant="weakness").values_list("key", "text")) == [
        ("W-A1", "Po korekcie"), ("W-A2", "Zdanie W-A2"), ("W-A3", "Zdanie W-A3"),
    ]  # fmt: skip
    assert [str(item), str(draft)] == ["W-A1 Po korekcie", "A – robocza"]
