"""The operational plan: filters, totals in which a project counts once, missing numbers, files, the page of a project."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ngos.models import OrganisationPage
from programme.exports import header, indicator_header
from programme.figures import Figures
from programme.listing import published_below
from programme.models import ProjectPage
from tests import lists
from tests.factories import ngos
from tests.factories import programme as scenery
from tests.kept import kept
from tests.reading import tight


def words(answer) -> str:
    return tight(answer.getvalue().decode())


@kept
def projects(plan, skawina, liszki, goals):
    """Three projects: of two places under two directions, of one place, and a stopped one without anything known."""
    return {
        "budzet": scenery.make_project(
            plan, skawina, slug="budzet", partners=[liszki], directions=[goals["b421"], goals["b514"]],
            starts_on=date(2025, 3, 1), ends_on=date(2026, 6, 30),
            money=[("municipal", 1000, 400), ("european", 500.50, None)],
            milestones=[("Regulamin", date(2025, 5, 1), date(2025, 5, 2))],
            indicators=[{"name": "Głosy", "target": 100, "values": [(2024, 80), (2025, 120)]}],
        ),
        "mapa": scenery.make_project(
            plan, liszki, slug="mapa", state="done", directions=[goals["b422"]], money=[("municipal", None, None)],
            indicators=[{"name": "Profile", "target": 50, "values": [(2025, None)]}],
        ),
        "bus": scenery.make_project(plan, skawina, slug="bus", state="stopped", stop_reason="Nikt nie jechał."),
    }  # fmt: skip


def listed(client, query: str) -> set[str]:
    page = words(client.get(f"/program/plan/{query}"))
    return {slug for slug in ("budzet", "mapa", "bus") if f'<h3><a href="/program/plan/{slug}/"' in page}


# --- filters ------------------------------------------------------------------------------------------------------

ALL = {"budzet", "mapa", "bus"}
FILTERS = [
    ("", ALL), ("?gmina=skawina", {"budzet", "bus"}), ("?gmina=liszki", {"budzet", "mapa"}), ("?gmina=nie-ma", ALL),
    ("?stan=done", {"mapa"}), ("?stan=stopped", {"bus"}), ("?stan=planned", set()), ("?stan=cokolwiek", ALL),
    ("?cel=b421", {"budzet"}), ("?cel=b42", {"budzet", "mapa"}), ("?cel=b4", {"budzet", "mapa"}), ("?cel=b514", {"budzet"}),
    ("?cel=m7", set()), ("?cel=abc", ALL), ("?cel=-1", ALL),
    ("?gmina=liszki&cel=b42&stan=done", {"mapa"}), ("?gmina=skawina&stan=done", set()),
]  # fmt: skip


@pytest.mark.parametrize(("query", "slugs"), FILTERS)
def test_filters_let_through_what_they_say(client, projects, goals, query, slugs):
    for key, goal in goals.items():
        query = query.replace(f"cel={key}", f"cel={goal.pk}") if f"cel={key}&" in f"{query}&" else query

    assert listed(client, query) == slugs
    rows = list(csv.reader(io.StringIO(client.get(f"/program/plan/csv/{query}").getvalue().decode())))
    assert len(rows) == 1 + len(slugs)
    assert len(client.get(f"/program/plan/json/{query}").json()["projects"]) == len(slugs)


@pytest.mark.parametrize("query", ["", "?gmina=skawina", "?stan=done", "?gmina=liszki&stan=running"])
def test_every_count_is_the_number_of_projects_it_leads_to(client, projects, query):
    assert lists.untrue_counts(client, "/program/plan/", query) == []


@pytest.mark.parametrize("query", ["", "?gmina=skawina"])
def test_feed_and_table_hold_the_hits_of_the_page(client, projects, query):
    on_page = sorted(lists.titles_on_pages(client, "/program/plan/", query))

    assert sorted(lists.titles_in_feed(client, "/program/plan/", query)) == on_page
    assert sorted(row[_("Project")] for row in lists.rows_in_table(client, "/program/plan/", query)) == on_page


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("words", "slugs"), [("projekt", ALL), ("stycznia", set()), ("mapa", {"mapa"}), ("xyz", set())]
)
def test_words_find_projects_and_their_files(client, projects, words, slugs):
    call_command("update_index", verbosity=0)

    assert listed(client, f"?q={words}") == slugs
    assert len(client.get("/program/plan/json/", {"q": words}).json()["projects"]) == len(slugs)


def test_an_empty_list_says_what_to_do(client, projects):
    page = words(client.get("/program/plan/?stan=planned"))

    assert _("No project fits these filters. Choose “all” in one of them.") in page
    assert ngettext("%(counter)s project", "%(counter)s projects", 0) % {"counter": 0} in page


def test_only_goals_that_have_projects_can_be_chosen(client, projects, goals):
    page = words(client.get("/program/plan/"))
    offered = {key for key, goal in goals.items() if f'<option value="{goal.pk}"' in page}

    assert offered == {"b4", "b4s", "b42", "b421", "b422", "b5", "b5s", "b51", "b514"}


def test_another_programme_has_its_own_plan(client, home, projects, skawina):
    other = scenery.make_programme(home, slug="inny")
    scenery.make_project(scenery.make_plan(other), skawina, slug="obcy")

    assert "obcy" not in words(client.get("/program/plan/"))
    assert "budzet" not in words(client.get("/inny/plan/"))


# --- totals -------------------------------------------------------------------------------------------------------


def test_a_project_under_two_directions_counts_once(projects):
    found = published_below("")
    once = Figures.of(found)

    assert (once.projects, once.planned, once.spent) == (3, scenery.number("1500.50"), scenery.number(400))
    assert Figures.of([*found, *found]) == once
    assert dict(once.states) == {"running": 1, "done": 1, "stopped": 1}


def test_money_is_told_by_source_and_an_unknown_amount_is_never_zero(projects):
    figures = Figures.of(published_below(""))

    assert [(row.source, row.planned, row.spent) for row in figures.money] == [
        ("municipal", scenery.number(1000), scenery.number(400)),
        ("european", scenery.number("500.50"), None),
    ]
    assert figures.unknown_amounts == 1
    assert (figures.indicators, figures.with_value, figures.reached) == (2, 1, 1)


def test_nothing_known_is_said_in_words(client, projects):
    stopped, done = (words(client.get(projects[slug].url)) for slug in ("bus", "mapa"))

    assert _("No amounts are known yet.") in stopped
    assert [part.count(_("no data")) > 0 for part in (stopped, done)] == [True, True]
    assert ">0 zł" not in stopped + done


def test_an_empty_plan_says_so(client, plan):
    assert _("There are no projects in the plan yet.") in words(client.get("/program/"))
    assert client.get("/program/plan/json/").json() == {"projects": []}


# --- files --------------------------------------------------------------------------------------------------------


def rows_of(client, address: str, mark: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(address).getvalue().decode("utf-8-sig")), delimiter=mark))


def test_the_file_has_a_row_for_each_project_and_empty_cells_where_nothing_is_known(client, projects):
    first, *rows = rows_of(client, "/program/plan/csv/")
    by_title = {row[0]: dict(zip(first, row, strict=True)) for row in rows}
    row, empty = by_title["Projekt budzet"], by_title["Projekt bus"]

    assert first == header()
    assert [row[_(name)] for name in ("Directions", "Lead municipality", "Partner municipalities")] == [
        "4.2.1, 5.1.4", "Skawina", "Liszki",
    ]  # fmt: skip
    assert (row[_("Planned, zł")], row[_("Spent, zł")], row[_("Begins on")]) == ("1500.5", "400", "2025-03-01")
    assert (row[_("Milestones done")], row[_("Indicators that came to their target")]) == ("1", "1")
    assert (empty[_("Planned, zł")], empty[_("Begins on")]) == ("", "")
    assert empty[_("Why it was stopped")] == "Nikt nie jechał."


def test_a_polish_spreadsheet_gets_semicolons_and_commas(client, projects):
    rows = rows_of(client, "/program/plan/csv/?excel=1", ";")

    assert "1500,5" in [row[header().index(_("Planned, zł"))] for row in rows]


def test_indicators_have_a_row_for_each_value(client, projects):
    first, *rows = rows_of(client, "/program/plan/wskazniki/csv/")

    assert first == indicator_header()
    told = [(row[1], row[-4], row[-3]) for row in rows]
    assert told == [("Głosy", "2024", "80"), ("Głosy", "2025", "120"), ("Profile", "2025", "")]


def test_no_cell_is_a_formula(client, plan, skawina):
    scenery.make_project(plan, skawina, title="=1+1", indicators=[{"name": "@SUM(A1)", "unit": "+x"}])
    cells = [
        cell
        for address in ("/program/plan/csv/", "/program/plan/wskazniki/csv/")
        for row in rows_of(client, address)
        for cell in row
    ]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert {"'=1+1", "'@SUM(A1)", "'+x"} <= set(cells)


def test_json_says_null_where_nothing_is_known(client, projects):
    found = {row["title"]: row for row in client.get("/program/plan/json/").json()["projects"]}
    budget, bus = found["Projekt budzet"], found["Projekt bus"]

    assert budget["money"] == [
        {"source": "municipal", "planned": 1000.0, "spent": 400.0},
        {"source": "european", "planned": 500.5, "spent": None},
    ]
    assert budget["lead"] == {"terc": "1206113", "name": "Skawina"}
    assert [goal["code"] for goal in budget["directions"]] == ["4.2.1", "5.1.4"]
    assert found["Projekt mapa"]["indicators"][0]["values"] == [{"year": 2025, "value": None, "note": ""}]
    assert (bus["starts_on"], bus["stop_reason"], bus["money"]) == (None, "Nikt nie jechał.", [])


# --- the page of a project ------------------------------------------------------------------------------------------


def test_a_project_shows_who_when_for_what_money_and_with_what_effect(client, trees, projects, goals):
    page = words(client.get(projects["budzet"].url))

    for text in (
        "Skawina", "Liszki", "Regulamin", "Głosy", "1 500,5 zł", f"/program/cele/cel/{goals['b421'].pk}/",
        _("The target has been reached."), _("budgets of the municipalities"),
    ):  # fmt: skip
        assert str(text) in page


def test_a_stopped_project_says_why(client, projects):
    page = words(client.get(projects["bus"].url))

    assert (_("Why it was stopped:") in page, "Nikt nie jechał." in page) == (True, True)


def test_organisations_without_a_public_page_are_left_out(client, plan, skawina, branch):
    shown, hidden, lead = (
        ngos.make_organisation(branch, slug=slug, title=f"Organizacja {slug}", state=state)
        for slug, state in (("a", "published"), ("b", "submitted"), ("c", "dormant"))
    )
    project = scenery.make_project(plan, skawina, organisations=[shown, hidden], lead_organisation=lead)
    page = words(client.get(project.url))

    assert [name in page for name in ("Organizacja a", "Organizacja b", "Organizacja c")] == [True, False, True]
    OrganisationPage.objects.get(pk=lead.pk).delete()
    assert ProjectPage.objects.get(pk=project.pk).lead_organisation is None


def test_the_map_fills_the_places_of_a_project_and_leaves_the_others_pale(client, plan, skawina, liszki):
    for place in (skawina, liszki):
        place.outline, place.hue = "M0 0L10 0L10 10Z", 4
        place.save()
    project = scenery.make_project(plan, skawina)
    page = words(client.get(project.url))
    land = page[page.index('class="land land-where"') :].split("</svg>")[0]

    assert (land.count("<path"), land.count('data-place="4"'), land.count('class="pale"')) == (2, 1, 1)
    assert land.count("<text") == 1
    plan_page = words(client.get("/program/plan/"))
    assert (plan_page.count('<use href="#land-'), plan_page.count('id="land-skawina"')) == (2, 1)


def test_two_projects_may_bear_the_same_goal_and_each_value_its_year(project):
    indicator = scenery.make_indicator(values=[(2026, 3), (2024, 1), (2025, None)])

    assert list(indicator.by_year) == [2024, 2025, 2026]
    assert (indicator.latest.year, indicator.latest.value) == (2026, 3)


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [("2025-05-01", None, True), ("2025-05-02", None, False), ("2025-05-01", "2025-06-01", False)],
)
def test_a_milestone_is_late_on_the_day_after(project, due, done, late):
    milestone = scenery.Milestone(due_on=scenery.day(due), done_on=done and scenery.day(done))

    assert milestone.is_late(date(2025, 5, 2)) == late


@pytest.mark.parametrize("path", ["/program/plan/", "/program/plan/budzet/", "/program/", "/program/plan/json/"])
def test_the_plan_costs_the_same_with_three_projects_and_with_six(cost, plan, projects, skawina, goals, path):
    with_three = cost(path)
    for number in range(3):
        scenery.make_project(
            plan, skawina, slug=f"p{number}", directions=[goals["b421"]], money=[("state", 1, 1)],
            indicators=[{"values": [(2024, 1)]}], milestones=[("a", date(2025, 1, 1), None)],
        )  # fmt: skip

    assert cost(path) == with_three
    assert with_three[1] <= 12


# --- the editing form -----------------------------------------------------------------------------------------------


def form_data(place, **changes) -> dict:
    """What the editor's browser sends for a project with one indicator and two values."""
    data = {
        "title": "Projekt", "slug": "projekt", "summary": "Krótko.", "state": "running", "stop_reason": "",
        "starts_on": "", "ends_on": "", "municipality": str(place.pk), "body-count": "0", "comment_thread": "",
    }  # fmt: skip
    sets = {"money": 0, "milestones": 0, "indicators": 1, "indicators-0-values": 2, "comments": 0}
    for name, count in sets.items():
        data |= {f"{name}-TOTAL_FORMS": str(count), f"{name}-INITIAL_FORMS": "0"}
        data |= {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}
    data |= {"indicators-0-name": "Głosy", "indicators-0-kind": "output", "indicators-0-direction": "up"}
    for number, year in enumerate((2024, 2025)):
        data |= {f"indicators-0-values-{number}-year": str(year), f"indicators-0-values-{number}-value": "5"}
    return {**data, **changes}


def made(plan, place, **changes):
    handler = ProjectPage.get_edit_handler()
    page = ProjectPage(locale=plan.locale)
    form = handler.get_form_class()(form_data(place, **changes), instance=page, parent_page=plan)
    return form, form.is_valid()


REFUSED = [
    ({"starts_on": "2025-05-02", "ends_on": "2025-05-01"}, "ends_on", _("The last day is before the first.")),
    ({"state": "stopped"}, "stop_reason", _("Write why the project was stopped. The reason will be public.")),
    ({"state": "stopped", "stop_reason": "  "}, "stop_reason", _("Write why the project was stopped. The reason will be public.")),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "sentence"), REFUSED)
def test_the_editor_reads_what_is_wrong(plan, skawina, changes, field, sentence):
    form, valid = made(plan, skawina, **changes)

    assert (valid, form.errors.get(field)) == (False, [sentence])


@pytest.mark.parametrize(
    "changes",
    [{}, {"starts_on": "2025-05-01", "ends_on": "2025-05-01"}, {"state": "stopped", "stop_reason": "Brak chętnych."}],
)
def test_a_project_that_says_what_it_must_is_accepted(plan, skawina, changes):
    form, valid = made(plan, skawina, **changes)

    assert (form.errors, valid) == ({}, True)


def test_a_year_cannot_stand_twice_in_an_indicator(plan, skawina):
    form, valid = made(plan, skawina, **{"indicators-0-values-1-year": "2024"})
    second = form.formsets["indicators"].forms[0].formsets["values"].forms[1]

    assert (valid, second.errors) == (False, {"year": [_("This year stands twice.")]})


def test_an_amount_is_never_below_zero(plan, skawina):
    money = {"money-TOTAL_FORMS": "1", "money-0-source": "state", "money-0-amount": "-1", "money-0-spent": ""}
    form, valid = made(plan, skawina, **money)

    assert (valid, list(form.formsets["money"].forms[0].errors)) == (False, ["amount"])


def test_the_editing_screen_of_a_project_opens_and_publishes(client, settings, coordinator, project):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(coordinator)

    assert client.get(reverse("wagtailadmin_pages:edit", args=[project.pk])).status_code == 200
    data = form_data(project.municipality, title="Nowy tytuł", slug=project.slug)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[project.pk]), {**data, "action-publish": "1"})
    assert answer.status_code == 302
    page = ProjectPage.objects.get(pk=project.pk)
    assert (page.title, [row.by_year[2025].value for row in page.indicators.all()]) == ("Nowy tytuł", [5])


def test_files_are_whole_json(client, projects):
    assert json.loads(client.get("/program/plan/json/").getvalue())["projects"][0]["title"] == "Projekt budzet"
