"""The programme of the demo: front door, goals, plan, statements, a frozen report, an evaluation."""

from datetime import date

from django.utils import timezone
from wagtail.models import Page

from documents.models import DocumentPage
from home.demo.reading import content, day, moment, stream
from home.models import HomePage, NewsIndexPage, NewsPage
from home.tree import add
from ngos.models import OrganisationPage
from places.models import Municipality
from programme.models import (
    EvaluationPage,
    FrozenReport,
    Goal,
    GoalTree,
    GoalTreePage,
    IndicatorValue,
    Milestone,
    MonitoringReportPage,
    PlanPage,
    ProgrammePage,
    ProjectIndicator,
    ProjectMoney,
    ProjectPage,
    StatementPage,
    StatementVersion,
    UpdateStep,
)
from programme.trees import make_trees

WORDS = ("title", "slug", "search_description")
FRONT = ("lead", "why", "what", "how_far", "how_to_join", "next_steps")
REPORT = ("what_worked", "what_did_not", "conclusions")


def make_programme() -> None:
    data, goals = content("programme"), make_trees()
    for key, slugs in data["goal_documents"].items():
        goals[key].documents.add(*DocumentPage.objects.filter(slug__in=slugs, locale__language_code="pl"))
    programme = make_front_door(data["programme"])
    trees = GoalTreePage(**words(data["trees"]), intro=data["trees"]["intro"])
    trees.trees = GoalTree.objects.all()
    add(programme, trees)
    plan = add(programme, PlanPage(**words(data["plan"]), intro=data["plan"]["intro"]))
    for row in data["projects"]:
        make_project(plan, row, goals)
    for row in data["statements"]:
        make_statement(programme, row)
    make_report(programme, data["report"])
    make_evaluation(programme, data["evaluation"])
    make_news(programme, data["news"])


def words(row: dict) -> dict:
    return {name: row[name] for name in WORDS if name in row}


def on(row: list | int | None) -> date | None:
    """[years from now, month, day], or days from today."""
    if isinstance(row, list):
        return date(timezone.localdate().year + row[0], row[1], row[2])
    return None if row is None else day(row)


def year(offset: int | None) -> int | None:
    return None if offset is None else timezone.localdate().year + offset


def make_front_door(row: dict) -> Page:
    home = HomePage.objects.get(slug="start", locale__language_code="pl")
    page = ProgrammePage(**words(row), **{name: row[name] for name in FRONT}, show_in_menus=True)
    page.documents = DocumentPage.objects.filter(slug__in=row["documents"], locale__language_code="pl")
    page.steps = [
        UpdateStep(stage=stage, happened_on=on(when), note=note, sort_order=order)
        for order, (stage, when, note) in enumerate(row["steps"])
    ]
    return add(home, page)


def make_project(plan: PlanPage, row: dict, goals: dict[str, Goal]) -> None:
    organisations = OrganisationPage.objects.source_language()
    page = ProjectPage(
        **words(row),
        search_description=row["summary"].removesuffix(" Dane przykładowe.")[:150],
        summary=row["summary"],
        body=stream(row["body"]),
        state=row["state"],
        stop_reason=row.get("stop_reason", ""),
        starts_on=on(row["starts"]),
        ends_on=on(row["ends"]),
        municipality=Municipality.objects.get(slug=row["municipality"]),
        lead_organisation=organisations.filter(slug=row["lead"]).first(),
    )
    page.partners = Municipality.objects.filter(slug__in=row["partners"])
    page.organisations = organisations.filter(slug__in=row["organisations"])
    page.directions = [goals[key] for key in row["directions"]]
    page.documents = DocumentPage.objects.filter(slug__in=row["documents"], locale__language_code="pl")
    page.money = [
        ProjectMoney(source=source, amount=amount, spent=spent, sort_order=order)
        for order, (source, amount, spent) in enumerate(row["money"])
    ]
    page.milestones = [
        Milestone(title=title, due_on=on(due), done_on=on(done), sort_order=order)
        for order, (title, due, done) in enumerate(row["milestones"])
    ]
    page.indicators = [make_indicator(order, one) for order, one in enumerate(row["indicators"])]
    add(plan, page)


def make_indicator(order: int, row: dict) -> ProjectIndicator:
    plain = ("name", "kind", "unit", "direction", "baseline", "target", "source")
    indicator = ProjectIndicator(
        **{name: row[name] for name in plain},
        baseline_year=year(row["baseline_year"]),
        target_year=year(row["target_year"]),
        sort_order=order,
    )
    indicator.values = [
        IndicatorValue(year=year(one["year"]), value=one["value"], note=one["note"], sort_order=number)
        for number, one in enumerate(row["values"])
    ]
    return indicator


def make_statement(programme: ProgrammePage, row: dict) -> None:
    """A statement that has had another wording is published twice, the first time two months ago."""
    if programme.get_children().filter(slug=row["slug"]).exists():
        return
    page = StatementPage(
        **words(row), kind=row["kind"], statement=row["first"] or row["statement"], body=stream(row["body"])
    )
    made = add(programme, page)
    StatementVersion.objects.filter(page=made.pk).update(published_at=moment(-60, 0))
    if row["first"]:
        made.statement, made.change_note = row["statement"], row["change_note"]
        made.save_revision().publish()


def make_report(programme: ProgrammePage, row: dict) -> None:
    """The report of last year, frozen in spring; history is written straight into the columns."""
    if programme.get_children().filter(slug=row["slug"]).exists():
        return
    today = timezone.localdate()
    made = add(
        programme, MonitoringReportPage(**words(row), year=today.year - 1, **{name: row[name] for name in REPORT})
    )
    frozen = FrozenReport.objects.get(report=made.pk)
    when = min(today, date(today.year, 3, 20))
    frozen.data["made_on"] = when.isoformat()
    frozen.save(update_fields=["data"])
    FrozenReport.objects.filter(pk=frozen.pk).update(frozen_at=moment((when - today).days, 0))


def make_evaluation(programme: ProgrammePage, row: dict) -> None:
    plain = ("kind", "author", "summary", "recommendations")
    add(
        programme,
        EvaluationPage(
            **words(row),
            **{name: row[name] for name in plain},
            finished_on=day(row["day"]),
            findings=stream(row["findings"]),
        ),
    )


def make_news(programme: ProgrammePage, rows: list[dict]) -> None:
    index = NewsIndexPage.objects.get(slug="aktualnosci", locale__language_code="pl")
    for row in rows:
        add(
            index,
            NewsPage(
                title=row["title"],
                slug=row["slug"],
                summary=row["summary"],
                search_description=row["summary"][:150],
                published_on=day(row["day"]),
                programme=programme,
                for_media=row["for_media"],
                body=stream(row["body"]),
            ),
        )
