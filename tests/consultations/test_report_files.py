"""The report as files: drawn once, drawn anew after a decision, sent row by row; its page shows 200 comments at a time."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone, translation

from consultations import reports
from consultations.lifecycle import COMMENT
from consultations.models import Comment, ConsultationPage, ReportStagePage
from consultations.views import report as view
from places.models import Municipality
from tests.factories import scenery
from tests.kept import kept


@kept
def reported(consultation, stage, unit):
    for number in range(1, 4):
        scenery.make_comment(consultation, stage, number, unit=unit, words={"opinion": f"Treść nr {number}"})
    ConsultationPage.objects.update(state="reported", reported_at=timezone.now())
    return ReportStagePage.objects.child_of(consultation).get()


@pytest.fixture
def drawings(monkeypatch):
    """How often each face was drawn; what is drawn are the real words."""
    times = Counter()

    def counted(suffix):
        def draw(report):
            times[suffix] += 1
            return repr([translation.get_language(), report.rows]).encode()

        return draw

    monkeypatch.setattr(view, "RENDERERS", {suffix: counted(suffix) for suffix in view.RENDERERS})
    return times


def get(client, stage, suffix):
    return client.get(f"{stage.url}{suffix}/").getvalue()


def kept(settings):
    return [path.read_bytes() for path in Path(settings.RENDERED_FILES_ROOT).rglob("[!.]*") if path.is_file()]


@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_a_file_of_the_report_is_drawn_once(client, reported, drawings, suffix):
    found = [get(client, reported, suffix) for _time in range(3)]

    assert [b"nr 3" in content for content in found] == [True] * 3
    assert drawings == {suffix: 1}


def test_each_language_has_its_own_file(client, reported, drawings):
    get(client, reported, "pdf")
    with translation.override("en"):
        report = reports.figures(reported)
        english = reports.stamp(report, reported.consultation)
    polish = reports.stamp(reports.figures(reported), reported.consultation)

    assert english != polish


def test_a_comment_hidden_after_the_report_is_in_no_file_and_nowhere_on_the_disk(
    client, reported, drawings, moderator, settings, django_capture_on_commit_callbacks
):
    before = {suffix: get(client, reported, suffix) for suffix in ("pdf", "xlsx", "csv")}
    with django_capture_on_commit_callbacks(execute=True):
        COMMENT.apply("hide", Comment.objects.get(number=2), by=moderator, reason="hate")
    left = kept(settings)
    after = {suffix: get(client, reported, suffix) for suffix in ("pdf", "xlsx", "csv")}

    assert [b"nr 2" in content.replace("Treść nr 2".encode(), b"nr 2") for content in before.values()] == [True] * 3
    assert left == []
    assert ["nr 2" in content.decode() for content in after.values()] == [False] * 3
    assert drawings == {"pdf": 2, "xlsx": 2}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a comment hidden past the lifecycle", lambda: Comment.objects.filter(number=2).update(state="hidden")),
        ("other words", lambda: Comment.objects.filter(number=2).update(words=Comment.objects.get(number=1).words)),
        ("another reason", lambda: Comment.objects.filter(number=2).update(hidden_reason="hate")),
        ("a renamed municipality", lambda: Municipality.objects.update(name="Skawina nad Wisłą")),
        ("corrected conclusions", lambda: ReportStagePage.objects.update(conclusions="Poprawione.")),
        ("published again", lambda: ConsultationPage.objects.update(reported_at=timezone.now())),
    ],
)
def test_whatever_changes_the_report_draws_it_anew(client, reported, drawings, name, change):
    get(client, reported, "pdf")
    change()
    get(client, reported, "pdf")

    assert drawings == {"pdf": 2}, name


def test_the_real_files_come_with_their_type_and_name(client, reported):
    answers = {suffix: client.get(f"{reported.url}{suffix}/") for suffix in ("pdf", "xlsx", "csv")}
    starts = {suffix: answer.getvalue()[:4] for suffix, answer in answers.items()}
    code = reported.consultation.code.replace("/", "-")

    assert starts == {"pdf": b"%PDF", "xlsx": b"PK\x03\x04", "csv": b'"Lp.'}
    assert [answer["Content-Disposition"] for answer in answers.values()] == [
        f'attachment; filename="raport-{code}.{suffix}"' for suffix in answers
    ]
    assert [answer.streaming for answer in answers.values()] == [True] * 3


def test_a_streamed_table_keeps_the_language_it_was_asked_in(client, reported):
    answer = client.get(f"{reported.url}csv/")
    with translation.override("en"):
        rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))

    assert {row[9] for row in rows[1:]} == {"opublikowana"}


def test_a_table_costs_the_same_however_long(client, consultation, stage, reported, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        get(client, reported, "csv")
    for number in range(4, 30):
        scenery.make_comment(consultation, stage, number)
    with django_assert_max_num_queries(8):
        assert get(client, reported, "csv").count(b"\r\n") == 30


def test_a_kept_file_costs_the_same_however_long(
    client, consultation, stage, reported, drawings, django_assert_num_queries
):
    get(client, reported, "pdf")
    with django_assert_num_queries(12):
        get(client, reported, "pdf")
    for number in range(4, 30):
        scenery.make_comment(consultation, stage, number)
    get(client, reported, "pdf")
    with django_assert_num_queries(12):
        get(client, reported, "pdf")


def test_the_page_shows_a_part_of_many_comments_and_all_figures(client, reported, monkeypatch):
    monkeypatch.setattr(view, "PER_PAGE", 2)
    pages = [client.get(f"{reported.url}?page={number}").content.decode() for number in (1, 2)]

    assert [[f'id="u{n}"' in page for n in (1, 2, 3)] for page in pages] == [[True, True, False], [False, False, True]]
    assert ["(3)" in page for page in pages] == [True, True]
    assert ["Strona 1 z 2" in pages[0], "Strona 2 z 2" in pages[1]] == [True, True]


def test_a_short_report_has_one_page(client, reported):
    assert 'class="pagination"' not in client.get(reported.url).content.decode()


# --- groups under five ------------------------------------------------------------------------------------------


def test_what_hidden_and_withdrawn_rows_no_longer_say_is_not_in_the_figures(consultation, stage, reported, liszki):
    for number, state in enumerate(["hidden", "withdrawn"], start=4):
        scenery.make_comment(consultation, stage, number, state=state, municipality=liszki, who="company")
    report = reports.figures(reported)

    assert (report.by_who, report.by_place) == (
        [("wszystkie razem", "mniej niż 5")],
        [("wszystkie razem", "mniej niż 5")],
    )


@pytest.mark.parametrize("query", ["gmina=liszki", "kto=company"])
@pytest.mark.parametrize("state", ["hidden", "withdrawn"])
def test_a_filter_of_the_register_does_not_tell_who_sent_a_row_without_words(
    client, consultation, stage, liszki, query, state
):
    scenery.make_comment(consultation, stage, 1, state=state, municipality=liszki, who="company")
    scenery.make_comment(consultation, stage, 2, municipality=liszki, who="company")

    page = client.get(f"{consultation.url}wykaz-uwag/?{query}").content.decode()

    assert ['id="u1"' in page, 'id="u2"' in page] == [False, True]
