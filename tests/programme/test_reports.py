"""The yearly report: composed from the plan, frozen by its first publication, frozen again only by an act with a reason."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, PageLogEntry

from programme.models import FrozenReport, MonitoringReportPage, ProjectPage
from programme.renderers import csv_header
from programme.reports import build, troubles
from programme.services import freeze_report
from tests.factories import programme as scenery
from tests.kept import kept


@kept
def projects(plan, skawina, goals):
    """One that goes on with a late milestone and a number, one that was stopped, one that has not begun."""
    indicators = [
        {"name": "Głosy", "baseline": 10, "target": 20, "values": [(2024, 12), (2025, 25), (2026, 30)]},
        {"name": "Zaufanie", "target": 50, "values": [(2024, 33)]},
    ]
    return [
        scenery.make_project(
            plan, skawina, slug="budzet", directions=[goals["b421"], goals["b514"]], starts_on=date(2025, 1, 1),
            money=[("municipal", 1000, 400)], indicators=indicators,
            milestones=[
                ("Regulamin", date(2025, 5, 1), date(2025, 5, 2)), ("Głosowanie", date(2025, 11, 1), date(2026, 1, 3)),
                ("Wyniki", date(2026, 5, 1), None),
            ],
        ),
        scenery.make_project(plan, skawina, slug="bus", state="stopped", stop_reason="Nikt nie jechał."),
        scenery.make_project(
            plan, skawina, slug="centrum", state="planned", starts_on=date(2027, 1, 1), indicators=[{"name": "Porady"}]
        ),
    ]  # fmt: skip


@kept
def report(programme, projects):
    return scenery.make_report(programme)


def words(answer) -> str:
    return " ".join(answer.getvalue().decode().split())


def frozen(report) -> list[dict]:
    return list(FrozenReport.objects.filter(report=report.pk).order_by("number").values_list("data", flat=True))


# --- what it says -------------------------------------------------------------------------------------------------


def test_the_report_is_composed_from_the_plan(report):
    data = frozen(report)[0]

    assert data["states"] == {"planned": 1, "running": 1, "done": 0, "stopped": 1}
    assert (data["money"], data["planned"], data["spent"]) == ([["municipal", "1000", "400"]], "1000", "400")
    assert data["indicators"] == {"all": 3, "known": 1, "reached": 1}
    assert data["words"] == {"what_worked": "Spis działa.", "what_did_not": "Bus stał.", "conclusions": ""}
    assert [row["title"] for row in data["projects"]] == ["Projekt budzet", "Projekt bus", "Projekt centrum"]


def test_a_number_of_another_year_is_not_taken_for_this_one(report):
    rows = frozen(report)[0]["projects"][0]["indicators"]

    assert [(row["name"], row["value"], row["reached"]) for row in rows] == [
        ("Głosy", "25", True),
        ("Zaufanie", "", None),
    ]


def test_a_milestone_done_after_the_year_was_late_in_it(report):
    rows = frozen(report)[0]["projects"][0]["milestones"]

    assert [(row["title"], row["late"]) for row in rows] == [("Regulamin", False), ("Głosowanie", True)]


def test_what_did_not_work_is_read_from_the_plan(report):
    found = troubles(build(report))

    assert [title for title, _sentence in found] == ["Projekt budzet", "Projekt budzet", "Projekt bus"]
    assert found[1][1] == _("No number for %(year)s: %(name)s") % {"name": "Zaufanie", "year": 2025}
    assert found[2][1] == _("Stopped. %(reason)s") % {"reason": "Nikt nie jechał."}


def test_the_page_says_all_of_it_and_missing_numbers_in_words(client, report):
    page = words(client.get(report.url))

    for text in (
        "Spis działa.",
        "Bus stał.",
        "Projekt bus",
        "Nikt nie jechał.",
        "1 000",
        _("no data"),
        "Głosy",
    ):
        assert text in page


def test_the_file_has_a_row_for_each_indicator(client, report):
    answer = client.get(f"{report.url}pobierz/csv/")
    first, *rows = csv.reader(io.StringIO(answer.getvalue().decode()))
    by_name = [dict(zip(first, row, strict=True)) for row in rows]

    assert first == csv_header()
    assert [(row[_("Indicator")], row[_("Value")], row[_("Reached")]) for row in by_name] == [
        ("Głosy", "25", _("yes")), ("Zaufanie", "", _("no data")), ("", "", ""), ("Porady", "", _("no data")),
    ]  # fmt: skip
    assert answer["Content-Disposition"] == 'attachment; filename="raport-2025.csv"'


def test_no_cell_of_the_file_is_a_formula(client, programme, plan, skawina):
    scenery.make_project(plan, skawina, title="=cmd()", indicators=[{"name": "+1"}])
    report = scenery.make_report(programme, title="@raport")
    cells = [
        c for row in csv.reader(io.StringIO(client.get(f"{report.url}pobierz/csv/").getvalue().decode())) for c in row
    ]

    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


@pytest.mark.parametrize("title", ["Raport za 2025 rok", 'Raport #set text(fill: red) "x" $y$ 👍'])
def test_the_pdf_is_tagged_and_whatever_is_typed_is_words(client, programme, projects, title):
    report = scenery.make_report(programme, title=title)
    answer = client.get(f"{report.url}pobierz/pdf/")

    content = answer.getvalue()

    assert (answer.status_code, answer["Content-Type"], content[:5]) == (200, "application/pdf", b"%PDF-")
    assert b"pdfuaid" in content


def test_there_is_no_other_file(client, report):
    assert client.get(f"{report.url}pobierz/docx/").status_code == 404
    assert client.get(f"{report.url}wydanie/2/").status_code == 404
    assert client.get(f"{report.url}wydanie/2/pobierz/pdf/").status_code == 404


# --- frozen -------------------------------------------------------------------------------------------------------


def change_the_plan(report, coordinator):
    project = ProjectPage.objects.get(slug="budzet")
    project.title, project.state, project.money = "Inaczej", "done", []
    project.save_revision().publish()


def delete_a_project(report, coordinator):
    ProjectPage.objects.get(slug="bus").delete()


def publish_again(report, coordinator):
    page = MonitoringReportPage.objects.get(pk=report.pk)
    page.what_did_not, page.title, page.year = "Wszystko się udało.", "Sukces", 2024
    page.save_revision(user=coordinator).publish()


def revert_and_publish(report, coordinator):
    page = MonitoringReportPage.objects.get(pk=report.pk)
    page.what_worked = "Pierwszy szkic."
    page.save_revision().publish()


def publish_by_schedule(report, coordinator):
    page = MonitoringReportPage.objects.get(pk=report.pk)
    page.what_worked = "Zaplanowane."
    page.go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")


def unpublish_and_publish(report, coordinator):
    page = MonitoringReportPage.objects.get(pk=report.pk)
    page.unpublish()
    page.save_revision().publish()


def copy(report, coordinator):
    report.copy(update_attrs={"slug": "kopia"})


def translate(report, coordinator):
    english = Locale.objects.get_or_create(language_code="en")[0]
    report.copy_for_translation(english, copy_parents=True).save_revision().publish()


ACTS = [
    change_the_plan, delete_a_project, publish_again, revert_and_publish, publish_by_schedule, unpublish_and_publish, copy,
    translate,
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_nothing_an_editor_does_changes_a_published_report(client, report, coordinator, act):
    before, page, data = (
        frozen(report),
        words(client.get(report.url)),
        client.get(f"{report.url}pobierz/csv/").getvalue(),
    )

    act(report, coordinator)

    assert frozen(report) == before
    main = ("<h1>", "</article>")
    after = words(client.get(report.url))
    assert after.split(main[0])[1].split(main[1])[0] == page.split(main[0])[1].split(main[1])[0]
    assert client.get(f"{report.url}pobierz/csv/").getvalue() == data


def test_a_draft_shows_the_plan_as_it_is_and_is_not_public(client, programme, projects):
    draft = scenery.make_report(programme, published=False)
    assert (frozen(draft), client.get("/program/raport-2025/").status_code) == ([], 404)

    change_the_plan(draft, None)
    page = words(draft.make_preview_request())
    assert ("Inaczej" in page, _("A draft: it shows the plan as it is today. Publishing freezes words and figures.") in page) == (True, True)  # fmt: skip


def test_a_translation_tells_its_own_words_and_the_frozen_figures(client, report):
    translate(report, None)
    english = MonitoringReportPage.objects.get(locale__language_code="en")
    english.what_worked = "The directory works."
    english.save_revision().publish()
    change_the_plan(report, None)
    page = words(client.get(english.url))

    assert ("The directory works." in page, "Projekt budzet" in page, "Inaczej" in page) == (True, True, False)
    assert FrozenReport.objects.count() == 1
    assert client.get(f"{english.url}pobierz/pdf/").status_code == 200


def test_a_translation_of_what_has_not_been_published_says_nothing(client, programme, projects):
    draft = scenery.make_report(programme, published=False)
    translate(draft, None)
    english = MonitoringReportPage.objects.get(locale__language_code="en")

    assert client.get(english.url).status_code == 404


def test_a_live_copy_is_a_report_of_its_own(report):
    copied = report.copy(update_attrs={"slug": "kopia"})

    assert [row.number for row in FrozenReport.objects.filter(report=copied.pk)] == [1]


# --- frozen again -------------------------------------------------------------------------------------------------


def freeze(client, report, reason="Poprawiona kwota."):
    return client.post(reverse("programme_admin:freeze", args=[report.pk]), {"reason": reason})


@pytest.fixture
def staff(settings):
    settings.STAFF_WITHOUT_TOTP = True


def test_freezing_again_makes_an_edition_with_a_public_reason_and_keeps_the_first(client, staff, coordinator, report):
    change_the_plan(report, coordinator)
    client.force_login(coordinator)
    assert freeze(client, report).status_code == 302

    newest, first = words(client.get(report.url)), words(client.get(f"{report.url}wydanie/1/"))
    assert ("Inaczej" in newest, "Poprawiona kwota." in newest) == (True, True)
    assert ("Projekt budzet" in first, _("This is an earlier edition.") in first) == (True, True)
    assert first.count(f"{report.url}wydanie/1/pobierz/") == 2
    assert (
        client.get(f"{report.url}wydanie/1/pobierz/csv/").getvalue()
        != client.get(f"{report.url}pobierz/csv/").getvalue()
    )
    entries = PageLogEntry.objects.filter(page=report.pk, action="programme.freeze").order_by("timestamp")
    assert [(entry.user, entry.data) for entry in entries] == [
        (None, {"edition": 1, "reason": ""}),
        (coordinator, {"edition": 2, "reason": "Poprawiona kwota."}),
    ]


def test_published_words_are_frozen_and_unpublished_drafts_are_not(client, staff, coordinator, report):
    page = MonitoringReportPage.objects.get(pk=report.pk)
    page.what_worked = "Poprawione słowa."
    page.save_revision().publish()
    page.what_worked = "Niedokończony szkic."
    page.save_revision()
    client.force_login(coordinator)
    freeze(client, report)

    assert [data["words"]["what_worked"] for data in frozen(report)] == ["Spis działa.", "Poprawione słowa."]


@pytest.mark.parametrize("reason", ["", "   ", "\u200b"])
def test_without_a_reason_nothing_is_frozen(client, staff, coordinator, report, reason):
    client.force_login(coordinator)
    answer = freeze(client, report, reason)

    assert (answer.status_code, len(frozen(report))) == (422, 1)
    assert _("Write the reason: it will be public.") in words(answer)


WHO = ["coordinator", "editor", "clerk", "moderator", "resident", None]


@pytest.mark.parametrize("who", WHO)
def test_only_coordinators_freeze_a_report_again(client, staff, request, report, who):
    if who:
        client.force_login(request.getfixturevalue(who))
    codes = [
        client.get(reverse("programme_admin:freeze", args=[report.pk])).status_code,
        freeze(client, report).status_code,
    ]

    assert len(frozen(report)) == (2 if who == "coordinator" else 1)
    assert (codes == [200, 302]) == (who == "coordinator")


@pytest.mark.parametrize("what", ["draft", "unpublished", "translation", "missing"])
def test_what_is_not_on_the_site_is_not_frozen_again(client, staff, coordinator, programme, projects, what):
    report = scenery.make_report(programme, published=what != "draft")
    if what == "unpublished":
        report.unpublish()
    if what == "translation":
        translate(report, coordinator)
        report = MonitoringReportPage.objects.get(locale__language_code="en")
    pk = 0 if what == "missing" else report.pk
    client.force_login(coordinator)
    answer = client.post(reverse("programme_admin:freeze", args=[pk]), {"reason": "bo tak"})

    assert answer.status_code in (302, 403, 404)
    assert FrozenReport.objects.filter(number=2).count() == 0


def test_the_button_stands_where_freezing_is_allowed(client, staff, coordinator, editor, report, programme):
    address = reverse("programme_admin:freeze", args=[report.pk])
    draft = scenery.make_report(programme, year=2024, published=False)
    client.force_login(coordinator)
    seen = {
        page.pk: reverse("programme_admin:freeze", args=[page.pk]) in words(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
        for page in (report, draft)
    }  # fmt: skip

    assert seen == {report.pk: True, draft.pk: False}
    assert address


def test_a_frozen_report_is_not_deleted(client, staff, coordinator, report, programme):
    client.force_login(coordinator)
    for page in (report, programme):
        answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
        assert _("A published yearly report can be cited, so it is not deleted. Unpublish the page instead.") in words(
            answer
        )

    with pytest.raises(ProtectedError):
        Page.objects.get(pk=report.pk).specific.delete()
    assert MonitoringReportPage.objects.filter(pk=report.pk).exists()


def test_editions_are_numbered_one_after_another(report, coordinator):
    for _number in range(3):
        freeze_report(report, by=coordinator, reason="raz")

    assert list(FrozenReport.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]


# --- the editing form -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "sentence"),
    [(1999, _("Give a year that has begun.")), (2100, _("Give a year that has begun.")), (2025, _("This programme has a report of that year already.")), (2024, "")],
)  # fmt: skip
def test_a_year_is_reported_once_and_not_before_it_begins(programme, report, year, sentence):
    page = MonitoringReportPage(locale=programme.locale)
    data = {"title": "R", "slug": "r", "year": str(year), "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    form = MonitoringReportPage.get_edit_handler().get_form_class()(data, instance=page, parent_page=programme)

    assert form.is_valid() == (not sentence)
    assert form.errors.get("year", [""]) == [sentence]


def test_a_report_costs_the_same_with_three_projects_and_with_six(cost, report, plan, skawina, coordinator):
    with_three = cost(report.url)
    for number in range(3):
        scenery.make_project(plan, skawina, slug=f"p{number}", indicators=[{"values": [(2025, 1)]}])
    freeze_report(report, by=coordinator, reason="nowe")

    assert cost(report.url) == with_three
    assert with_three[1] <= 12
