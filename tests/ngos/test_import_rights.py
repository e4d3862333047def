"""Who may import, and into which municipality; the lists of an import cost the same however long they are."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from accounts.models import Office
from ngos.models import ImportRun, OrganisationPage
from tests.conftest import person
from tests.factories import ngos
from tests.ngos.conftest import CONTENT, KRS, fates, make_run, url


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


URLS = ["imports", "import", "import_columns", "import_same", "import_start", "import_discard", "import_refused"]
MAY = {"editor": True, "coordinator": True, "other_editor": False, "clerk": False, "moderator": False, "ngo_member": False, "resident": False, "nobody": False}  # fmt: skip


@pytest.fixture
def nobody():
    return None


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("name", URLS)
def test_an_import_is_for_its_editor_and_for_coordinators(client, request, checked, organisation, name, who):
    run, user = checked(), request.getfixturevalue(who)
    if user:
        client.force_login(user)
    address = url(name, *([] if name == "imports" else [run.pk]))
    answer = client.post(address) if name in ("import_same", "import_start", "import_discard") else client.get(address)

    location = answer.headers.get("Location", "")
    if MAY[who]:
        assert answer.status_code in (200, 302)
        assert not location.startswith(("/konto/", "/cms/login"))
        return
    if name == "imports" and who == "other_editor":
        assert list(answer.context["page_obj"]) == []
    elif who == "other_editor":
        assert answer.status_code == 404
    else:  # Wagtail's admin turns a refusal into a way back
        assert answer.status_code in (403, 404) or location == "/cms/" or location.startswith(("/konto/", "/cms/login"))
    assert (ImportRun.objects.get(pk=run.pk).stage, OrganisationPage.objects.count()) == ("ready", 1)


def test_an_editor_imports_only_into_the_own_municipality(client, act, home, branch, liszki, editor, checked):
    ngos.make_directory(home, liszki)
    client.force_login(editor)
    data = {"file": SimpleUploadedFile("spis.csv", CONTENT), "source": "opp-2014", "municipality": liszki.pk}
    assert list(client.post(url("imports"), data).context["form"].errors) == ["municipality"]

    run = make_run(editor, None, b"Nazwa;Gmina\nA;Liszki\nB;Skawina\n")
    act("import_columns", run.pk, name="Nazwa", municipality="Gmina")
    assert fates(run) == [(2, "refused"), (3, "new")]


def test_a_profile_of_another_municipality_is_not_changed_through_its_number(home, branch, liszki, checked):
    far = ngos.make_directory(home, liszki)[1]
    ngos.make_organisation(far, slug="daleko", title="Daleka", krs=KRS)

    assert fates(checked())[0] == (2, "refused")


def test_whoever_loses_the_office_imports_nothing_more(client, act, checked, editor, coordinator):
    run = checked()
    Office.objects.filter(user=editor).delete()
    client.force_login(coordinator)
    act("import_start", run.pk)

    assert (OrganisationPage.objects.count(), {fate for _row, fate in fates(run)}) == (0, {"refused"})


def test_a_coordinator_imports_everywhere(home, branch, liszki, skawina, act, client, coordinator):
    ngos.make_directory(home, liszki)
    client.force_login(coordinator)
    run = make_run(coordinator, skawina, b"Nazwa;Gmina\nA;Liszki\nB;\n")
    act("import_columns", run.pk, name="Nazwa", municipality="Gmina")
    act("import_start", run.pk)

    found = OrganisationPage.objects.order_by("title").values_list("title", "municipality__slug")
    assert list(found) == [("A", "liszki"), ("B", "skawina")]


def test_the_file_has_no_address_of_its_own(checked):
    run = checked()

    assert bytes(ImportRun.objects.get(pk=run.pk).content) == CONTENT
    assert [f.name for f in ImportRun._meta.get_fields() if hasattr(f, "upload_to")] == []


# The same cost for one and for three


@pytest.mark.parametrize("name", ["imports", "import"])
def test_a_list_costs_the_same_with_one_and_with_three_rows(
    client, checked, editor, organisation, django_assert_num_queries, django_assert_max_num_queries, name
):
    client.force_login(editor)
    one = "".join(f"{organisation.title};1;\n" for n in (1,))
    three = "".join(f"{organisation.title};{n};\n" for n in (1, 2, 3))
    first = checked(f"Nazwa;KRS;NIP\n{one}".encode())
    address = url(name, *([] if name == "imports" else [first.pk]))
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    second = checked(f"Nazwa;KRS;NIP\n{three}".encode())
    checked()
    address = url(name, *([] if name == "imports" else [second.pk]))

    with django_assert_num_queries(len(few)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("name", ["imports", "import", "import_columns"])
def test_the_screens_are_drawn_in_both_languages(client, checked, language, name):
    user = person("z.biura@przyklad.example", Office.Role.COORDINATOR)
    client.force_login(user)
    run = checked(by=user)
    with translation.override(language):
        assert client.get(url(name, *([] if name == "imports" else [run.pk]))).status_code == 200
