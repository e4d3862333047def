"""“Add the organisation”: from the form to the first publication; before it nobody else knows."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from ngos.models import Membership, OrganisationIndexPage, OrganisationPage
from ngos.registering import submission_of, submit_organisation
from places.models import Solectwo
from tests.conftest import person
from tests.factories import ngos
from tests.kept import kept

URL = "/moje-organizacje/nowa/"
TITLE = "Koło Gospodyń Wiejskich w Radziszowie"


@pytest.fixture(autouse=True)
def in_polish():
    """A test that asks for an English page leaves the next one in Polish."""
    with translation.override("pl"):
        yield


@kept
def field(db):
    return ngos.make_field()


@kept
def words(branch, skawina, field):
    """A form filled in well."""
    return {
        "title": TITLE,
        "legal_form": "kgw",
        "krs": "",
        "nip": "",
        "regon": "",
        "register_number": "KGW 12/2026",
        "municipality": skawina.pk,
        "village": "",
        "mission": "Gotujemy i śpiewamy.",
        "fields": [field.pk],
        "email": "kgw@przyklad.example",
        "phone": "",
        "function": "przewodnicząca",
        "form_key": str(uuid.uuid4()),
        "website": "",
    }


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


@pytest.fixture
def submitted(signed_in, words) -> OrganisationPage:
    signed_in.post(URL, words)
    return OrganisationPage.objects.get(title=TITLE)


def titles() -> list[str]:
    return sorted(OrganisationPage.objects.values_list("title", flat=True))


# storing


def test_a_filled_in_form_makes_a_profile_that_waits(signed_in, words, branch, resident, skawina, field):
    answer = signed_in.post(URL, words)

    made = OrganisationPage.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("ngos:panel", args=[made.pk]))
    assert (made.state, made.live, made.trust, made.verified_on, made.confirmed_on) == ("submitted", False, "approval", None, None)  # fmt: skip
    assert (made.get_parent().specific, made.slug) == (branch, "kolo-gospodyn-wiejskich-w-radziszowie")
    assert (made.municipality, made.mission, list(made.fields.all()), made.register_number) == (skawina, "Gotujemy i śpiewamy.", [field], "KGW 12/2026")  # fmt: skip
    assert made.register_name == "Krajowy Rejestr Kół Gospodyń Wiejskich (ARiMR)"


def test_who_submits_represents_and_the_editor_reads_the_function(submitted, resident):
    held = Membership.objects.get()
    submission = submission_of(submitted)

    assert (held.organisation_id, held.user, held.role, held.until) == (submitted.pk, resident, "representative", None)
    assert (submission.user, submission.data["function"]) == (resident, "przewodnicząca")


def test_the_same_form_sent_twice_is_one_organisation(signed_in, words):
    first, second = signed_in.post(URL, words), signed_in.post(URL, words)

    assert first.headers["Location"] == second.headers["Location"]
    assert (titles(), Membership.objects.count()) == ([TITLE], 1)


def test_the_service_stores_one_form_once_too(branch, resident, field):
    key = uuid.uuid4()
    made = [
        submit_organisation(
            OrganisationPage(title=TITLE, legal_form="kgw", municipality=branch.municipality),
            by=resident, function="skarbniczka", form_key=key,
        )
        for _again in range(2)
    ]  # fmt: skip

    assert made[0].pk == made[1].pk
    assert (titles(), Membership.objects.count()) == ([TITLE], 1)


def test_the_key_of_somebody_elses_form_leads_to_nothing_of_theirs(client, submitted, words):
    client.force_login(person("inny@przyklad.example"))

    answer = client.post(URL, {**words, "title": "Klub Filmowy Kadr", "legal_form": "nieformalna"})

    made = OrganisationPage.objects.get(title="Klub Filmowy Kadr")
    assert answer.headers["Location"] == reverse("ngos:panel", args=[made.pk])
    assert made.pk != submitted.pk


def test_several_organisations_cost_the_same(client, signed_in, branch, resident, django_assert_num_queries):
    def cost(queries):
        for _again in range(2):
            signed_in.get(reverse("ngos:mine"))
        with django_assert_num_queries(queries):
            signed_in.get(reverse("ngos:mine"))

    ngos.make_member(ngos.make_organisation(branch, slug="nr-0", state="submitted"), resident)
    cost(5)
    for number in (1, 2):
        ngos.make_member(ngos.make_organisation(branch, slug=f"nr-{number}", state="submitted"), resident)
    cost(5)


def test_it_goes_into_the_branch_of_its_own_municipality(signed_in, words, home, branch, liszki):
    far = ngos.make_directory(home, liszki)[1]

    signed_in.post(URL, {**words, "municipality": liszki.pk})

    assert OrganisationPage.objects.get().get_parent().specific == far
    assert OrganisationIndexPage.objects.get(pk=branch.pk).get_children().count() == 0


# the form


def test_the_form_asks_for_what_a_publication_needs(signed_in, branch, field):
    page = signed_in.get(URL)

    assert [name for name in page.context["form"].fields if name not in ("form_key", "website")] == [
        "title", "legal_form", "krs", "nip", "regon", "register_number", "municipality", "village", "mission", "fields", "email", "phone", "function",
    ]  # fmt: skip
    assert "no-store" in page.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_the_guide_to_legal_forms_fills_in_the_form(signed_in, branch):
    chosen = [signed_in.get(URL, {"forma": form}).context["form"]["legal_form"].value() for form in ("kgw", "x")]

    assert chosen == ["kgw", ""]


def test_only_municipalities_with_a_branch_and_villages_by_municipality_are_offered(signed_in, branch, skawina, liszki):
    village = Solectwo.objects.create(municipality=skawina, name="Radziszów", slug="radziszow")
    form = signed_in.get(URL).context["form"]

    assert list(form.fields["municipality"].queryset) == [skawina]
    assert form.fields["village"].choices[1:] == [("Skawina", [(village.pk, "Radziszów")])]


BAD = [
    ({"title": ""}, "title"),
    ({"title": "---"}, "title"),
    ({"title": "PESEL 44051401359"}, "title"),
    ({"legal_form": "cokolwiek"}, "legal_form"),
    ({"nip": "123-456-78-90"}, "nip"),
    ({"regon": "123456789"}, "regon"),
    ({"register_number": ""}, "register_number"),
    ({"krs": "0000123456"}, "krs"),  # a rural women's circle has none
    ({"legal_form": "stow_rej"}, "krs"),
    ({"legal_form": "fundacja", "krs": "12345"}, "krs"),
    ({"legal_form": "stow_zw", "krs": "0000123456"}, "krs"),
    ({"legal_form": "stow_zw", "register_number": ""}, "register_number"),
    ({"legal_form": "klub_sp", "register_number": ""}, "register_number"),
    ({"municipality": ""}, "municipality"),
    ({"municipality": "999999"}, "municipality"),
    ({"mission": ""}, "mission"),
    ({"mission": "x" * 301}, "mission"),
    ({"fields": []}, "fields"),
    ({"email": "", "phone": ""}, "email"),
    ({"email": "nie-adres"}, "email"),
    ({"function": ""}, "function"),
    ({"form_key": "1"}, "form_key"),
]


@pytest.mark.parametrize(("change", "wrong"), BAD)
def test_bad_input_gets_a_sentence_and_stores_nothing(signed_in, words, change, wrong):
    answer = signed_in.post(URL, {**words, **change})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert titles() == []


def test_a_wrong_nip_keeps_what_was_typed(signed_in, words):
    page = signed_in.post(URL, {**words, "nip": "123-456-78-90"}).content.decode()

    assert _("This NIP is not correct. Check the last digit.") in page
    for typed in (TITLE, "Gotujemy i śpiewamy.", "KGW 12/2026", "123-456-78-90", "przewodnicząca", words["form_key"]):
        assert typed in page


def test_a_village_of_another_municipality_is_refused(signed_in, words, liszki):
    village = Solectwo.objects.create(municipality=liszki, name="Piekary", slug="piekary")

    answer = signed_in.post(URL, {**words, "village": village.pk})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["village"])


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"legal_form": "fundacja", "krs": "0000 123 456"}, ("0000123456", "")),
        ({"legal_form": "klub_sp", "krs": "0000123456", "register_number": ""}, ("0000123456", "")),
        ({"legal_form": "klub_sp", "register_number": "7/2026"}, ("", "7/2026")),
        ({"legal_form": "nieformalna", "register_number": ""}, ("", "")),
    ],
)
def test_each_legal_form_has_its_own_number(signed_in, words, change, number):
    signed_in.post(URL, {**words, "register_number": "", **change})

    made = OrganisationPage.objects.get()
    assert (made.krs, made.register_number) == number


@pytest.mark.parametrize("name", ["state", "live", "trust", "slug", "verified_on", "confirmed_on", "translation_key"])
def test_a_form_cannot_set_what_only_decisions_set(signed_in, words, name):
    signed_in.post(URL, {**words, name: "published"})

    made = OrganisationPage.objects.get()
    assert (made.state, made.live, made.trust, made.slug) == ("submitted", False, "approval", "kolo-gospodyn-wiejskich-w-radziszowie")  # fmt: skip
    assert (made.verified_on, made.confirmed_on) == (None, None)


# refusals


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client, words):
    answers = [client.get(URL), client.post(URL, words)]

    assert [answer.headers["Location"] for answer in answers] == [f"{reverse('account_login')}?next={URL}"] * 2
    assert titles() == []


def test_other_methods_are_refused(signed_in, branch):
    assert signed_in.delete(URL).status_code == 405


# look-alikes


def test_a_look_alike_is_shown_first_with_a_way_to_keep_it(signed_in, words, organisation):
    answer = signed_in.post(URL, {**words, "title": "Wspólna Ławka", "legal_form": "nieformalna"})
    page = answer.content.decode()

    assert (answer.status_code, titles()) == (200, [organisation.title])
    assert f'href="{reverse("ngos:claim", args=[organisation.pk])}"' in page
    assert ("Gotujemy i śpiewamy." in page, 'name="is_another"' in page) == (True, True)


def test_another_organisation_with_a_like_name_is_stored_when_the_person_says_so(signed_in, words, organisation):
    signed_in.post(URL, {**words, "title": "Wspólna Ławka", "legal_form": "nieformalna", "is_another": "1"})

    assert titles() == [organisation.title, "Wspólna Ławka"]


@pytest.mark.parametrize(
    ("name", "number", "form"),
    [("krs", "0000123456", "stow_rej"), ("nip", "5261040828", "nieformalna"), ("regon", "000331501", "nieformalna")],
)
def test_the_same_number_is_the_same_organisation_whatever_the_name(signed_in, words, branch, name, number, form):
    there = ngos.make_organisation(branch, slug="inna", title="Zupełnie Inna Nazwa", **{name: number})

    answer = signed_in.post(URL, {**words, "legal_form": form, name: number})

    assert [(one.organisation, one.same_number) for one in answer.context["alike"]] == [(there, True)]


def test_a_profile_that_is_not_public_is_not_told_to_others(submitted, client, words):
    client.force_login(person("inna@przyklad.example"))

    answer = client.post(URL, {**words, "form_key": str(uuid.uuid4())})

    assert answer.status_code == 302
    assert titles() == [TITLE, TITLE]


def test_ones_own_waiting_profile_is_told_with_a_way_to_its_panel(submitted, signed_in, words):
    answer = signed_in.post(URL, {**words, "form_key": str(uuid.uuid4())})

    assert [(one.organisation.pk, one.own) for one in answer.context["alike"]] == [(submitted.pk, True)]
    assert f'href="{reverse("ngos:panel", args=[submitted.pk])}"' in answer.content.decode()


def test_one_look_alike_or_three_cost_the_same(signed_in, words, branch, django_assert_num_queries):
    def cost(queries):
        for _again in range(2):
            signed_in.post(URL, words)
        with django_assert_num_queries(queries):
            signed_in.post(URL, words)

    ngos.make_organisation(branch, slug="nr-0", title=TITLE, legal_form="kgw")
    cost(14)
    for number in (1, 2):
        ngos.make_organisation(branch, slug=f"nr-{number}", title=f"{TITLE} {number}", legal_form="kgw")
    cost(14)


# the page


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_form_speaks_both_languages_without_inline_code(signed_in, words, organisation, language):
    prefix = "" if language == "pl" else "/en"
    pages = [signed_in.get(prefix + URL), signed_in.post(prefix + URL, {**words, "title": organisation.title})]

    for answer in pages:
        text = answer.content.decode()
        with translation.override(language):
            assert f"<h1>{_('Add the organisation')}</h1>" in text
        scripts = [text.count("<script"), text.count('<script type="module" src="')]
        assert (text.count(" style="), text.count("<style"), scripts, text.count(" onclick=")) == (0, 0, [1, 1], 0)


def test_the_directory_and_my_organisations_lead_to_the_form(signed_in, branch):
    for address in ("/organizacje/", reverse("ngos:mine")):
        assert f'href="{URL}"' in signed_in.get(address).content.decode()


def test_the_comparison_with_the_directory_is_limited_and_keeps_what_was_typed(signed_in, words, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "ngos.alike": (0, 3600)}

    answer = signed_in.post(URL, words)

    assert (answer.status_code, OrganisationPage.objects.count()) == (429, 0)
    assert TITLE in answer.content.decode()


def test_organisations_are_added_to_live_branches_of_municipalities_only(home, branch, liszki):
    closed = ngos.make_directory(home, liszki)[1]
    closed.unpublish()
    home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0])
    branch.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)

    assert list(OrganisationIndexPage.objects.branches()) == [branch]
