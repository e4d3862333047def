"""Checking a certificate: the number says whether it is valid, only the code says whose it is."""

import re

import pytest
from django.utils import timezone

from volunteering.codes import ALPHABET, LENGTH, new_code, shown, tidy
from volunteering.services import revoke_certificate

CHECK = "/zaswiadczenie/"
NAME = "Ola Nowak"


def check(client, certificate, kod: str, **data):
    return client.post(CHECK, {"numer": certificate.number, "kod": kod, **data})


def outcome(answer) -> tuple:
    found, context = answer.content.decode(), answer.context
    return (answer.status_code, bool(context.get("certificate")), bool(context.get("shows_words")), NAME in found)


def test_the_number_alone_says_that_it_is_valid_and_shows_no_name(client, certificate):
    answer = check(client, certificate, "")

    assert outcome(answer) == (200, True, False, False)
    assert ("data-tone=\"done\"" in answer.content.decode(), certificate.campaign.title in answer.content.decode()) == (True, False)  # fmt: skip


def test_a_wrong_code_shows_no_name_and_says_so(client, certificate):
    answer = check(client, certificate, "Z" * LENGTH)

    assert (outcome(answer), answer.context["wrong_code"]) == ((200, True, False, False), True)


@pytest.mark.parametrize(
    "typed", [lambda c: c, str.lower, shown, lambda c: shown(c).lower().replace("-", " "), lambda c: f"  {shown(c)} "]
)
def test_the_code_from_the_paper_shows_whose_it_is_however_it_is_typed(client, certificate, typed):
    assert outcome(check(client, certificate, typed(certificate.code))) == (200, True, True, True)


@pytest.mark.parametrize("kod", ["", "right"])
def test_a_certificate_taken_back_is_not_valid_and_shows_no_name(client, certificate, ngo_member, kod):
    revoke_certificate(certificate, by=ngo_member, reason="Tajny powód")
    answer = check(client, certificate, certificate.code if kod else "")

    page = answer.content.decode()
    assert (answer.status_code, 'data-tone="cancelled"' in page, NAME in page, "Tajny powód" in page) == (200, True, False, False)  # fmt: skip


@pytest.mark.parametrize("kod", ["", "ABCDEFGHJKMN"])
def test_an_unknown_number_is_told_whatever_the_code(client, certificate, kod):
    year = timezone.localdate().year
    answer = client.post(CHECK, {"numer": f"ZW/{year}/9999", "kod": kod})

    assert outcome(answer) == (200, False, False, False)
    assert answer.context["wrong_code"] is False


@pytest.mark.parametrize("typed", ["zw/{y}/0001", "ZW-{y}-1", " ZW/{y}/0001 ", "zw/{y}-00001"])
def test_the_number_is_read_as_people_type_it(client, certificate, typed):
    answer = client.post(CHECK, {"numer": typed.format(y=certificate.year)})

    assert answer.context["certificate"] == certificate


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"numer": ""}, "numer"), ({"numer": "7"}, "numer"), ({"numer": "KS/2026/0001"}, "numer"), ({"numer": "ZW/²/1"}, "numer"),
        ({"numer": "ZW/2026/" + "9" * 9}, "numer"), ({"numer": "x" * 99}, "numer"), ({"numer": "ZW/2026/0001", "kod": "ABC"}, "kod"),
        ({"numer": "ZW/2026/0001", "kod": "!!!"}, "kod"), ({"numer": "ZW/2026/0001", "kod": "A" * 99}, "kod"),
        ({"numer": "ZW/2026/0001", "kod": "ABCDEFGHJKMNP"}, "kod"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence(client, certificate, data, field):
    answer = client.post(CHECK, data)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_the_code_never_stands_in_an_address(client, certificate):
    """Neither the QR code nor the form puts it there, and an address that holds it shows nothing."""
    page = client.get(f"{CHECK}?numer={certificate.number}&kod={certificate.code}")

    assert outcome(page) == (200, False, False, False)
    assert certificate.code not in page.content.decode()
    assert re.search(r'<form[^>]+method="post"', page.content.decode())
    assert f'value="{certificate.number}"' in page.content.decode()


def test_whoever_tries_codes_is_stopped(client, certificate, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "volunteering.certificate": (2, 600)}
    tries = [outcome(check(client, certificate, kod)) for kod in ("Z" * 12, "Y" * 12, certificate.code)]

    assert tries == [(200, True, False, False)] * 2 + [(429, False, False, False)]


def test_the_answers_are_kept_in_no_cache(client, certificate):
    assert "no-store" in check(client, certificate, certificate.code)["Cache-Control"]


def test_checking_works_in_english(client, certificate):
    answer = client.post(f"/en{CHECK}", {"numer": certificate.number, "kod": certificate.code})

    assert [words in answer.content.decode() for words in ("Valid", NAME)] == [True, True]


# --- codes -------------------------------------------------------------------------------------------------------------------------------------


def test_codes_have_twelve_signs_that_do_not_look_alike():
    codes = {new_code() for _time in range(200)}

    assert (len(codes), {len(code) for code in codes}) == (200, {LENGTH})
    assert set("".join(codes)) <= set(ALPHABET)
    assert set("01OIL") & set(ALPHABET) == set()


@pytest.mark.parametrize(
    ("typed", "read"), [("abcd-efgh-jkmn", "ABCDEFGHJKMN"), ("  a b c ", "ABC"), ("", ""), ("<>!", "")]
)
def test_a_code_is_read_without_what_does_not_matter(typed, read):
    assert tidy(typed) == read
