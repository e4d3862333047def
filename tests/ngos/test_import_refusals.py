"""Import of registers: rows and files that are refused with a sentence, the command, and every real file."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from ngos import import_rows
from ngos.models import ImportMapping, OrganisationPage, RegisterRow
from shared.lists.sheets import ImportRefused, Table, read_table
from tests.factories import ngos
from tests.ngos.test_import import KRS, NIP, REAL, alike, counts, in_english, rows, sentences, stored, take

__all__ = ["in_english"]  # the fixture

REFUSED = {
    "empty row": (["", "", "", "", ""], "The row is empty."),
    "no name": (["", KRS], "The name is missing."),
    "no letter in the name": (["„ ” –", KRS], "The name is missing."),
    "hidden name": ["\u200b\u202e", KRS],
    "long name": (["Ą" * 256, KRS], f"“{'Ą' * 40}…” is longer than 255 characters."),
    "wrong NIP": (["A", "", "7743528969"], "This NIP is not correct. Check the last digit."),
    "short NIP": (["A", "", "97107238"], "This NIP is not correct. Check the last digit."),
    "wrong REGON": (["A", "", "", "000331502"], "This REGON is not correct. Check the last digit."),
    "long KRS": (["A", "00000379041"], "A KRS number has ten digits."),
    "letters in KRS": (["A", "RDF/123"], "A KRS number has ten digits."),
    "formula in KRS": (["A", "=A1"], "A KRS number has ten digits."),
    "KRS of a spreadsheet": (["A", "3,79E+04"], "A spreadsheet has damaged the number “3,79E+04”."),
    "PESEL": (["Jan Kos 44051401458", KRS], "The text seems to contain a PESEL number. Delete it: it must not be public."),
    "another municipality": (["A", KRS, "", "", "Kraków"], "There is no municipality “Kraków” here."),
    "no branch": (["A", KRS, "", "", "Liszki"], "The directory has no branch for this municipality yet: Liszki."),
}  # fmt: skip
REFUSED["hidden name"] = (REFUSED["hidden name"], "The name is missing.")


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_is_refused_with_its_number_and_reason_and_the_others_go_on(branch, liszki, name):
    row, sentence = REFUSED[name]
    outcome = take(rows(["Dobra", "9"], row, ["Też dobra", "8"]))

    assert (sentences(outcome), counts(outcome)) == ([(3, sentence)], {"new": 2, "refused": 1})
    assert stored("title") == [("Dobra",), ("Też dobra",)]


def test_a_row_that_is_longer_than_the_header_is_refused(branch):
    table = Table(["Nazwa"], [(2, ["A", "ucięte"])])

    assert sentences(take(table)) == [(2, "The row has more cells than the header.")]


def test_a_row_without_a_municipality_needs_one_for_the_whole_file(branch):
    outcome = take(rows(["A", KRS], ["B", "1", "", "", "Skawina"]), default="")

    assert sentences(outcome) == [(2, "The row names no municipality, and none was chosen for the whole file.")]
    assert stored("title") == [("B",)]


def test_an_organisation_stands_in_a_file_once_whichever_number_tells_it(branch):
    outcome = take(rows(["A", KRS, NIP], ["A bis", "", NIP], ["A ter", KRS]))

    assert (stored("title"), [row for row, _why in sentences(outcome)]) == ([("A",)], [3, 4])


def test_two_rows_of_one_profile_are_one_row_too_many(organisation):
    OrganisationPage.objects.update(krs=KRS, nip=NIP)
    outcome = take(rows(["A", KRS], ["A bis", "", NIP]))

    assert sentences(outcome)[-1] == (3, "The organisation already stands in row 2.")


def test_numbers_of_two_profiles_are_refused_until_they_are_merged(branch):
    ngos.make_organisation(branch, slug="a", title="A", krs=KRS)
    ngos.make_organisation(branch, slug="b", title="B", nip=NIP)
    outcome = take(rows(["C", KRS, NIP]))

    assert sentences(outcome) == [(2, "Two profiles fit this row: “A” and “B”. Merge them first.")]


def test_a_number_that_contradicts_the_profile_is_refused(branch):
    ngos.make_organisation(branch, slug="a", title="A", krs="0000000001", nip=NIP)
    outcome = take(rows(["A", KRS, NIP]))

    assert sentences(outcome) == [(2, "The profile “A” has another number: KRS 0000000001.")]


def test_formula_cells_stay_text_and_marks_of_direction_go(branch):
    take(rows(['=HYPERLINK("http://x.example","Fundacja")', "1"], ["\u202eFundacja\u202c  Most\u200f", "2"]))

    assert stored("title") == [('=HYPERLINK("http://x.example","Fundacja")',), ("Fundacja Most",)]
    assert RegisterRow.objects.get(key="krs:0000000002").data["Nazwa"] == "Fundacja  Most"


def test_a_pesel_in_another_column_is_not_kept_and_an_amount_is_no_pesel(branch):
    header = ["Nazwa", "KRS", "Prezes", "Kwota"]
    take(rows(["A", KRS, "Jan Kos, 44051401458", "440514014,58"], header=header))

    assert RegisterRow.objects.get().data == {"Nazwa": "A", "KRS": KRS, "Prezes": "", "Kwota": "440514014,58"}


# Columns


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (["Lp.", "Numer KRS", "Nazwa organizacji pożytku publicznego", "Kwota w zł"],
         {"krs": "Numer KRS", "name": "Nazwa organizacji pożytku publicznego"}),
        (["nip", "nazwa_jak_w_zrodle", "kwota_pln"], {"nip": "nip", "name": "nazwa_jak_w_zrodle"}),
        (["Nazwa gminy", "Nazwa rejestru", "Nr w rejestrze", "Pełna nazwa", "Forma prawna"],
         {"municipality": "Nazwa gminy", "register_name": "Nazwa rejestru", "register_number": "Nr w rejestrze",
          "name": "Pełna nazwa", "legal_form": "Forma prawna"}),
        (["Nazwa", "Nazwa", "KRS"], {"krs": "KRS"}),
        (["a", "", "b"], {}),
    ],
)  # fmt: skip
def test_a_header_says_itself_what_its_columns_hold(header, mapping):
    assert import_rows.guessed(header) == mapping


def test_columns_are_remembered_for_the_next_file_with_the_same_header(branch):
    header = ["Kto", "Numer"]
    take(rows(["Fundacja Most", KRS], header=header), pairs=["name=Kto", "krs=Numer"])

    assert import_rows.choose_columns(rows(header=header)) == {"name": "Kto", "krs": "Numer"}
    assert import_rows.choose_columns(rows(header=header), ["krs="]) == {"name": "Kto"}
    assert counts(take(rows(["Fundacja Most", KRS], header=header))) == {"same": 1}


@pytest.mark.parametrize(
    ("header", "pairs", "sentence"),
    [
        (["Kto", "KRS"], [], "Say which column holds the name of the organisation."),
        (["Nazwa"], ["krs=Numer"], "There is no column “Numer”. The columns are: Nazwa."),
        (["Kto", "Kto"], ["name=Kto"], "The column “Kto” stands twice in the header."),
        (["Nazwa"], ["pesel=Nazwa"], f"Unknown fields: pesel. The fields are: {', '.join(import_rows.FIELDS)}."),
    ],
)
def test_columns_that_cannot_be_understood_stop_the_whole_import(branch, header, pairs, sentence):
    with pytest.raises(ImportRefused) as refusal:
        take(rows(["A"], header=header), pairs=pairs)

    assert (str(refusal.value), stored("pk")) == (sentence, [])


# The command


@pytest.fixture
def run(branch, tmp_path):
    def run(content, *options):
        path = tmp_path / "spis.csv"
        path.write_bytes(content)
        out, err = io.StringIO(), io.StringIO()
        call_command("import_organisations", path, "--source=opp-2014", *options, stdout=out, stderr=err)
        return out.getvalue().splitlines(), err.getvalue().splitlines()

    return run


CONTENT = "Nazwa;KRS;NIP\nFundacja Most;37904;\nZła;;7743528969\n".encode("cp1250")


def test_the_command_says_what_it_did_and_writes_what_it_refused(run, tmp_path):
    said, remarks = run(CONTENT, "--municipality=skawina", "--refused", tmp_path / "odrzucone.csv")

    assert (said, remarks) == (["Done.", "New: 1. Changed: 0. Kept by members: 0. Same: 0. Refused: 1."], [])
    found = list(csv.reader((tmp_path / "odrzucone.csv").read_text("utf-8").splitlines()))
    assert found[1] == ["3", "This NIP is not correct. Check the last digit.", "Zła", "", "7743528969"]


def test_a_dry_run_of_the_command_shows_refusals_and_similar_names(run, organisation):
    content = CONTENT + f"{organisation.title.upper()};5;\n".encode("cp1250")
    said, remarks = run(content, "--municipality=skawina", "--dry-run")

    assert said == ["Dry run: nothing was stored.", "New: 2. Changed: 0. Kept by members: 0. Same: 0. Refused: 1."]
    assert remarks == [
        "3: This NIP is not correct. Check the last digit.",
        f"4: “{organisation.title.upper()}” looks like “{organisation.title}”.",
    ]
    assert stored("pk") == [(organisation.pk,)]


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (b"", []),
        (b'Nazwa;KRS\n"A;1\n', []),
        (b"PK\x03\x04", []),
        (CONTENT, ["--municipality=nigdzie"]),
        (CONTENT, ["--encoding=nieznane"]),
        (CONTENT, ["--map=name=Inna"]),
        (CONTENT, ["--source= "]),
        (CONTENT, [f"--source={'x' * 81}"]),
    ],
)
def test_what_the_command_cannot_read_ends_with_a_sentence_and_stores_nothing(run, content, options):
    with pytest.raises(CommandError) as refusal:
        run(content, *options)

    assert (bool(str(refusal.value)), stored("pk"), ImportMapping.objects.count()) == (True, [], 0)


# Real files


def real(name: str) -> Table:
    return read_table(REAL / name)


def planned(outcome) -> list[tuple]:
    return [(plan.fate, plan.sentence, plan.entry.facts, plan.entry.key) for plan in outcome.plans]


@pytest.mark.realdata
def test_the_whole_list_of_2014_is_read_and_planned(branch):
    table = real("opp_1procent_2014.csv")
    outcome = take(table, dry_run=True)

    amounts = [Decimal(plan.entry.data["Kwota w zł"].replace(",", ".")) for plan in outcome.plans]
    assert (len(table.rows), counts(outcome), sum(amounts)) == (7888, {"new": 7888}, Decimal("557563428.71"))
    assert len({plan.entry.key for plan in outcome.plans}) == 7888


@pytest.mark.realdata
def test_the_workbook_and_the_file_of_windows_give_the_same_plan(branch):
    whole = real("opp_1procent_2014.csv")
    expected = planned(take(Table(whole.header, whole.rows[:2000]), dry_run=True))

    for name in ("opp_1procent_2014_first2000.xlsx", "opp_1procent_2014_first2000_cp1250.csv"):
        assert planned(take(real(name), dry_run=True)) == expected


@pytest.mark.realdata
def test_a_workbook_whose_numbers_have_lost_their_zeros_gives_the_same_plan(branch, tmp_path):
    book = load_workbook(REAL / "opp_1procent_2014_first2000.xlsx")
    for (cell,) in book.worksheets[0].iter_rows(min_row=2, min_col=2, max_col=2):
        cell.value = int(cell.value)
    book.save(tmp_path / "bez-zer.xlsx")

    found = planned(take(read_table(tmp_path / "bez-zer.xlsx"), dry_run=True))
    assert found == planned(take(real("opp_1procent_2014_first2000.xlsx"), dry_run=True))


@pytest.mark.realdata
def test_a_few_hundred_rows_are_stored_and_a_second_run_finds_them_all(branch):
    whole = real("opp_1procent_2014.csv")
    table = Table(whole.header, whole.rows[:300])

    assert counts(take(table)) == {"new": 300}
    assert counts(take(table)) == {"same": 300}
    assert stored("krs", "title", "state", "confirmed_on") == [
        (row[1], " ".join(row[2].split()), "published", None) for _number, row in table.rows
    ]


@pytest.mark.realdata
def test_the_list_of_the_area_around_cracow_is_part_of_the_whole(branch):
    table = real("opp_1procent_2014_krakow_area_by_name.csv")

    assert counts(take(table)) == {"new": 74}
    assert counts(take(real("opp_1procent_2014.csv"), dry_run=True)) == {"new": 7814, "same": 74}


@pytest.mark.realdata
def test_the_dirty_names_pass_as_they_are_and_the_two_wrong_numbers_do_not(branch):
    table = real("ngo_nip_names_dirty.csv")
    outcome = take(table, source="mazowsze")

    assert counts(outcome) == {"new": 70, "refused": 2}
    assert sentences(outcome) == [(n, "This NIP is not correct. Check the last digit.") for n in (72, 73)]
    assert stored("nip", "title") == [(row[0], " ".join(row[1].split())) for _number, row in table.rows[:70]]
    assert counts(take(table, source="mazowsze")) == {"same": 70, "refused": 2}
    assert alike(take(table, source="inny", dry_run=True))[0] == ("Fundacja Dobrych Serc „TAK”", [])
