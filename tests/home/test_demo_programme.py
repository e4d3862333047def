"""The demo holds the programme of the seed: its projects under their directions, statements, a frozen report."""

from django.utils import timezone
from wagtail.models import Page

from home.demo.programme import make_programme
from home.models import NewsPage
from programme.figures import Figures
from programme.listing import published_below
from programme.models import (
    EvaluationPage,
    FrozenReport,
    Goal,
    ProgrammePage,
    ProjectPage,
    StatementPage,
    StatementVersion,
)

SEED = {
    # project: directions, as the slides print them
    "Zintegrowany Program Aktywizacji i Partycypacji Społecznej": ["4.2.1", "5.1.4"],
    "Budżety partycypacyjne": ["4.2.1", "5.1.4"],
    "Program Promocji Wolontariatu": ["4.2.1"],
    "Zasady współpracy z organizacjami społecznymi w realizacji zadań publicznych": ["4.2.2"],
    "Mapa aktywności organizacji pozarządowych": ["4.2.2"],
    "Procedura dialogu i konsultacji społecznych": ["4.2.3", "5.1.4"],
    "Podkrakowskie Centrum Wsparcia Aktywności Obywatelskiej": ["4.2.3"],
    "Współpraca jednostek gminnych z organizacjami pozarządowymi": ["5.1.4"],
}


def census() -> tuple:
    return tuple(model.objects.count() for model in (Page, Goal, ProjectPage, StatementVersion, FrozenReport, NewsPage))


def test_every_project_of_the_seed_stands_under_its_directions(demo_in_polish):
    found = {
        page.title: [goal.code for goal in page.directions.order_by("order")] for page in ProjectPage.objects.all()
    }
    centre = ProjectPage.objects.get(slug="podkrakowskie-centrum-wsparcia").directions.get()
    procedure = ProjectPage.objects.get(slug="procedura-dialogu").directions.get(code="4.2.3")

    assert {title: found.get(title) for title in SEED} == SEED
    assert (centre == procedure, centre.title[:8]) == (False, "Wsparcie")


def test_a_second_filling_adds_nothing(demo_in_polish):
    before = census()
    make_programme()

    assert census() == before


def test_the_demo_shows_every_state_a_missing_number_and_a_stopped_project(demo_in_polish):
    projects = published_below("")
    figures = Figures.of(projects)

    assert set(figures.states) == set(ProjectPage.State.values)
    assert (figures.unknown_amounts > 0, 0 < figures.reached < figures.with_value < figures.indicators) == (True, True)
    assert [bool(project.stop_reason) for project in projects if project.state == "stopped"] == [True]


def test_vision_mission_and_diagnosis_are_proposals_and_the_vision_has_two_wordings(demo_in_polish):
    statements = StatementPage.objects.order_by("path")
    charts = [block for page in statements for block in page.body if block.block_type == "chart"]

    assert [page.kind for page in statements] == ["vision", "mission", "diagnosis", "diagnosis"]
    assert {page.status for page in statements} == {"proposal"}
    assert StatementVersion.objects.filter(page__slug="wizja").count() == 2
    assert len(charts) >= 2
    assert [block.block.clean(block.value)["title"] for block in charts]


def test_the_report_of_last_year_is_frozen_and_says_what_did_not_work(demo_in_polish, client):
    report = FrozenReport.objects.get()

    assert report.data["year"] == timezone.localdate().year - 1
    assert report.data["words"]["what_did_not"]
    assert report.frozen_at <= timezone.now()
    assert client.get(report.report.url).status_code == 200


def test_everything_below_the_programme_answers(demo_in_polish, client):
    programme = ProgrammePage.objects.get()
    pages = [programme, *programme.get_descendants().live().specific()]

    assert {page.url: client.get(page.url).status_code for page in pages} == {page.url: 200 for page in pages}
    assert EvaluationPage.objects.count() == 1
    assert NewsPage.objects.filter(programme=programme).count() == 2
