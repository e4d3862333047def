"""Trees of goals: the seed whole, codes that repeat, links both ways, what hangs on a goal, who may change it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage
from documents.models import DocumentPage
from programme.contributions import newest_number
from programme.goal_references import GoalReference, references_of_goals
from programme.models import Goal, GoalLink, GoalTree
from programme.trees import flat, make_trees, read_tree
from tests.factories import programme as scenery
from tests.factories.scenery import announced, child

OURS = ["4", "", "4.2", "4.2.1", "4.2.2", "4.2.3", "4.2.3", "5", "", "5.1", "5.1.4"]


def words(answer) -> str:
    return " ".join(answer.getvalue().decode().split())


# --- the seed ---------------------------------------------------------------------------------------------------


def test_both_trees_of_the_seed_are_whole_and_two_directions_bear_one_code(goals):
    ours, region = GoalTree.objects.order_by("order")
    twice = Goal.objects.filter(tree=ours, code="4.2.3").order_by("order")

    assert [node.goal.code for node in flat(read_tree(ours))] == OURS
    assert Goal.objects.filter(tree=region).count() == 20
    assert [goal.title[:11] for goal in twice] == ["Doskonaleni", "Wsparcie me"]
    assert make_trees() == goals
    assert Goal.objects.count() == 31


def test_links_lead_from_our_strategy_to_that_of_the_region(goals):
    links = set(GoalLink.objects.values_list("source", "target"))

    assert links == {(goals["b42"].pk, goals["m72"].pk), (goals["b514"].pk, goals["m72"].pk)}


def test_depth_counts_from_the_root(goals):
    depths = {node.goal.code or node.goal.level: node.depth for node in flat(read_tree(goals["b4"].tree))}

    assert [depths[name] for name in ("4", "strategic_goal", "4.2", "4.2.1")] == [0, 1, 2, 3]


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["", "?widok=tabela", "?widok=cokolwiek"])
def test_every_goal_and_its_projects_are_on_the_page_of_goals(client, trees, goals, project, view):
    page = client.get(f"/program/cele/{view}")

    assert {goal.pk for goal in goals.values() if f"/program/cele/cel/{goal.pk}/" not in words(page)} == set()
    assert project.url in words(page)
    assert _("Two goals bear the code %(code)s. The strategy numbers them so, and we leave it so.") % {
        "code": "4.2.3"
    } in words(page)


def test_the_tree_opens_without_javascript_and_the_table_names_its_columns(client, trees):
    tree, table = words(client.get("/program/cele/")), words(client.get("/program/cele/?widok=tabela"))

    assert (tree.count("<details open>"), tree.count("<details>")) == (10, 0)
    assert (table.count('<th scope="col">'), table.count('<th scope="row"')) == (12, 31)
    assert "<script" not in tree.replace('<script type="application/ld+json"', "")


def test_a_link_between_trees_is_seen_from_both_ends(client, trees, goals):
    ours, region = (words(client.get(f"/program/cele/cel/{goals[key].pk}/")) for key in ("b42", "m72"))

    assert f'{_("carries out:")} <a href="/program/cele/cel/{goals["m72"].pk}/"' in ours
    assert region.count(_("carried out by:")) == 2


def test_a_goal_shows_what_stands_above_and_below_it_and_projects_of_all_levels_below(client, trees, goals, project):
    page = words(client.get(f"/program/cele/cel/{goals['b42'].pk}/"))

    around = ("b4", "b4s", "b421", "b422", "b423", "b424")
    assert [key for key in around if f"/cel/{goals[key].pk}/" not in page] == []
    assert page.count(f'href="{project.url}"') == 1


def test_a_project_under_two_directions_stands_under_both_and_once_above_them(client, plan, trees, goals, skawina):
    project = scenery.make_project(plan, skawina, slug="dwa", directions=[goals["b421"], goals["b422"]])
    seen = {
        key: words(client.get(f"/program/cele/cel/{goals[key].pk}/")).count(f'href="{project.url}"')
        for key in ("b421", "b422", "b42", "b423")
    }

    assert seen == {"b421": 1, "b422": 1, "b42": 1, "b423": 0}


def test_only_goals_of_chosen_trees_have_an_address(client, programme, goals):
    page = child(programme, scenery.GoalTreePage(title="Nasze", slug="nasze"))
    page.trees = [goals["b4"].tree]
    page.save()

    found = {key: client.get(f"/program/nasze/cel/{goals[key].pk}/").status_code for key in ("b42", "m72")}
    assert found == {"b42": 200, "m72": 404}
    assert client.get("/program/nasze/cel/999999/").status_code == 404
    assert _("carries out:") in words(client.get(f"/program/nasze/cel/{goals['b42'].pk}/"))


def test_a_project_that_is_not_published_is_nowhere(client, plan, trees, goals, skawina):
    draft = scenery.make_project(plan, skawina, slug="szkic", directions=[goals["b421"]], live=False)

    for path in ("/program/cele/", "/program/plan/", "/program/plan/csv/", "/program/plan/json/", "/program/"):
        assert draft.title not in words(client.get(path))


def test_goals_in_english_are_shown_in_english_where_the_words_exist(client, programme, trees, goals):
    from wagtail.models import Locale

    english = Locale.objects.get_or_create(language_code="en")[0]
    trees.copy_for_translation(english, copy_parents=True).save_revision().publish()

    page = words(client.get(f"/en/program-en/cele-en/cel/{goals['b421'].pk}/", follow=True))
    addresses = client.get("/en/program-en/cele-en/").status_code
    if addresses == 404:  # the slug of a translation may stay the same
        page = words(client.get(f"/en/program/cele/cel/{goals['b421'].pk}/"))
    assert goals["b421"].title_en in page


# --- what hangs ---------------------------------------------------------------------------------------------------


def test_documents_indicators_and_consultations_hang_on_a_goal(client, trees, plan, goals, skawina, consultation):
    goal = goals["b423"]
    document = DocumentPage.objects.get(slug="regulamin")
    goal.documents.add(document)
    page = ConsultationPage.objects.get(pk=consultation.pk)
    page.goals = [goal]
    page.save()
    announced(page)
    indicator = {"name": "Odpowiedzi w terminie", "values": [(2024, 61), (2025, None)], "unit": "%"}
    project = scenery.make_project(plan, skawina, slug="procedura", directions=[goal], indicators=[indicator])

    things = references_of_goals([goal.pk, goals["b421"].pk], "pl")
    row = project.indicators.get()
    assert {(thing.kind, thing.title, thing.url) for thing in things[goal.pk]} == {
        (_("document"), "Regulamin świetlic", "/dokumenty/regulamin/"),
        (_("consultation"), consultation.title, "/konsultacje/skawina/swietlice/"),
        (_("indicator"), "Odpowiedzi w terminie", f"{project.url}#wskaznik-{row.pk}"),
    }
    assert things[goals["b421"].pk] == []
    number = _("%(number)s in %(year)s") % {"number": "61 %", "year": 2024}
    assert number in [thing.note for thing in things[goal.pk]]
    detail = words(client.get(f"/program/cele/cel/{goal.pk}/"))
    assert [thing.url for thing in things[goal.pk] if f'href="{thing.url}"' not in detail] == []


def test_the_finders_are_asked_about_nothing_when_there_are_no_goals(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert references_of_goals([], "pl") == {}


@pytest.mark.parametrize(
    ("unit", "values", "told"),
    [
        ("osoby", [(2025, "1234.5")], _("%(number)s in %(year)s") % {"number": "osoby: 1\u00a0234,5", "year": 2025}),
        ("%", [(2024, 10), (2025, None)], _("%(number)s in %(year)s") % {"number": "10 %", "year": 2024}),
        ("", [(2025, 0)], _("%(number)s in %(year)s") % {"number": "0", "year": 2025}),
        ("osoby", [(2025, None)], _("no data")),
        ("osoby", [], _("no data")),
    ],
)
def test_the_newest_known_number_is_told_without_inflecting_its_unit(unit, values, told):
    assert newest_number(scenery.make_indicator(unit=unit, values=values)) == told


def test_a_thing_is_a_plain_fact():
    thing = GoalReference("dokument", "Program", "/p/")

    assert (thing.note, thing == GoalReference("dokument", "Program", "/p/")) == ("", True)


@pytest.mark.parametrize("path", ["/program/cele/", "/program/cele/?widok=tabela", "/program/cele/cel/{goal}/"])
def test_pages_of_goals_cost_the_same_with_one_and_with_three_projects(cost, trees, plan, goals, skawina, path):
    address = path.format(goal=goals["b42"].pk)
    indicator = {"values": [(2025, 1)]}
    scenery.make_project(plan, skawina, slug="a", directions=[goals["b421"]], indicators=[indicator])
    with_one = cost(address)
    for slug in "bc":
        scenery.make_project(
            plan, skawina, slug=slug, directions=[goals["b422"], goals["b421"]], indicators=[indicator]
        )

    assert cost(address) == with_one
    assert with_one[1] <= 12


# --- the admin ----------------------------------------------------------------------------------------------------


def test_a_goal_stands_below_a_goal_of_its_own_tree_and_never_below_itself(goals):
    def refused(goal, parent) -> list[str]:
        goal = Goal.objects.get(pk=goal.pk)
        goal.parent = Goal.objects.get(pk=parent.pk)
        with pytest.raises(ValidationError) as refusal:
            goal.clean()
        return refusal.value.message_dict["parent"]

    assert refused(goals["b42"], goals["m7"]) == [_("Choose a goal of the same tree.")]
    assert refused(goals["b42"], goals["b42"]) == [_("This goal stands below the one you are editing.")]
    assert refused(goals["b4"], goals["b421"]) == [_("This goal stands below the one you are editing.")]


def test_a_link_joins_two_trees(goals):
    GoalLink(source=goals["b421"], target=goals["m722"]).clean()
    with pytest.raises(ValidationError) as refusal:
        GoalLink(source=goals["b421"], target=goals["b42"]).clean()

    assert refusal.value.message_dict == {"target": [_("Choose a goal of another tree.")]}


LISTS = ["goaltree", "goal", "goallink"]


@pytest.mark.parametrize("name", LISTS)
def test_coordinators_keep_trees_goals_and_links_and_nobody_else_does(
    client, settings, coordinator, editor, clerk, goals, name
):
    settings.STAFF_WITHOUT_TOTP = True
    seen = {}
    for who in (coordinator, editor, clerk):
        client.force_login(who)
        seen[who.email] = client.get(reverse(f"{name}:index")).status_code == 200

    assert seen == {coordinator.email: True, editor.email: False, clerk.email: False}


@pytest.mark.parametrize("holds", ["project", "document", "child", "nothing"])
def test_a_goal_that_holds_something_is_not_deleted(client, settings, coordinator, project, goals, document, holds):
    settings.STAFF_WITHOUT_TOTP = True
    goal = {"project": goals["b422"], "document": goals["m71"], "child": goals["m723"], "nothing": goals["m73"]}[holds]
    goals["m71"].documents.add(document)
    client.force_login(coordinator)

    client.post(reverse("goal:delete", args=[goal.pk]))

    assert Goal.objects.filter(pk=goal.pk).exists() == (holds != "nothing")
    assert list(project.directions.all()) == [goals["b422"]]


def test_the_number_of_goals_below_is_said_with_the_right_form(client, trees):
    page = words(client.get("/program/cele/"))
    sentences = [
        ngettext("%(counter)s goal below it", "%(counter)s goals below it", n) % {"counter": n} for n in (1, 4)
    ]

    assert [sentence for sentence in sentences if sentence not in page] == []
