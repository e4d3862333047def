"""“Which legal form for us?”: the advice, the law it stands on, the page that anybody may keep, send and print."""

import re
from datetime import date
from html import unescape
from itertools import pairwise, product

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ngos import law
from ngos.choices import LegalForm
from ngos.legal_forms import data, statutes, wizard
from ngos.legal_forms.data import BY_CODE, FORMS
from ngos.legal_forms.wizard import PURPOSE, decide, founding_day, known, plan, questions
from shared.models import LegalTerm
from tests.kept import kept

NUMBERS = {key: int(value) for key, value, *_rest in law.TERMS}
ASKED = questions(NUMBERS)
PURPOSES = [value for value, _label in ASKED[1].options]
HOW_MANY = [value for value, _label in ASKED[0].options]
URL = "/jaka-forma-prawna/"


@pytest.fixture(autouse=True)
def in_polish():
    """A test that asks for an English page leaves the next one in Polish."""
    with translation.override("pl"):
        yield


@kept
def the_law(db):
    law.make_law()


def best(**answers) -> str:
    return decide(answers, NUMBERS)[0].form.code.value


def about(code: str, **answers) -> wizard.Verdict:
    return next(verdict for verdict in decide(answers, NUMBERS) if verdict.form.code == code)


def get(client, **params):
    return client.get(URL, params)


# the questions


def test_there_are_six_questions_each_with_a_hint():
    with translation.override("en"):
        assert [one.code for one in ASKED] == ["ile", "cel", "wpis", "osobowosc", "zarobek", "zarzad"]
        assert all(str(one.text).endswith("?") and str(one.hint).endswith((".", "?")) for one in ASKED)


def test_groups_of_founders_begin_where_the_law_lets_another_form_in():
    with translation.override("pl"):
        assert [label for _value, label in ASKED[0].options] == [
            "od 1 do 2 osób", "od 3 do 6 osób", "od 7 do 9 osób", "10 osób lub więcej",
        ]  # fmt: skip


def test_the_groups_follow_a_change_of_the_law():
    changed = questions({**NUMBERS, "association.founders": 5, "kgw.founders": 8})

    assert [value for value, _label in changed[0].options] == ["1", "3", "5", "8"]


@pytest.mark.parametrize(
    ("params", "answers"),
    [
        ({"ile": "3", "cel": "wies"}, {"ile": "3", "cel": "wies"}),
        ({"ile": "4", "cel": "WIES", "wpis": "1", "zarzad": "<b>"}, {}),
        ({"ile": "", "cel": "", "zarobek": ""}, {}),
        ({"ile": "-3", "cel": "wies" * 9000, "forma": "kgw"}, {}),
        ({"ile": "10", "osobowosc": "nie", "inne": "tak"}, {"ile": "10", "osobowosc": "nie"}),
    ],
)
def test_only_answers_that_a_question_allows_are_answers(params, answers):
    assert known(params, ASKED) == answers


@pytest.mark.parametrize(
    ("text", "day"),
    [("2027-01-15", date(2027, 1, 15)), ("", None), ("15.01.2027", date(2027, 1, 15)), (" 5.1.2027 r. ", date(2027, 1, 5)), ("15 stycznia", None), ("01/15/2027", None), ("2027-02-30", None), ("0001-01-01", None), ("9999-12-31", None), ("x" * 5000, None)],
)  # fmt: skip
def test_a_day_that_is_no_day_dates_nothing(text, day):
    assert founding_day(text) == day


# founders × purpose

TABLE = {
    "wies": ("nieformalna", "stow_zw", "stow_rej", "kgw"),
    "sport": ("nieformalna", "stow_zw", "klub_sp", "klub_sp"),
    "szkola": ("nieformalna", "stow_zw", "uks", "uks"),
    "straz": ("nieformalna", "stow_zw", "osp", "osp"),
    "praca": ("fundacja", "sp_socjalna", "sp_socjalna", "sp_socjalna"),
    "majatek": ("fundacja", "fundacja", "fundacja", "fundacja"),
    "ogolne": ("nieformalna", "stow_zw", "stow_rej", "stow_rej"),
}


def test_the_table_names_every_purpose():
    assert sorted(TABLE) == sorted(PURPOSES)


@pytest.mark.parametrize("purpose", TABLE)
def test_how_many_you_are_and_what_for_leads_to_a_form(purpose):
    assert tuple(best(ile=founders, cel=purpose) for founders in HOW_MANY) == TABLE[purpose]


def test_whatever_is_answered_the_best_form_can_be_founded_by_so_few():
    choices = [[None, *(value for value, _label in one.options)] for one in ASKED]
    wrong = []
    for given in product(choices[0][1:], choices[1][1:], *choices[2:]):
        answers = {one.code: value for one, value in zip(ASKED, given, strict=True) if value}
        first = decide(answers, NUMBERS)[0]
        if not first.fits or int(answers["ile"]) < NUMBERS.get(first.form.founders, 0):
            wrong.append(answers)

    assert wrong == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code.value)
@pytest.mark.parametrize("founders", HOW_MANY)
def test_a_form_fits_from_its_own_number_of_founders_on(form, founders):
    purpose = (form.made_for or ("ogolne",))[0]
    verdict = about(form.code, ile=founders, cel=purpose)

    assert verdict.fits == (int(founders) >= NUMBERS.get(form.founders, 1))


# what the other answers do


@pytest.mark.parametrize(
    ("answers", "form"),
    [
        ({"osobowosc": "tak", "ile": "3"}, "fundacja"),  # a simple association is no legal person
        ({"osobowosc": "nie", "ile": "7"}, "stow_zw"),
        ({"zarobek": "tak", "ile": "3"}, "fundacja"),
        ({"zarobek": "tak", "ile": "7"}, "stow_rej"),
        ({"zarobek": "tak", "ile": "7", "cel": "sport"}, "stow_rej"),  # not in the register of the starosta
        ({"zarobek": "nie", "ile": "7", "cel": "praca"}, "stow_rej"),
        ({"zarzad": "przedstawiciel", "ile": "7"}, "stow_zw"),
        ({"zarzad": "fundator", "ile": "7"}, "fundacja"),
        ({"zarzad": "zarzad", "ile": "7"}, "stow_rej"),
        ({"wpis": "pozniej", "ile": "10", "cel": "wies"}, "nieformalna"),
        ({"wpis": "tak", "ile": "1"}, "fundacja"),
        ({"wpis": "pozniej", "zarobek": "tak", "ile": "7"}, "stow_rej"),
    ],
)
def test_the_other_answers_decide_among_what_is_possible(answers, form):
    assert best(**{"cel": "ogolne", **answers}) == form


@pytest.mark.parametrize(
    ("code", "answers", "law_says"),
    [
        ("stow_zw", {"zarobek": "tak"}, "art. 42 ust. 1 pkt 3 i 4"),
        ("stow_zw", {"osobowosc": "tak"}, "art. 40 ust. 1 i 1b"),
        ("klub_sp", {"zarobek": "tak", "cel": "sport"}, "art. 4 ust. 7"),
        ("kgw", {"cel": "sport"}, "art. 2"),
        ("osp", {"cel": "ogolne"}, "art. 3"),
    ],
)
def test_what_rules_a_form_out_names_its_article(code, answers, law_says):
    verdict = about(code, **{"ile": "10", "cel": "wies", **answers})

    assert not verdict.fits
    assert [remark.cites[0][1] for remark in verdict.obstacles if remark.cites][-1] == law_says


def test_a_reason_is_not_given_twice():
    for purpose in PURPOSES:
        for verdict in decide({"ile": "3", "cel": purpose, "zarobek": "nie", "osobowosc": "tak"}, NUMBERS):
            texts = [str(remark.text) for remark in verdict.obstacles]
            assert len(texts) == len(set(texts))


def test_without_the_law_nothing_is_ruled_out_by_numbers():
    verdict = next(one for one in decide({"ile": "1", PURPOSE: "wies"}, {}) if one.form.code == "kgw")

    assert (verdict.fits, [str(remark.text) for remark in verdict.doubts]) == (
        True, [_("Check in the act how many founders it needs.")],
    )  # fmt: skip


# the steps


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code.value)
def test_every_form_has_steps_in_order_and_documents_with_contents(form):
    days = [step.day for step in form.steps if step.day is not None]

    assert days == sorted(days)
    assert sum(step.applies for step in form.steps) == (0 if form is data.INFORMAL else 1)
    assert all(document.contents for document in form.documents) and form.documents


def test_without_a_day_the_steps_say_when_in_words():
    with translation.override("en"):
        said = [planned.when for planned in plan(data.ASSOCIATION, None, lambda day: day)][:4]

    assert said == [
        "21 days before the founding day", "14 days before the founding day", "the founding day", "7 days after the founding day",
    ]  # fmt: skip


def test_with_a_day_the_steps_are_dated_and_the_application_waits_for_an_open_office(client, the_law):
    """A week after 26 December 2026 is a Saturday."""
    lines = get(client, ile="3", cel="ogolne", zebranie="2026-12-26").context["lines"]
    days = [line.planned.day for line in lines[:4]]

    assert days == [date(2026, 12, 5), date(2026, 12, 12), date(2026, 12, 26), date(2027, 1, 4)]
    assert lines[4].numbers[0].last_day == date(2027, 1, 11)


# the page


def test_the_first_visit_asks(client, home, the_law):
    answer = get(client)
    page = answer.content.decode()

    assert (answer.status_code, page.count("<legend>")) == (200, 6)
    assert _("Step by step") not in page


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code.value)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_form_has_its_page_in_both_languages(client, home, the_law, form, language):
    params = {"ile": "10", "cel": (form.made_for or ("ogolne",))[0], "forma": form.code.value, "zebranie": "2027-01-15"}
    answer = client.get(URL if language == "pl" else f"/en{URL}", params)
    page = unescape(answer.content.decode())

    assert (answer.status_code, answer.context["shown"].form) == (200, form)
    with translation.override(language):
        name = str(form.code.label)
        assert f'<h2 id="wynik">{name[0].upper()}{name[1:]}</h2>' in page
        assert page.count('<section class="card">') == len(form.documents)
    assert (page.count(" style="), page.count("<style"), page.count("<script"), page.count(" onclick=")) == (0, 0, 0, 0)


def test_the_answer_shows_numbers_of_the_law_with_their_article_and_legal_state(client, home, the_law):
    page = unescape(get(client, ile="3", cel="ogolne").content.decode()).replace("\u00a0", " ")

    assert _("Founders, at least") in page
    assert "art. 40 ust. 2 ustawy – Prawo o stowarzyszeniach" in page
    assert 'href="https://api.sejm.gov.pl/eli/acts/DU/2020/2261"' in page
    assert date_format(statutes.ACTS["associations"].state, "j E Y") in page


def test_a_changed_number_changes_the_page(client, home, the_law):
    LegalTerm.objects.filter(key="founding.association.founders").update(value="5")
    page = get(client, ile="5", cel="ogolne")

    assert (page.context["best"].form.code, page.context["founders"].amount) == (LegalForm.ASSOCIATION, law.amount(LegalTerm(value="5", unit="osób")))  # fmt: skip


def test_another_form_that_fits_can_be_read_and_one_that_does_not_cannot(client, home, the_law):
    fits = get(client, ile="7", cel="ogolne", forma="fundacja").context
    does_not = get(client, ile="7", cel="ogolne", forma="kgw").context

    assert (fits["shown"].form.code, does_not["shown"].form.code) == ("fundacja", "stow_rej")


def test_why_not_the_others_is_said(client, home, the_law):
    context = get(client, ile="3", cel="wies").context

    listed = {verdict.form.code.value for verdict in [context["shown"], *context["others"], *context["ruled_out"]]}
    assert listed == set(BY_CODE)
    assert all(verdict.obstacles for verdict in context["ruled_out"])


def test_the_answers_stay_in_the_form_and_in_print(client, home, the_law):
    answer = get(client, ile="3", cel="wies", zarobek="nie", zebranie="15.01.2027")
    page = answer.content.decode()

    assert [str(label) for _question, label in answer.context["told"]] == [
        dict(questions(NUMBERS)[0].options)["3"], str(dict(ASKED[1].options)["wies"]), _("no"),
    ]  # fmt: skip
    assert page.count(" checked>") == 6  # three answers, three times “we do not know yet”
    assert 'value="15.01.2027"' in page


@pytest.mark.parametrize(
    "query",
    ["ile=abc&cel=wies", "ile=7&cel=nic", "ile=7", "cel=wies", "ile=7&ile=x&cel=wies", "zebranie=2027-02-30", "forma=x", "ile=%ff&cel=%27", "ile=7&cel=wies&zarzad=%3Cscript%3E"],
)  # fmt: skip
def test_an_odd_address_chooses_nothing_and_breaks_nothing(client, home, the_law, query):
    answer = client.get(f"{URL}?{query}")

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
    assert ("best" in answer.context) == query.startswith("ile=7&cel=wies")


@pytest.mark.parametrize(("day", "note"), [("", False), ("15.01.2027", False), ("jutro", True), ("31.02.2027", True)])
def test_a_day_nobody_understands_is_said_and_kept(client, home, the_law, day, note):
    page = get(client, ile="3", cel="wies", zebranie=day).content.decode()

    assert (_("We do not understand the founding day. Write it like this: 15.01.2027.") in page) == note
    assert day == "" or f'value="{day}"' in page


def test_without_the_rows_of_the_law_the_page_says_check(client, home):
    answer = get(client, ile="1", cel="wies")

    assert answer.status_code == 200
    assert _("check in the act") in answer.content.decode()


def test_the_page_is_the_same_for_everybody_and_sets_no_cookie(client, home, the_law, resident):
    stranger = get(client, ile="7", cel="ogolne")
    client.force_login(resident)
    signed_in = client.get(URL, {"ile": "7", "cel": "ogolne"})

    assert stranger.cookies == {}
    assert "csrfmiddlewaretoken" not in stranger.content.decode()
    assert stranger.content == signed_in.content


def test_nothing_can_be_sent_to_it(client, home):
    assert client.post(URL, {"ile": "7"}).status_code == 405


def test_the_directory_and_my_organisations_lead_here(client, branch, resident):
    client.force_login(resident)

    assert f'href="{URL}"' in client.get("/organizacje/").content.decode()
    assert f'href="{URL}"' in client.get(reverse("ngos:mine")).content.decode()


def test_headings_of_the_directory_do_not_skip_a_level(client, organisation):
    page = client.get("/organizacje/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    levels = [int(level) for level in re.findall(r"<h([1-6])", main)]

    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []


def test_one_page_costs_the_same_with_few_and_many_numbers(client, home, the_law, django_assert_max_num_queries):
    for params in ({"ile": "1", "cel": "ogolne"}, {"ile": "10", "cel": "wies", "zebranie": "2027-01-15"}):
        get(client, **params)
        with django_assert_max_num_queries(8):
            get(client, **params)
