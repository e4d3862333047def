"""The gate of the report, and what the report and the register tell: the same rows everywhere, nobody's private name."""

import csv
import io
import zipfile
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from openpyxl import load_workbook

from consultations import reports
from consultations.lifecycle import CONSULTATION
from consultations.models import Comment, ConsultationPage, ReportStagePage, Response, StagePage
from consultations.permissions import Author
from consultations.services import TooLate, confirm_comment
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from tests.factories import scenery
from tests.kept import kept


def close(consultation):
    """The last day was yesterday."""
    today = timezone.localdate()
    StagePage.objects.filter(path__startswith=consultation.path, slug="uwagi").update(
        opens_on=today - timedelta(days=21), closes_on=today - timedelta(days=1)
    )
    return ConsultationPage.objects.get(pk=consultation.pk)


def answer(comment, author, state="published", **details):
    words = {"verdict": "rejected", "text": "Czternaście dni pozwala przygotować świetlicę.", **details}
    response = Response.objects.create(
        consultation_id=comment.consultation_id, author=author, state=state, **words,
        published_at=timezone.now() if state == "published" else None,
    )  # fmt: skip
    Comment.objects.filter(pk=comment.pk).update(response=response)
    return response


# --- the gate -------------------------------------------------------------------------------------------------

GATE = [
    # name, last day has passed, [(state of the comment, state of its answer)], passes
    ("still open", False, [("published", "published")], False),
    ("still open without comments", False, [], False),
    ("no comments", True, [], True),
    ("one waits for a moderator", True, [("pending", None)], False),
    ("one waits for a moderator though answered", True, [("pending", "published")], False),
    ("one without an answer", True, [("published", "published"), ("published", None)], False),
    ("an answer is a draft", True, [("published", "draft")], False),
    ("an answer is approved only", True, [("published", "approved")], False),
    ("all answers published", True, [("published", "published"), ("published", "published")], True),
    ("a hidden one without an answer", True, [("published", "published"), ("hidden", None)], True),
    ("a withdrawn one without an answer", True, [("published", "published"), ("withdrawn", None)], True),
    ("an unconfirmed one", True, [("published", "published"), ("unconfirmed", None)], True),
]
WHO = {"clerk": True, "moderator": False, "coordinator": False, "other_clerk": False, "resident": False}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("name", "passed", "comments", "passes"), GATE, ids=[row[0] for row in GATE])
def test_the_report_waits_for_every_answer(
    request, consultation, stage, second_clerk, name, passed, comments, passes, who
):
    for number, (state, answered) in enumerate(comments, start=1):
        comment = scenery.make_comment(consultation, stage, number, state=state)
        if answered:
            answer(comment, second_clerk, answered)
    page = close(consultation) if passed else ConsultationPage.objects.get(pk=consultation.pk)
    user = request.getfixturevalue(who)

    if not WHO[who]:
        with pytest.raises(PermissionDenied):
            CONSULTATION.apply("publish_report", page, by=user)
    elif not passes:
        with pytest.raises(MoveRefused):
            CONSULTATION.apply("publish_report", page, by=user)
    else:
        CONSULTATION.apply("publish_report", page, by=user)

    found = ConsultationPage.objects.get(pk=page.pk)
    done = WHO[who] and passes
    assert (found.state, found.reported_at is not None) == ("reported" if done else "announced", done)


@pytest.mark.parametrize("state", ["draft", "reported", "cancelled"])
def test_only_an_announced_consultation_gets_its_report(consultation, clerk, state):
    ConsultationPage.objects.update(state=state)

    with pytest.raises(MoveNotAllowed):
        CONSULTATION.apply("publish_report", close(consultation), by=clerk)


def test_every_gap_is_named_with_its_number(consultation, stage, clerk):
    for number, state in enumerate(["pending", "published", "published"], start=1):
        scenery.make_comment(consultation, stage, number, state=state)

    with pytest.raises(MoveRefused) as refusal:
        CONSULTATION.apply("publish_report", ConsultationPage.objects.get(pk=consultation.pk), by=clerk)

    assert [sum(digit in sentence for digit in "13") for sentence in refusal.value.reasons] == [0, 1, 1]


def test_a_comment_confirmed_after_the_report_does_not_stay_without_an_answer(consultation, stage, clerk):
    late = scenery.make_comment(consultation, stage, 1, state="unconfirmed")
    CONSULTATION.apply("publish_report", close(consultation), by=clerk)

    with pytest.raises(TooLate):
        confirm_comment(Comment.objects.get(pk=late.pk), by=Author(late))

    assert list(Comment.objects.unanswered()) == []


# --- the report as HTML, CSV, XLSX and the register -----------------------------------------------------------

PRIVATE = [
    "Zofia Prywatna",
    "zofia@tajne.example",
    "Jan Skryty",
    "jan@tajne.example",
    "Zarząd Klubu",
    "klub@tajne.example",
]
FORMULAS = ["=1+1", "+48 600", "-1", "@x", "\t=1", " =2", "=cmd|' /C calc'!A0"]


@kept
def reported(consultation, stage, unit, clerk, liszki):
    """A report on published, hidden and withdrawn comments, some of which look like formulas."""
    facts = [
        {"state": "published", "name": "Zofia Prywatna", "email": "zofia@tajne.example", "municipality": liszki},
        {"state": "hidden", "hidden_reason": "threat", "name": "Jan Skryty", "email": "jan@tajne.example"},
        {"state": "withdrawn", "name": "Jan Skryty", "email": "jan@tajne.example"},
        {"state": "published", "who": "organisation", "public_name": "=HYPERLINK(1)", "name": "Zarząd Klubu", "email": "klub@tajne.example"},
        {"state": "pending"},
    ]  # fmt: skip
    for number, fact in enumerate(facts, start=1):
        comment = scenery.make_comment(
            consultation, stage, number, unit=unit, words={"opinion": f"Treść nr {number}", "rationale": "Tak, „lepiej”;\nna pewno"}, **fact
        )  # fmt: skip
        if fact["state"] == "published":
            answer(comment, clerk, changed_wording="@SUM(A1)")
    for number, text in enumerate(FORMULAS, start=6):
        answer(scenery.make_comment(consultation, stage, number, words={"opinion": text}), clerk, text=text)
    Comment.objects.filter(number=5).update(state="unconfirmed")
    close(consultation)
    ConsultationPage.objects.update(state="reported", reported_at=timezone.now())
    return ReportStagePage.objects.child_of(consultation).get()


def csv_rows(content: bytes, delimiter=","):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def public_outputs(client, stage) -> dict[str, bytes]:
    above = stage.get_parent().specific
    paths = {
        "report html": stage.url, "report csv": f"{stage.url}csv/", "report xlsx": f"{stage.url}xlsx/",
        "consultation": above.url, "register": f"{above.url}wykaz-uwag/", "register csv": f"{above.url}wykaz-uwag/csv/",
        "register excel": f"{above.url}wykaz-uwag/csv/?excel=1", "atom": f"{above.url}wykaz-uwag/atom/",
        "document": f"{above.url}uwagi/?fragment=p1-u1", "index": above.get_parent().url,
        **{f"comment {c.number}": f"/uwagi/{c.slug}/" for c in Comment.objects.exclude(state="unconfirmed").select_related("consultation")},
        **{f"receipt {c.number}": f"/uwagi/pokwitowanie/{c.slug}/" for c in Comment.objects.select_related("consultation")},
    }  # fmt: skip
    answers = {name: client.get(path) for name, path in paths.items()}
    assert {name: a.status_code for name, a in answers.items()} == dict.fromkeys(paths, 200)
    return {name: a.getvalue() for name, a in answers.items()}


def unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def test_the_rows_are_the_same_in_every_face_of_the_report_and_in_the_register(client, reported):
    outputs = public_outputs(client, reported)
    sheet = load_workbook(io.BytesIO(outputs["report xlsx"])).worksheets[0]
    xlsx = [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]
    report = csv_rows(outputs["report csv"])

    assert report == csv_rows(outputs["register csv"])
    assert report == csv_rows(outputs["register excel"], delimiter=";")
    assert report == xlsx
    assert [row[0] for row in report[1:]] == [str(n) for n in (1, 2, 3, 4, *range(6, 6 + len(FORMULAS)))]


def test_the_page_of_the_report_shows_every_cell_of_the_rows(client, reported):
    page = " ".join(unescape(public_outputs(client, reported)["report html"].decode()).split()).casefold()
    rows = reports.build(reported).rows
    missing = [
        (row[1], part)
        for row in rows
        for cell in row[1:2] + row[3:]
        for part in cell.splitlines()
        if " ".join(part.split()).casefold() not in page
    ]

    assert missing == []


def test_a_hidden_and_a_withdrawn_comment_keep_their_number_and_lose_their_words(client, reported):
    outputs = public_outputs(client, reported)
    report = {row[0]: row for row in csv_rows(outputs["report csv"])[1:]}

    assert [report["2"][index] for index in (6, 7, 8)] == ["", "", ""]
    assert [report["3"][index] for index in (3, 6, 7, 8)] == ["", "", "", ""]
    for name, content in outputs.items():
        text = unzipped(content) if name == "report xlsx" else content
        assert [words.encode() in text for words in ("Treść nr 2", "Treść nr 3", "Treść nr 5")] == [False] * 3, name


def test_a_private_name_or_an_address_is_in_no_public_output(client, reported):
    outputs = public_outputs(client, reported)
    outputs["report xlsx"] = unzipped(outputs["report xlsx"])
    found = [(name, word) for name, content in outputs.items() for word in PRIVATE if word.encode() in content]

    assert found == []


def test_an_organisation_stands_by_name(client, reported):
    rows = csv_rows(public_outputs(client, reported)["report csv"])

    assert [row[3] for row in rows[1:] if row[0] == "4"] == ["'=HYPERLINK(1)"]


@pytest.mark.parametrize("name", ["report csv", "register csv", "register excel"])
def test_no_cell_of_a_table_is_a_formula(client, reported, name):
    rows = csv_rows(public_outputs(client, reported)[name], delimiter=";" if "excel" in name else ",")
    dangerous = [
        cell for row in rows for cell in row if cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))
    ]

    assert dangerous == []
    assert [row[7] for row in rows[1:] if int(row[0]) >= 6] == [f"'{text}" for text in FORMULAS]


def test_no_cell_of_a_workbook_is_a_formula(client, reported):
    content = public_outputs(client, reported)["report xlsx"]
    cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    assert b"<f>" not in unzipped(content)
    assert [
        c.value for c in cells if isinstance(c.value, str) and c.value.lstrip(" ").startswith(("=", "+", "-", "@"))
    ] == []


def test_the_numbers_of_the_report_add_up(reported):
    report = reports.build(reported)
    published, hidden, withdrawn = 2 + len(FORMULAS), 1, 1

    assert [number for _name, number in report.numbers] == [published + 2, published, hidden, withdrawn]
    assert sum(number for _name, number in report.verdicts) == published
    assert len(report.rows) == len(report.tones) == published + 2


@pytest.mark.parametrize(
    ("liszki_has", "told"),
    [
        (1, [("wszystkie razem", "{all}")]),
        (4, [("wszystkie razem", "{all}")]),
        (5, [("Skawina", "{rest}"), ("Liszki", "5")]),
    ],
)
def test_groups_under_five_are_not_told(consultation, stage, reported, liszki, skawina, liszki_has, told):
    """A few among many: neither their number, nor what would give it away; from five on they are told."""
    Comment.objects.update(who="person", municipality=skawina)
    for number in range(liszki_has):
        scenery.make_comment(consultation, stage, 100 + number, municipality=liszki, who="company")
    published = Comment.objects.filter(state="published").count()
    numbers = {"all": published, "rest": published - liszki_has}
    expected = [(name, words.format(**numbers)) for name, words in told]

    report = reports.build(reported)

    assert report.by_place == expected
    assert [value for _name, value in report.by_who] == [value for _name, value in expected]


@pytest.mark.parametrize("state", ["draft", "announced", "cancelled"])
@pytest.mark.parametrize("suffix", ["", "csv/", "xlsx/", "pdf/"])
def test_a_report_that_is_not_published_is_not_found(client, reported, state, suffix):
    ConsultationPage.objects.update(state=state)

    assert client.get(f"{reported.url}{suffix}").status_code == 404


def test_another_kind_of_file_is_not_found(client, reported):
    assert client.get(f"{reported.url}docx/").status_code == 404


@pytest.mark.parametrize("path", ["wykaz-uwag/", "wykaz-uwag/csv/", "wykaz-uwag/atom/"])
def test_the_register_of_a_draft_is_not_found(client, reported, path):
    above = reported.get_parent()
    ConsultationPage.objects.update(state="draft")

    assert client.get(f"{above.url}{path}").status_code == 404


def test_an_answer_is_nowhere_before_it_is_published(client, consultation, stage, clerk):
    comment = scenery.make_comment(consultation, stage, 1)
    found = {}
    for state in ("draft", "approved", "published"):
        answer(comment, clerk, state, text="Treść odpowiedzi urzędu")
        pages = [f"{consultation.url}wykaz-uwag/", f"{consultation.url}wykaz-uwag/csv/", f"/uwagi/{comment.slug}/"]
        found[state] = ["Treść odpowiedzi urzędu" in client.get(path).getvalue().decode() for path in pages]

    assert found == {"draft": [False] * 3, "approved": [False] * 3, "published": [True] * 3}
