"""The screens of an import: a file, its columns, the table, the decision, the progress after a crash."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save
from django.utils import timezone

from ngos import import_runs
from ngos.forms.imports import MAX_BYTES
from ngos.models import ImportMapping, ImportRun, OrganisationPage, RegisterRow
from shared.acts import retention
from tests.factories import ngos
from tests.ngos.conftest import CONTENT, KRS, MAP, fates, make_run, url


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


def file(content=CONTENT, name="spis.csv"):
    return SimpleUploadedFile(name, content)


# From the file to the directory


def test_a_file_goes_from_the_upload_to_the_directory(client, act, branch, editor, skawina):
    client.force_login(editor)
    answer = act("imports", file=file(), source=" opp-2014 ", municipality=skawina.pk)
    run = ImportRun.objects.get()
    assert (answer.headers["Location"], run.source, run.stage) == (url("import_columns", run.pk), "opp-2014", "columns")

    form = client.get(url("import_columns", run.pk)).context["form"]
    assert form.initial == MAP
    assert ("KRS", "KRS (37904)") in form.fields["krs"].choices
    act("import_columns", run.pk, **MAP)
    run.refresh_from_db()
    assert (run.stage, fates(run)) == ("ready", [(2, "new"), (3, "refused"), (4, "new")])

    page = client.get(url("import", run.pk))
    assert page.context["counts"] == {"new": 2, "changed": 0, "kept": 0, "same": 0, "refused": 1}
    assert OrganisationPage.objects.count() == 0
    act("import_start", run.pk)

    run.refresh_from_db()
    assert (run.stage, bytes(run.content), run.position) == ("done", b"", 4)
    assert list(OrganisationPage.objects.order_by("pk").values_list("title", "krs")) == [("Fundacja Most", KRS), ("Koło", "0000000002")]  # fmt: skip
    assert [line.organisation.title for line in run.lines.exclude(organisation=None)] == ["Fundacja Most", "Koło"]
    assert client.get(url("import", run.pk)).status_code == 200
    assert ImportMapping.objects.get().columns == MAP


def test_the_same_file_again_says_that_nothing_is_new(client, act, checked, editor):
    client.force_login(editor)
    act("import_start", checked().pk)

    again = checked()
    assert fates(again) == [(2, "same"), (3, "refused"), (4, "same")]
    act("import_start", again.pk)
    assert (OrganisationPage.objects.count(), RegisterRow.objects.count()) == (2, 2)


def test_deciding_twice_is_deciding_once(client, act, checked, editor):
    client.force_login(editor)
    run = checked()
    first, second = act("import_start", run.pk), act("import_start", run.pk)

    assert (first.status_code, second.status_code, OrganisationPage.objects.count()) == (302, 409, 2)


def test_the_table_is_filtered_by_what_happens_and_shows_why(client, checked, editor):
    client.force_login(editor)
    run = checked()
    page = client.get(url("import", run.pk), {"los": "refused"})

    assert [row["line"].number for row in page.context["rows"]] == [3]
    assert run.lines.get(number=3).sentence in page.content.decode()
    assert len(client.get(url("import", run.pk), {"los": "inny"}).context["rows"]) == 3


def test_the_refused_rows_are_handed_out_with_their_reasons(client, checked, editor):
    client.force_login(editor)
    content = CONTENT + b"=1+1;x1;\n"
    run = checked(content)

    found = list(
        csv.reader(io.StringIO(client.get(url("import_refused", run.pk)).getvalue().decode("utf-8-sig")), delimiter=";")
    )
    assert found[0][2:] == ["Nazwa", "KRS", "NIP"]
    assert [(row[0], row[2:]) for row in found[1:]] == [("3", ["Zła", "", "7743528969"]), ("5", ["'=1+1", "x1", ""])]


def test_other_columns_replace_the_table(client, act, checked, editor):
    client.force_login(editor)
    run = checked()
    act("import_columns", run.pk, name="Nazwa")

    assert fates(run) == [(2, "new"), (3, "new"), (4, "new")]
    assert [line.facts["krs"] for line in run.lines.all()] == ["", "", ""]


def test_a_file_is_thrown_away_only_before_the_decision(client, act, checked, editor):
    client.force_login(editor)
    run, done = checked(), checked()
    act("import_start", done.pk)

    assert (act("import_discard", run.pk).status_code, act("import_discard", done.pk).status_code) == (302, 409)
    assert list(ImportRun.objects.all()) == [done]


def test_files_nobody_decided_about_go_after_a_month(checked):
    run, fresh = checked(), checked()
    ImportRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(days=31))

    assert (retention.erase("abandoned_imports"), list(ImportRun.objects.all())) == (1, [fresh])


# Similar names


def test_a_person_says_that_a_row_is_an_organisation_that_is_here(client, act, checked, organisation, editor):
    client.force_login(editor)
    run = checked(f"Nazwa;KRS;NIP\n{organisation.title.upper()};2;\n".encode())
    assert [other["pk"] for other in run.lines.get().alike] == [organisation.pk]
    answer = act("import_same", run.pk, query="?los=new", **{"same-2": organisation.pk})

    line = run.lines.get()
    assert (answer.headers["Location"], line.same_as, line.fate) == (
        f"{url('import', run.pk)}?los=new",
        organisation,
        "changed",
    )
    act("import_start", run.pk)
    assert list(OrganisationPage.objects.values_list("pk", "krs")) == [(organisation.pk, "0000000002")]


@pytest.mark.parametrize("value", ["", "0", "999999", "x", "9" * 40])
def test_what_was_not_suggested_cannot_be_chosen(client, act, checked, organisation, editor, value):
    client.force_login(editor)
    run = checked(f"Nazwa;KRS;NIP\n{organisation.title.upper()};2;\n".encode())
    act("import_same", run.pk, **{"same-2": value, f"same-{'9' * 40}": "1", "same-x": "1"})

    assert (run.lines.get().same_as, run.lines.get().fate) == (None, "new")


def test_two_rows_cannot_be_the_same_organisation(client, act, checked, organisation, editor):
    client.force_login(editor)
    name = organisation.title
    run = checked(f"Nazwa;KRS;NIP\n{name};2;\n{name};3;\n".encode())
    act("import_same", run.pk, **{"same-2": organisation.pk})
    act("import_same", run.pk, **{"same-3": organisation.pk})

    assert fates(run) == [(2, "changed"), (3, "refused")]


# Files that cannot be read


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "spis.csv"), (b"\x89PNG\r\n\x1a\n\x00\x00", "spis.csv"), (b"tekst", "spis.xlsx"), (b'a\n"b', "spis.csv")],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(client, branch, editor, skawina, content, name):
    client.force_login(editor)
    data = {"file": file(content, name), "source": "opp-2014", "municipality": skawina.pk}
    answer = client.post(url("imports"), data)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert answer.context["form"]["source"].value() == "opp-2014"
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, branch, editor, skawina):
    client.force_login(editor)
    data = {"file": file(b"a" * (MAX_BYTES + 1)), "source": "opp-2014", "municipality": skawina.pk}

    assert list(client.post(url("imports"), data).context["form"].errors) == ["file"]


@pytest.mark.parametrize("columns", [{}, {"name": "Nieznana"}, {"krs": "KRS"}])
def test_columns_without_a_name_are_asked_for_again(client, act, branch, editor, skawina, columns):
    client.force_login(editor)
    run = make_run(editor, skawina)

    assert act("import_columns", run.pk, **columns).status_code == 422
    assert ImportRun.objects.get().stage == "columns"


# After a crash


@pytest.fixture
def breaking():
    """The database refuses the 150th organisation, once."""
    made = []

    def refuse(sender, instance, created, **kwargs):
        made.append(instance.pk)
        if len(made) == 150:
            raise RuntimeError("the power went off")

    post_save.connect(refuse, sender=OrganisationPage)
    yield
    post_save.disconnect(refuse, sender=OrganisationPage)


def test_a_stopped_import_says_so_and_goes_on_without_doubling(client, act, checked, editor, breaking):
    client.force_login(editor)
    content = "Nazwa;KRS;NIP\n" + "".join(f"Koło {n};{n};\n" for n in range(1, 252))
    run = checked(content.encode())
    act("import_start", run.pk)

    run.refresh_from_db()
    assert (run.stage, run.position, bool(run.trouble), run.is_silent) == ("storing", 101, True, True)
    assert OrganisationPage.objects.count() == 100
    page = client.get(url("import", run.pk))
    assert (page.context["done"], page.context["total"]) == (100, 251)
    assert url("import_start", run.pk) in page.content.decode()
    act("import_start", run.pk)

    run.refresh_from_db()
    assert (run.stage, run.trouble, run.position) == ("done", "", 252)
    assert (OrganisationPage.objects.count(), RegisterRow.objects.count()) == (251, 251)
    assert OrganisationPage.find_problems() == ([], [], [], [], [])


def test_a_killed_worker_is_noticed_after_two_minutes_and_a_second_one_doubles_nothing(client, act, checked, editor):
    client.force_login(editor)
    run = checked()
    import_runs.start_storing(run)  # its task never runs
    assert url("import_start", run.pk) not in client.get(url("import", run.pk)).getvalue().decode()
    ImportRun.objects.update(moved_at=timezone.now() - timedelta(minutes=3))
    assert url("import_start", run.pk) in client.get(url("import", run.pk)).getvalue().decode()

    act("import_start", run.pk)
    import_runs.store_rows.func(run.pk)
    assert OrganisationPage.objects.count() == 2


def test_a_check_that_was_killed_is_asked_for_again(client, act, branch, editor, skawina):
    client.force_login(editor)
    run = make_run(editor, skawina)
    import_runs.ask_for_check(run, mapping=MAP)  # its task never runs
    assert client.get(url("import", run.pk)).templates[0].name == "ngos/admin/import_progress.html"
    act("import_start", run.pk)

    run.refresh_from_db()
    assert (run.stage, run.lines.count()) == ("ready", 3)


def test_a_profile_claimed_between_the_check_and_the_decision_is_kept(client, act, checked, editor, resident):
    client.force_login(editor)
    act("import_start", checked().pk)
    run = checked(CONTENT.replace(b"Most", b"Inna"))
    assert fates(run)[0] == (2, "changed")
    ngos.make_member(OrganisationPage.objects.get(krs=KRS), resident)
    act("import_start", run.pk)

    assert (fates(run)[0], OrganisationPage.objects.get(krs=KRS).title) == ((2, "kept"), "Fundacja Most")
