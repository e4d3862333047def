"""The self-check: fifteen questions, a plain score, answers that only the organisation's own people see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from ngos.forms.selfcheck import SelfCheckForm
from ngos.models import Membership, OrganisationPage, SelfCheck
from ngos.selfcheck import BY_CODE, QUESTIONS, Answer, known, score, to_mend
from tests.conftest import person
from tests.factories import ngos

CODES = [question.code for question in QUESTIONS]
MAYBE = [question.code for question in QUESTIONS if Answer.NOT_APPLICABLE in question.answers]
ALL_YES = dict.fromkeys(CODES, "yes")


@pytest.fixture(autouse=True)
def in_polish():
    """A test that asks for an English page leaves the next one in Polish."""
    with translation.override("pl"):
        yield


def address(organisation):
    return reverse("ngos:selfcheck", args=[organisation.pk])


def get(client, organisation):
    return client.get(address(organisation))


def post(client, organisation, **answers):
    return client.post(address(organisation), answers)


@pytest.fixture
def signed_in(client, ngo_member):
    client.force_login(ngo_member)
    return client


# the list


def test_there_are_fifteen_questions():
    assert len(QUESTIONS) == len(BY_CODE) == 15


@pytest.mark.parametrize("question", QUESTIONS, ids=CODES)
def test_every_question_asks_says_why_and_advises(question):
    with translation.override("en"):
        assert str(question.text).endswith("?")
        assert str(question.why).endswith(".")
        assert str(question.advice).endswith(".")
    assert question.answers[:3] == (Answer.YES, Answer.PARTLY, Answer.NO)


def test_the_law_is_named_only_where_it_was_read():
    named = [question.code for question in QUESTIONS if question.law]

    assert named == ["privacy", "children", "reports", "money", "insurance", "agreements", "municipality"]


def test_what_concerns_everybody_cannot_be_put_aside():
    assert [code for code in CODES if code not in MAYBE] == [
        "statute", "privacy", "succession", "email", "profile", "municipality",
    ]  # fmt: skip


def test_every_advice_with_a_page_leads_to_a_page_that_exists(signed_in, organisation):
    panel = reverse("ngos:panel", args=[organisation.pk])
    places = sorted({question.place for question in QUESTIONS if question.link})

    assert {place: signed_in.get(panel + place).status_code for place in places} == dict.fromkeys(places, 200)


# the score


@pytest.mark.parametrize(
    ("answers", "done", "concerns", "partly", "unanswered"),
    [
        ({}, 0, 15, 0, 15),
        ({"statute": "yes"}, 1, 15, 0, 14),
        ({"statute": "no"}, 0, 15, 0, 14),
        ({"statute": "partly"}, 0, 15, 1, 14),
        ({"children": "n/a"}, 0, 14, 0, 14),
        ({"statute": "yes", "children": "n/a", "term": "partly", "money": "no"}, 1, 14, 1, 11),
        (ALL_YES, 15, 15, 0, 0),
        ({**ALL_YES, "insurance": "n/a", "agreements": "n/a"}, 13, 13, 0, 0),
        (dict.fromkeys(CODES, "no"), 0, 15, 0, 0),
        ({**ALL_YES, **dict.fromkeys(MAYBE, "n/a")}, 6, 6, 0, 0),
    ],
)
def test_what_is_done_out_of_what_concerns_us(answers, done, concerns, partly, unanswered):
    found = score(answers)

    assert (found.done, found.concerns, found.partly, found.unanswered) == (done, concerns, partly, unanswered)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Answer the first question: we will say what is in order and what to mend."),
        ({"statute": "yes"}, "In order: 1 of 15 that concern you."),
        ({"children": "n/a"}, "In order: 0 of 14 that concern you."),
        (ALL_YES, "Everything that concerns you is in order: 15 of 15."),
        ({**ALL_YES, "children": "n/a"}, "Everything that concerns you is in order: 14 of 14."),
    ],
)
def test_the_score_is_one_sentence(answers, sentence):
    with translation.override("en"):
        assert score(answers).sentence == sentence


@pytest.mark.parametrize(
    ("answers", "rest"),
    [
        ({}, []),
        (ALL_YES, []),
        ({**ALL_YES, "term": "partly"}, ["1 thing is partly done."]),
        (
            {"term": "partly", "money": "partly"},
            ["2 things are partly done.", "13 questions wait for an answer."],
        ),
    ],
)
def test_what_the_sentence_leaves_out_is_said_after_it(answers, rest):
    with translation.override("en"):
        assert score(answers).rest == rest


@pytest.mark.parametrize(
    "stored",
    [
        {"forgotten": "yes"},  # a question that is no longer asked
        {"statute": "maybe"},
        {"statute": "n/a"},  # not an answer of this question
        {"statute": None},
        {"statute": ["yes"]},
    ],
)
def test_stored_answers_that_no_question_allows_are_not_counted(stored):
    assert known(stored) == {}
    assert score(stored) == score({})


def test_what_is_missing_comes_before_what_is_half_done():
    answers = {"statute": "partly", "term": "no", "money": "yes", "email": "no", "children": "n/a"}

    assert [(question.code, answer.value) for question, answer in to_mend(answers)] == [
        ("term", "no"),
        ("email", "no"),
        ("statute", "partly"),
    ]


# the form


def test_a_list_answered_in_part_is_valid():
    form = SelfCheckForm({"statute": "yes", "term": ""})

    assert form.is_valid()
    assert form.answers() == {"statute": "yes"}


@pytest.mark.parametrize(("code", "answer"), [("statute", "n/a"), ("term", "tak"), ("email", "1")])
def test_an_answer_that_is_not_offered_is_refused(code, answer):
    assert list(SelfCheckForm({code: answer}).errors) == [code]


def test_questions_that_were_not_asked_are_not_stored():
    form = SelfCheckForm({"statute": "yes", "pesel": "02070803628"})

    assert form.is_valid()
    assert form.answers() == {"statute": "yes"}


# the page


def test_the_first_visit_asks_and_stores_nothing(signed_in, organisation):
    response = get(signed_in, organisation)

    assert response.status_code == 200
    assert response.content.decode().count("<legend>") == 15
    assert SelfCheck.objects.count() == 0


def test_answers_are_stored_and_shown_again(signed_in, organisation):
    response = post(signed_in, organisation, statute="yes", children="n/a", term="no")

    assert (response.status_code, response.headers["Location"]) == (302, address(organisation))
    stored = SelfCheck.objects.get()
    assert (stored.organisation_id, stored.answers) == (
        organisation.pk,
        {"statute": "yes", "children": "n/a", "term": "no"},
    )
    body = get(signed_in, organisation).content.decode()
    assert body.count("checked") == 15  # three answers, twelve times “no answer yet”
    assert score({"statute": "yes", "children": "n/a", "term": "no"}).sentence in body


def test_advice_is_given_for_no_and_partly_only(signed_in, organisation):
    post(signed_in, organisation, term="no", insurance="partly", statute="yes", children="n/a")
    found = get(signed_in, organisation).context["to_mend"]

    assert [question.code for question, _answer in found] == ["term", "insurance"]


def test_advice_names_the_law_and_the_page_that_helps(signed_in, organisation):
    post(signed_in, organisation, reports="no")
    body = get(signed_in, organisation).content.decode()

    assert str(BY_CODE["reports"].law) in body
    assert f'href="{reverse("ngos:edit", args=[organisation.pk, "pieniadze"])}"' in body


def test_an_answer_can_be_taken_back(signed_in, organisation):
    post(signed_in, organisation, statute="yes", term="no")
    post(signed_in, organisation, statute="", term="yes")

    assert SelfCheck.objects.get().answers == {"term": "yes"}


def test_all_answers_can_be_taken_back(signed_in, organisation):
    post(signed_in, organisation, statute="yes")

    assert post(signed_in, organisation).status_code == 302
    assert SelfCheck.objects.get().answers == {}


def test_a_wrong_answer_keeps_what_was_stored(signed_in, organisation):
    post(signed_in, organisation, statute="yes")

    response = post(signed_in, organisation, statute="no", term="zly")
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert SelfCheck.objects.get().answers == {"statute": "yes"}


def test_two_organisations_of_one_person_have_two_lists(signed_in, ngo_member, organisation, branch):
    second = ngos.make_organisation(branch, slug="druga", title="Druga")
    ngos.make_member(second, ngo_member)
    post(signed_in, organisation, statute="yes")
    post(signed_in, second, statute="no")

    assert {row.organisation_id: row.answers["statute"] for row in SelfCheck.objects.all()} == {
        organisation.pk: "yes",
        second.pk: "no",
    }


def test_a_colleague_sees_the_same_list(client, organisation, ngo_member, resident):
    ngos.make_member(organisation, resident, "editor")
    SelfCheck.objects.create(organisation=organisation, answers={"statute": "yes"})
    client.force_login(resident)

    assert get(client, organisation).context["score"].done == 1


def test_a_dormant_organisation_still_has_its_list(signed_in, organisation):
    OrganisationPage.objects.filter(pk=organisation.pk).update(state="dormant")

    assert get(signed_in, organisation).status_code == 200


def test_the_questions_print_although_forms_do_not(signed_in, organisation):
    """base.css hides <form> on paper: the questions stand outside it and name it."""
    body = get(signed_in, organisation).content.decode()
    inputs = sum(len(question.answers) + 1 for question in QUESTIONS)
    inside = body[body.index('<form id="selfcheck"') :].split("</form>")[0]

    assert body.count('type="radio"') == body.count('form="selfcheck"') == inputs
    assert 'type="radio"' not in inside
    assert "style=" not in body


def test_the_answers_are_kept_out_of_caches_and_search_engines(signed_in, organisation):
    response = get(signed_in, organisation)

    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_the_list_speaks_english_too(signed_in, organisation):
    body = signed_in.get("/en" + address(organisation)).content.decode()

    assert "Is the statute, or are the rules, up to date?" in body


# refusals


def stranger(who, organisation, branch, skawina):
    """People who are not members of this organisation today."""
    today = timezone.localdate()
    user = person(f"{who}@przyklad.example")
    if who == "member_of_another":
        ngos.make_member(ngos.make_organisation(branch, slug="inna"), user, "representative")
    if who == "former_member":
        ngos.make_member(organisation, user, since=today - timedelta(days=90), until=today - timedelta(days=1))
    if who == "future_member":
        ngos.make_member(organisation, user, since=today + timedelta(days=1))
    return user


STRANGERS = ["resident", "member_of_another", "former_member", "future_member"]


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("act", [get, post])
def test_for_others_the_list_does_not_exist(client, organisation, branch, skawina, who, act):
    SelfCheck.objects.create(organisation=organisation, answers={"statute": "yes"})
    client.force_login(stranger(who, organisation, branch, skawina))

    assert act(client, organisation).status_code == 404
    assert SelfCheck.objects.get().answers == {"statute": "yes"}


@pytest.mark.parametrize("act", [get, post])
@pytest.mark.parametrize("office", ["editor", "other_editor", "coordinator", "moderator", "clerk"])
def test_offices_of_the_municipality_do_not_see_the_list(client, request, organisation, office, act):
    client.force_login(request.getfixturevalue(office))

    assert act(client, organisation).status_code == 404
    assert SelfCheck.objects.count() == 0


@pytest.mark.parametrize("act", [get, post])
def test_whoever_is_not_signed_in_is_asked_to_sign_in(client, organisation, act):
    response = act(client, organisation)

    assert response.status_code == 302
    assert response.headers["Location"] == f"{reverse('account_login')}?next={address(organisation)}"
    assert SelfCheck.objects.count() == 0


def test_the_last_day_of_a_membership_still_counts(signed_in, organisation, ngo_member):
    Membership.objects.filter(user=ngo_member).update(until=timezone.localdate())

    assert post(signed_in, organisation, statute="yes").status_code == 302


def test_a_membership_that_ended_closes_the_list_at_once(signed_in, organisation, ngo_member):
    assert get(signed_in, organisation).status_code == 200
    today = timezone.localdate()
    Membership.objects.filter(user=ngo_member).update(since=today - timedelta(days=9), until=today - timedelta(days=1))

    assert get(signed_in, organisation).status_code == 404


def test_an_organisation_that_does_not_exist(signed_in):
    assert signed_in.get(reverse("ngos:selfcheck", args=[987654])).status_code == 404


def test_other_methods_are_refused(signed_in, organisation):
    assert signed_in.delete(address(organisation)).status_code == 405


def test_the_public_profile_does_not_tell_the_answers(client, organisation):
    SelfCheck.objects.create(organisation=organisation, answers=dict.fromkeys(CODES, "no"))
    body = client.get(organisation.get_url()).content.decode()

    assert str(QUESTIONS[0].text) not in body
    assert "samoocena" not in body


def test_one_organisation_or_thirty_cost_the_same(
    signed_in, organisation, ngo_member, branch, django_assert_num_queries
):
    def cost(queries):
        for _again in range(
            2
        ):  # what is remembered is read once; the very first reading stores the settings of the site
            get(signed_in, organisation)
        with django_assert_num_queries(queries):
            get(signed_in, organisation)

    post(signed_in, organisation, **ALL_YES)
    cost(6)
    for number in range(30):
        other = ngos.make_organisation(branch, slug=f"nr-{number}")
        ngos.make_member(other, ngo_member)
        SelfCheck.objects.create(organisation=other, answers=ALL_YES)
    cost(6)
