"""Look-alikes: which names are one organisation written differently, and which address a new one gets."""

import pytest

from ngos.lookalikes import alike, find, plain_words
from ngos.models import OrganisationPage
from ngos.registering import free_slug
from tests.conftest import person
from tests.factories import ngos


@pytest.mark.parametrize(
    ("first", "second", "are"),
    [
        (("Koło Gospodyń Wiejskich w Radziszowie", "kgw"), ("KGW Radziszów", "kgw"), True),
        (("Stowarzyszenie Wspólna Ławka", "stow_rej"), ("Wspolna lawka – stowarzyszenie", "stow_zw"), True),
        (("Stowarzyszenie Wspólna Ławka", "stow_rej"), ("Stowarzyszenie „Wspólna Ławka” w Skawinie", "stow_rej"), True),
        (("OSP Skawina", "osp"), ("Ochotnicza Straż Pożarna w Skawinie", "osp"), True),
        (("Stowarzyszenie Wspólna Ławka", "stow_rej"), ("Wspólna Ławka", "nieformalna"), True),
        (("KGW Radziszów", "kgw"), ("Koło Gospodyń Wiejskich w Radziszowie", ""), True),  # read from a register
        (("KGW Radziszów", "kgw"), ("OSP Radziszów", "osp"), False),
        (("KGW Radziszów", "kgw"), ("KGW Rzozów", "kgw"), False),
        (("Fundacja Most", "fundacja"), ("Fundacja Kładka", "fundacja"), False),
        (("Stowarzyszenie", "stow_rej"), ("Fundacja", "fundacja"), False),
        (("", "kgw"), ("KGW Radziszów", "kgw"), False),
    ],
)
def test_names_that_people_only_write_differently_are_alike(first, second, are):
    assert bool(alike(first, second)) == bool(alike(second, first)) == are


def test_words_are_compared_without_case_and_diacritics():
    assert plain_words("  „Łączka” – KGW w Świątnikach Górnych ") == ["laczka", "kgw", "w", "swiatnikach", "gornych"]


def test_at_most_five_look_alikes_at_the_same_cost(branch, resident, django_assert_num_queries):
    wanted = OrganisationPage(title="Koło Gospodyń Wiejskich w Radziszowie", legal_form="kgw")
    found = []
    for number in range(7):
        ngos.make_organisation(branch, slug=f"kgw-{number}", title=f"KGW Radziszów {number}", legal_form="kgw")
        with django_assert_num_queries(3):
            found.append(len(find(wanted, resident)))

    assert found == [1, 2, 3, 4, 5, 5, 5]


def test_a_profile_that_waits_is_found_by_those_who_keep_it_only(branch, resident, neighbour):
    waiting = ngos.make_organisation(branch, title="KGW Radziszów", legal_form="kgw", state="submitted")
    OrganisationPage.objects.update(live=False)
    ngos.make_member(waiting, resident)
    wanted = OrganisationPage(title="Koło Gospodyń Wiejskich w Radziszowie", legal_form="kgw")

    assert [[one.organisation.pk for one in find(wanted, user)] for user in (resident, neighbour)] == [[waiting.pk], []]


def test_the_same_number_stands_before_a_like_name(branch):
    named = ngos.make_organisation(branch, slug="a", title="KGW Radziszów", legal_form="kgw")
    numbered = ngos.make_organisation(branch, slug="b", title="Zupełnie inna nazwa", nip="5261040828")
    wanted = OrganisationPage(title="KGW Radziszów", legal_form="kgw", nip="5261040828")

    found = find(wanted, person("ktos@przyklad.example"))

    assert [(one.organisation, one.same_number) for one in found] == [(numbered, True), (named, False)]


@pytest.mark.parametrize(("title", "slug"), [("Mapa", "mapa-2"), ("CSV", "csv-2"), ("Łąka", "laka-2"), ("Źródło", "zrodlo"), ("«»", "organizacja")])  # fmt: skip
def test_an_address_is_plain_and_free(branch, title, slug):
    ngos.make_organisation(branch, slug="laka")

    assert free_slug(branch, title) == slug
