"""Comments from other systems: read, mapped, stored once each; what is refused is refused aloud."""

import csv
import io
import re
import time
from collections import defaultdict
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from openpyxl import Workbook, load_workbook

from consultations import importing
from consultations.lifecycle import CONSULTATION, RESPONSE
from consultations.models import Comment, ConsultationPage, DocumentStagePage, ReportStagePage, Submitter
from consultations.renderers import report_xlsx
from consultations.reports import Report, comment_row
from consultations.services import answer_comments, publish_responses
from shared.models import SentLetter
from tests.factories import scenery
from tests.kept import kept

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "comments"
MAP = {"id": "nr", "opinion": "uwaga"}


@kept
def closed(lists, document):
    """A consultation on a document whose last day was yesterday; its comments are not answered yet."""
    page = scenery.make_consultation(lists[0])
    scenery.make_stages(page, document=document, opens=-30, closes=-1)
    return scenery.announced(page)


@kept
def closed_stage(closed):
    return DocumentStagePage.objects.child_of(closed).get()


@pytest.fixture
def run(closed, tmp_path):
    """Run the command over rows or bytes; returns what it says on the console."""

    def run(content, *options, name="uwagi.csv", mapping=MAP, **more):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else table(content))
        maps = [f"--map={key}={column}" for key, column in mapping.items()]
        out, err = io.StringIO(), io.StringIO()
        call_command(
            "import_comments", path, "--consultation", closed.code, *maps, *options, stdout=out, stderr=err, **more
        )
        return out.getvalue() + err.getvalue()

    return run


def table(rows, delimiter=",", encoding="utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(rows) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def counts(said: str) -> dict[str, int]:
    """The numbers of the summary, in whatever language it is written."""
    summary = [line for line in said.splitlines() if len(re.findall(r"\d+", line)) in (1, 3) and line[0].isalpha()]
    found = map(int, re.findall(r"\d+", " ".join(summary)))
    return dict(zip(("stored", "already", "refused", "held"), found, strict=True))


def stored(*fields):
    return list(Comment.objects.order_by("number").values_list(*fields))


def refused(rows, mapping, **units) -> list[tuple[int, str]]:
    """The row numbers and sentences of a table, without a database."""
    made = importing.Table(rows[0], list(enumerate(rows[1:], start=2)))
    found = importing.read_entries(
        made.rows, width=len(rows[0]), places=importing.columns(made, mapping), units=units, now=timezone.now()
    )
    return [item for item in found if not isinstance(item, importing.Entry)]


# Reading


def test_columns_become_a_comment_of_a_closed_consultation(run, closed_stage):
    run(
        [
            ["nr", "uwaga", "dlaczego", "kiedy", "kto", "paragraf"],
            ["7", "Pierwszy wiersz\r\nDrugi <b>wiersz</b> &amp;", "Bo tak", "2019-01-17 10:38:20 +0100", "Anna Nowak",
             "§ 1 ust. 2"],
        ],
        mapping={**MAP, "rationale": "dlaczego", "created_at": "kiedy", "name": "kto", "unit": "paragraf"},
    )  # fmt: skip

    comment = Comment.objects.get()
    assert (comment.number, comment.external_id, comment.kind, comment.state) == (1, "7", "general", "published")
    assert (comment.words.opinion, comment.words.rationale) == ("Pierwszy wiersz\nDrugi <b>wiersz</b> &amp;", "Bo tak")
    assert comment.created_at == datetime(2019, 1, 17, 9, 38, 20, tzinfo=UTC)
    assert (comment.unit.anchor, comment.stage_id) == ("p1-u2", closed_stage.pk)
    assert (comment.who, comment.public_name) == ("person", "")
    assert Submitter.objects.get().name == "Anna Nowak"


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (table([["nr", "uwaga"], ["1", "Zażółć gęślą jaźń"]]), []),
        (b"\xef\xbb\xbf" + table([["nr", "uwaga"], ["1", "Zażółć gęślą jaźń"]]), []),
        (table([["nr", "uwaga"], ["1", "Zażółć gęślą jaźń"]], ";", "cp1250"), []),
        (
            table([["nr", "uwaga"], ["1", "Zażółć gęślą jaźń"]], "\t", "cp1250"),
            ["--encoding=cp1250", "--delimiter=tab"],
        ),
    ],
    ids=["utf-8", "byte order mark", "cp1250 and semicolons", "told"],
)
def test_polish_letters_survive_every_encoding(run, content, options):
    run(content, *options)

    assert stored("words__opinion") == [("Zażółć gęślą jaźń",)]


def test_a_workbook_is_read_and_its_formulas_stay_text(run):
    run(
        workbook([["nr", "uwaga", "kiedy"], [1.0, '=HYPERLINK("http://x.example","a")', datetime(2026, 1, 2, 12)]]),
        name="uwagi.xlsx",
        mapping={**MAP, "created_at": "kiedy"},
    )

    assert stored("external_id", "words__opinion", "created_at") == [
        ("1", '=HYPERLINK("http://x.example","a")', datetime(2026, 1, 2, 11, tzinfo=UTC))
    ]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-01-17 10:38:20 +0100", datetime(2019, 1, 17, 9, 38, 20, tzinfo=UTC)),
        ("2019-01-17T10:38:20Z", datetime(2019, 1, 17, 10, 38, 20, tzinfo=UTC)),
        ("2019-01-17 10:38:20 UTC", datetime(2019, 1, 17, 10, 38, 20, tzinfo=UTC)),
        ("2019-07-17 10:38", datetime(2019, 7, 17, 8, 38, tzinfo=UTC)),
        ("2019-01-17", datetime(2019, 1, 16, 23, tzinfo=UTC)),
        ("17.01.2019 10:38", datetime(2019, 1, 17, 9, 38, tzinfo=UTC)),
    ],
)
def test_a_date_without_a_zone_is_polish_time(text, moment):
    assert importing.read_moment(text, timezone.now()) == moment


def test_an_organisation_is_named_and_a_person_is_not(run):
    run(
        [
            ["nr", "uwaga", "kto", "organizacja"],
            ["1", "Od koła", "Anna Nowak", "KGW Skawina"],
            ["2", "Ode mnie", "Jan Kos", ""],
        ],
        mapping={**MAP, "name": "kto", "organisation": "organizacja"},
    )

    assert stored("who", "public_name") == [("organisation", "KGW Skawina"), ("person", "")]
    assert list(Submitter.objects.order_by("comment__number").values_list("name", flat=True)) == [
        "Anna Nowak",
        "Jan Kos",
    ]


def test_no_letter_goes_out(run, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run([["nr", "uwaga"], ["1", "Tekst"]])

    assert (mail.outbox, SentLetter.objects.count()) == ([], 0)


def test_a_possible_pesel_waits_for_a_moderator(run):
    said = run([["nr", "uwaga"], ["1", "Mój PESEL: 44051401359"], ["2", "Bez numeru"]])

    assert stored("state", "has_pesel") == [("pending", True), ("published", False)]
    assert counts(said) == {"stored": 2, "already": 0, "refused": 0, "held": 1}


def test_state_and_kind_are_chosen(run):
    run([["nr", "uwaga"], ["1", "Kiedy?"]], "--state=pending", "--kind=question")

    assert stored("state", "kind", "published_at") == [("pending", "question", None)]


def test_a_mapping_may_stand_in_a_file(run, tmp_path):
    (tmp_path / "mapowanie.json").write_text('{"id": "nr", "opinion": "uwaga"}', "utf-8")

    run([["nr", "uwaga"], ["1", "Tekst"]], "--mapping", tmp_path / "mapowanie.json", mapping={})

    assert stored("external_id") == [("1",)]


# Repeating


def test_a_dry_run_changes_nothing(run, closed):
    said = run([["nr", "uwaga"], ["1", "Tekst"], ["2", ""]], "--dry-run")

    assert (stored("pk"), ConsultationPage.objects.get(pk=closed.pk).comment_counter) == ([], 0)
    assert counts(said) == {"stored": 1, "already": 0, "refused": 1, "held": 0}


@pytest.mark.parametrize("mapping", [MAP, {"opinion": "uwaga"}], ids=["by identifier", "by words"])
def test_a_second_run_doubles_nothing_and_numbers_go_on_without_gaps(run, closed, mapping):
    rows = [["nr", "uwaga"], ["a", "Tak"], ["b", "Tak"], ["c", "Nie"]]
    run(rows, mapping=mapping)
    run([*rows, ["d", "Tak"]], mapping=mapping)

    assert stored("number", "words__opinion") == [(1, "Tak"), (2, "Tak"), (3, "Nie"), (4, "Tak")]
    assert ConsultationPage.objects.get(pk=closed.pk).comment_counter == 4


def test_the_same_identifier_with_other_words_is_not_taken_for_the_same_comment(run):
    run([["nr", "uwaga"], ["1", "Z pierwszego pliku"]])
    said = run([["nr", "uwaga"], ["1", "Z drugiego pliku"]])

    assert stored("words__opinion") == [("Z pierwszego pliku",)]
    assert counts(said) == {"stored": 0, "already": 0, "refused": 1, "held": 0}


def test_a_stopped_run_goes_on_where_it_was(closed_stage):
    rows = [(number, [str(number), f"Uwaga {number}"]) for number in range(2, 252)]
    made = importing.Table(["nr", "uwaga"], rows)

    def stopping(found):
        yield from found[:150]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.import_comments(closed_stage, table=made, mapping=MAP, progress=stopping)
    assert stored("number") == [(number,) for number in range(1, 101)]
    outcome = importing.import_comments(closed_stage, table=made, mapping=MAP)

    assert (outcome.stored, outcome.already, outcome.refused) == (150, 100, [])
    assert stored("number", "external_id") == [(n, str(n + 1)) for n in range(1, 251)]


def test_numbers_follow_those_of_comments_sent_on_the_site(run, closed, closed_stage):
    scenery.make_comment(closed, closed_stage, 1)

    run([["nr", "uwaga"], ["1", "Tekst"]])

    assert stored("number", "external_id") == [(1, ""), (2, "1")]


# Refusing


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "", "", ""], "The row is empty."),
        (["", "Tekst", "", ""], "The identifier is missing."),
        (["1", " \u200b ", "", ""], "The comment has no words."),
        (["1", "a" * 100_001, "", ""], "The comment is longer than 100000 characters."),
        (["1" * 121, "Tekst", "", ""], "The identifier or a name is too long."),
        (["1", "Tekst", "wczoraj", ""], "The date “wczoraj” cannot be read."),
        (["1", "Tekst", "9999-12-31", ""], "The date “9999-12-31” is not possible."),
        (["1", "Tekst", "0001-01-01T00:00+14:00", ""], "The date “0001-01-01T00:00+14:00” is not possible."),
        (["1", "Tekst", "", "§ 99"], "There is no part “§ 99” in the document."),
        (["1", "Tekst", "", "", "ucięte"], "The row has more cells than the header."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_is_refused_with_its_number_and_reason(row, sentence):
    mapping = {**MAP, "created_at": "kiedy", "unit": "paragraf"}
    with translation.override("en"):
        found = refused([["nr", "uwaga", "kiedy", "paragraf"], ["0", "Dobra", "", ""], row], mapping)

    assert found == [(3, sentence)]


def test_an_identifier_used_twice_is_refused_not_lost():
    assert [row for row, _why in refused([["nr", "uwaga"], ["1", "A"], ["1", "B"]], MAP)] == [3]


def test_refused_rows_stand_in_a_file_and_the_others_are_stored(run, tmp_path):
    said = run(
        [["nr", "uwaga"], ["1", "Dobra"], ["", ""], ["3", "Też dobra"], ["", "=1+1"]],
        "--refused",
        tmp_path / "odrzucone.csv",
    )

    rows = list(csv.reader((tmp_path / "odrzucone.csv").read_text("utf-8").splitlines()))
    assert [(row[0], row[2:]) for row in rows[1:]] == [("3", ["", ""]), ("5", ["", "'=1+1"])]
    assert stored("external_id") == [("1",), ("3",)]
    assert counts(said) == {"stored": 2, "already": 0, "refused": 2, "held": 0}


def test_blank_rows_at_the_end_are_no_rows(run):
    said = run(workbook([["nr", "uwaga"], [1, "Tekst"], [None, " "], [None, None]]), name="uwagi.xlsx")

    assert counts(said) == {"stored": 1, "already": 0, "refused": 0, "held": 0}


@pytest.mark.parametrize(
    ("content", "mapping", "words"),
    [
        ([["nr", "uwaga"], ["1", "A"]], {"opinion": "treść"}, ["treść", "nr, uwaga"]),
        ([["nr", "uwaga"], ["1", "A"]], {"opinion": "uwaga", "phone": "nr"}, ["phone", "created_at"]),
        ([["nr", "uwaga"], ["1", "A"]], {"id": "nr"}, ["opinion"]),
        ([["uwaga", "uwaga"], ["1", "A"]], {"opinion": "uwaga"}, ["uwaga"]),
        (b"", MAP, []),
        (b'nr,uwaga\n1,"nigdy nie zamkni\xc4\x99te\n2,B\n', MAP, []),
    ],
    ids=["unknown column", "unknown field", "no words mapped", "column twice", "empty file", "open quote"],
)
def test_a_file_that_cannot_be_understood_stores_nothing(run, content, mapping, words):
    with pytest.raises(CommandError) as refusal:
        run(content, mapping=mapping)

    assert ([word for word in words if word not in str(refusal.value)], stored("pk")) == ([], [])


@pytest.mark.parametrize("name", ["nie-ma.csv", "udaje.xlsx"])
def test_a_missing_or_false_file_is_refused(closed, tmp_path, name):
    (tmp_path / "udaje.xlsx").write_bytes(b"to nie jest arkusz")

    with pytest.raises(CommandError):
        call_command("import_comments", tmp_path / name, "--consultation", closed.code, "--map=opinion=uwaga")


@pytest.mark.parametrize("state", ["draft", "reported", "cancelled"])
def test_only_an_announced_consultation_takes_comments(run, closed, state):
    ConsultationPage.objects.filter(pk=closed.pk).update(state=state)

    with pytest.raises(CommandError):
        run([["nr", "uwaga"], ["1", "A"]])
    assert stored("pk") == []


@pytest.mark.parametrize("name", ["KS/1999/001", "999999", "x"])
def test_an_unknown_consultation_is_refused(db, name):
    with pytest.raises(importing.ImportRefused):
        importing.find_stage(name)


def test_the_consultation_is_found_by_the_id_of_its_page(closed, closed_stage):
    assert importing.find_stage(str(closed.pk)) == closed_stage
    assert importing.find_stage(closed.code, "uwagi") == closed_stage


def test_a_very_long_comment_is_stored_whole_and_its_cell_in_the_workbook_is_not_empty(run):
    run([["nr", "uwaga"], ["1", "ż" * 100_000]])

    comment = Comment.objects.for_reading().get()
    book = load_workbook(BytesIO(report_xlsx(Report(code="", title="", rows=[comment_row(comment)]))))
    cell = book.worksheets[0].cell(2, 8).value
    assert (len(comment.words.opinion), cell[:32_000]) == (100_000, "ż" * 32_000)


# Real files, through to the report


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "mapping", "count"),
    [
        ("decidim_lille_debate_comments", {"id": "id", "opinion": "body", "created_at": "created_at"}, 693),
        # Its `name` was damaged by a spreadsheet (090000648437321c became 9.00E+13): 717 values in 795 rows.
        ("regulations_gov_USDA-2020-0009-0001", {"opinion": "text"}, 795),
    ],
)
def test_every_face_of_the_report_has_every_row_of_a_real_file(
    client, closed, clerk, second_clerk, tmp_path, name, mapping, count
):
    clock = Stopwatch()
    for _again in (1, 2):
        import_real(closed, REAL / f"{name}.csv", mapping, tmp_path / "odrzucone.csv")
        clock.lap("import")
        assert Comment.objects.filter(consultation=closed, state="published").count() == count
    assert len((tmp_path / "odrzucone.csv").read_text("utf-8").splitlines()) == 1

    groups = answer_all(closed, clerk, second_clerk)
    clock.lap(f"{groups} answers")
    consultation = ConsultationPage.objects.get(pk=closed.pk)
    CONSULTATION.apply("publish_report", consultation, by=clerk)
    report = ReportStagePage.objects.child_of(closed).get()
    found = faces(client, closed, report, clock)
    print(f"\n{name}: {clock}")

    assert found == {face: list(range(1, count + 1)) for face in found}


class Stopwatch:
    def __init__(self):
        self.laps, self.last = [], time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps.append(f"{name} {now - self.last:.2f} s")
        self.last = now

    def __str__(self):
        return ", ".join(self.laps)


def import_real(consultation, path, mapping, refused_to) -> None:
    maps = [f"--map={key}={column}" for key, column in mapping.items()]
    call_command(
        "import_comments", path, "--consultation", consultation.code, *maps, "--refused", refused_to,
        stdout=io.StringIO(), stderr=io.StringIO(),
    )  # fmt: skip


def answer_all(consultation, author, approver) -> int:
    """One answer for all comments with the same words."""
    groups = defaultdict(list)
    for comment in Comment.objects.filter(consultation=consultation).to_answer().for_reading():
        groups[comment.words.opinion].append(comment)
    for group in groups.values():
        response = answer_comments(group, by=author, verdict="explained", text="Przekazaliśmy do analizy.")
        RESPONSE.apply("approve", response, by=approver)
    assert publish_responses(consultation, by=author) == len(groups)
    return len(groups)


def faces(client, consultation, report, clock) -> dict[str, list[int]]:
    """The numbers of the comments that each face shows."""
    where = {"register CSV": f"{consultation.url}wykaz-uwag/csv/"}
    where |= {suffix: f"{report.url}{suffix}/" for suffix in ("csv", "xlsx", "pdf")}
    pages = range(1, Comment.objects.count() // 200 + 2)
    body = {}
    for face, url in where.items():
        answer = client.get(url)
        assert answer.status_code == 200
        body[face] = answer.getvalue()
        clock.lap(f"{face} {len(body[face]) // 1024} kB")
    html = "".join(client.get(f"{report.url}?page={page}").content.decode() for page in pages)
    assert body["pdf"].startswith(b"%PDF")
    assert client.get(f"{consultation.url}wykaz-uwag/").context["page_obj"].paginator.count == Comment.objects.count()
    sheet = load_workbook(BytesIO(body["xlsx"])).worksheets[0]
    return {
        "database": [number for (number,) in stored("number")],
        "register CSV": csv_numbers(body["register CSV"]),
        "csv": csv_numbers(body["csv"]),
        "xlsx": [int(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)],
        "html": [int(part.partition('"')[0]) for part in html.split('<li id="u')[1:]],
    }


def csv_numbers(content: bytes) -> list[int]:
    return [int(row[0]) for row in list(csv.reader(io.StringIO(content.decode(), newline="")))[1:]]
