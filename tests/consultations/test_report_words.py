"""What a report says beside the comments: which part of the text they concern, what it cost, what was learned."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from consultations import reports
from consultations.models import ReportStagePage
from consultations.renderers import report_pdf, report_xlsx
from documents.models import Unit
from tests.factories import scenery
from tests.kept import kept

TWO_CHAPTERS = """Wstęp przed pierwszym rozdziałem
Rozdział 1. Zasady
§ 1. Rezerwacja
1. Rezerwacja następuje najpóźniej 14 dni przed terminem.
Rozdział 2. Opłaty
§ 2. Opłata pokrywa sprzątanie.
"""


@kept
def report_stage(consultation):
    ReportStagePage.objects.update(costs="Plakaty: 420 zł.", evaluation="Zaczniemy po żniwach.")
    return ReportStagePage.objects.child_of(consultation).get()


@kept
def two_chapters(lists):
    document = scenery.make_document(lists[1], text=TWO_CHAPTERS, slug="dwa-rozdzialy")
    page = scenery.make_consultation(lists[0], slug="dwa")
    stage = scenery.make_stages(page, document=document)[0]
    return scenery.announced(page), stage


def test_comments_are_counted_by_chapter_in_the_order_of_the_text(two_chapters):
    consultation, stage = two_chapters
    for number, anchor in enumerate(["p2", "p1-u1", "p2", "t1", None], start=1):
        unit = Unit.objects.get(version__document__slug="dwa-rozdzialy", anchor=anchor) if anchor else None
        scenery.make_comment(consultation, stage, number, unit=unit)

    report = reports.build(ReportStagePage.objects.child_of(consultation).get())

    assert report.by_part == [
        ("Rozdział 1. Zasady", 1),
        ("Rozdział 2. Opłaty", 2),
        ("przed pierwszym rozdziałem", 1),
        ("cały dokument", 1),
    ]
    assert sum(count for _name, count in report.by_part) == len(report.rows)


PARTS = {
    "divisions": (
        "Dział I. Ludzie\n§ 1. A\nDział II. Pieniądze\n§ 2. B", ["p1", "p2", "p2"],
        [("Dział I. Ludzie", 1), ("Dział II. Pieniądze", 2)],
    ),
    "titles with chapters and without": (
        "Tytuł I. Ogólny\n§ 1. A\nTytuł II. Szczegółowy\nRozdział 1. Sale\n§ 2. B", ["p1", "p2"],
        [("Tytuł I. Ogólny", 1), ("Tytuł II Rozdział 1. Sale", 1)],
    ),
    "headings where nothing wider is there": (
        "# Wstęp\n§ 1. A\n# Zasady\n§ 2. B", ["p1", "p2"],
        [("Wstęp", 1), ("Zasady", 1)],
    ),
    "headings inside chapters count with their chapter": (
        "Rozdział I. Ludzie\n# Kto\n§ 1. A\n# Gdzie\n§ 2. B", ["p1", "p2"],
        [("Rozdział I. Ludzie", 2)],
    ),
    "no headings at all": ("§ 1. A\n§ 2. B", ["p1", "p2"], []),
}  # fmt: skip


@pytest.mark.parametrize("what", PARTS)
def test_comments_are_counted_by_whatever_divides_the_text(lists, what):
    text, anchors, expected = PARTS[what]
    document = scenery.make_document(lists[1], text=text, slug="dzielony")
    page = scenery.make_consultation(lists[0], slug="dzielony")
    stage = scenery.make_stages(page, document=document)[0]
    consultation = scenery.announced(page)
    for number, anchor in enumerate(anchors, start=1):
        unit = Unit.objects.get(version__document=document, anchor=anchor)
        scenery.make_comment(consultation, stage, number, unit=unit)

    assert reports.build(ReportStagePage.objects.child_of(consultation).get()).by_part == expected


def test_a_consultation_without_a_document_has_no_parts(lists):
    page = scenery.make_consultation(lists[0])
    stage = scenery.make_stages(page)[0]
    consultation = scenery.announced(page)
    scenery.make_comment(consultation, stage, 1)

    assert reports.build(ReportStagePage.objects.child_of(consultation).get()).by_part == []


def test_costs_and_evaluation_stand_in_the_report_only_when_written(report_stage):
    told = dict(reports.build(report_stage).sections)
    ReportStagePage.objects.update(costs=" ", evaluation="")
    silent = dict(reports.build(ReportStagePage.objects.get(pk=report_stage.pk)).sections)

    assert (told["Koszty"], told["Ewaluacja"]) == ("Plakaty: 420 zł.", "Zaczniemy po żniwach.")
    assert {"Koszty", "Ewaluacja"} & silent.keys() == set()


def test_the_workbook_has_every_count_with_its_group(consultation, stage, unit, report_stage):
    scenery.make_comment(consultation, stage, 1, unit=unit)
    report = reports.build(report_stage)

    sheet = load_workbook(BytesIO(report_xlsx(report)))["Liczby"]

    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    expected = [("Uwagi", name, count) for name, count in report.numbers]
    expected += [("Kto zgłosił uwagi", name, count) for name, count in report.by_who]
    expected += [("Gminy", name, count) for name, count in report.by_place]
    expected += [("Części dokumentu", name, count) for name, count in report.by_part]
    expected += [("Jak trafiły do nas uwagi", name, count) for name, count in report.by_channel]
    assert rows == expected


def test_the_pdf_is_drawn_with_parts_and_without(consultation, stage, unit, report_stage):
    scenery.make_comment(consultation, stage, 1, unit=unit)
    with_parts = reports.build(report_stage)
    without = reports.build(report_stage)
    without.by_part, without.by_place = [], []

    assert [report_pdf(report)[:5] for report in (with_parts, without)] == [b"%PDF-", b"%PDF-"]
