"""Voting on a phone: the code, one paper for a device, refusals that keep what was typed, the screen for the room."""

import uuid

import pytest
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from strategy.codes import LENGTH, SIGNS, make_code, read_code
from strategy.lifecycle import BALLOT
from strategy.models import Ballot, BallotPaper
from tests.factories import strategy as scene
from tests.kept import kept

GOOD = {"S-A1": 2, "S-A2": 1, "S-A3": 3, "W-A1": 4, "W-A2": 3, "W-A3": 2, "W-A4": 1}


def url(ballot, name="ballot"):
    return reverse(f"strategy:{name}", args=[ballot.code])


def send(client, ballot, entries=None, key=None):
    return client.post(url(ballot), {"form_key": key or uuid.uuid4(), **(GOOD if entries is None else entries)})


def stored():
    return [paper.entries for paper in BallotPaper.objects.all()]


# --- the code -----------------------------------------------------------------------------------------------------


def test_codes_have_six_signs_that_nobody_mistakes():
    codes = [make_code() for _number in range(200)]

    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) <= set(SIGNS)
    assert [sign for sign in "0O1I" if sign in SIGNS] == []
    assert len(set(codes)) == 200


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7P2XM", "K7P2XM"), ("k7p 2xm", "K7P2XM"), (" K7P-2XM ", "K7P2XM"), ("k7p\u00a02xm", "K7P2XM"),
        ("", ""), ("K7P2X", ""), ("K7P2XMM", ""), ("K7P2X0", ""), ("K7P2XI", ""), ("ąęśćżź", ""), ("K" * 500, ""),
    ],
)  # fmt: skip
def test_a_code_is_read_as_it_was_meant(typed, code):
    assert read_code(typed) == code


def test_a_typed_code_leads_to_the_paper(client, ballot):
    assert client.get(reverse("strategy:enter")).status_code == 200

    answer = client.get(reverse("strategy:enter"), {"kod": "k7p 2xm"})

    assert (answer.status_code, answer["Location"]) == (302, url(ballot))
    assert client.get("/glos/k7p2xm/")["Location"] == url(ballot)


@pytest.mark.parametrize("typed", ["", "K7P2X", "K7P2X0"])
def test_what_cannot_be_a_code_gets_a_sentence_and_stays_typed(client, ballot, typed):
    answer = client.get(reverse("strategy:enter"), {"kod": typed})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["kod"]
    assert f'value="{typed}"' in answer.content.decode() or not typed


def test_a_wrong_code_gets_a_sentence(client, ballot):
    answer = client.get("/glos/AAAAAA/")

    sentence = gettext("There is no ballot with this code. Compare it with the screen, sign by sign.")
    assert (answer.status_code, answer.context["form"].errors["kod"]) == (404, [sentence])


@pytest.mark.parametrize("code", ["%00", "A" * 300, "ąćę", "' OR 1=1"])
def test_nonsense_instead_of_a_code_is_refused_politely(client, ballot, code):
    assert client.get(f"/glos/{code}/").status_code in (400, 404)


def test_codes_are_not_to_be_guessed_by_trying(client, ballot, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "ballot.code": (2, 600)}
    statuses = [client.get("/glos/AAAAAA/").status_code for _attempt in range(2)]

    refused = client.get(url(ballot))

    assert (statuses, refused.status_code) == ([404, 404], 429)
    assert gettext("Wait a few minutes and type the code again.") in refused.content.decode()


# --- the paper ----------------------------------------------------------------------------------------------------


def test_a_paper_is_stored_and_its_receipt_says_what_was_given(client, ballot):
    answer = send(client, ballot)
    receipt = client.get(answer["Location"])

    assert (answer.status_code, answer["Location"]) == (302, url(ballot, "receipt"))
    assert stored() == [GOOD]
    assert [(quadrant.value, rows) for quadrant, rows in receipt.context["parts"]] == [
        ("strength", [(1, "Zdanie S-A2"), (2, "Zdanie S-A1"), (3, "Zdanie S-A3")]),
        ("weakness", [(1, "Zdanie W-A4"), (2, "Zdanie W-A3"), (3, "Zdanie W-A2"), (4, "Zdanie W-A1")]),
    ]


def test_a_paper_says_nothing_about_who_sent_it(client, ballot, resident):
    client.force_login(resident)
    send(client, ballot)

    assert sorted(field.name for field in BallotPaper._meta.get_fields()) == [
        "ballot", "changed_at", "created_at", "entries", "form_key", "id",
    ]  # fmt: skip
    assert "form_key" not in str(dict(client.session))


def test_the_key_of_the_paper_is_kept_by_the_device_only_and_signed(client, ballot):
    send(client, ballot)
    cookie = client.cookies[f"karta-{ballot.code}"]

    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["max-age"]) == (True, "Lax", 604800)
    client.cookies[f"karta-{ballot.code}"] = cookie.value[:-1] + "x"
    assert client.get(url(ballot, "receipt"))["Location"] == url(ballot)
    with pytest.raises(signing.BadSignature):
        signing.get_cookie_signer(salt="x").unsign(cookie.value)


def test_one_device_has_one_paper_which_may_be_changed(client, ballot):
    send(client, ballot)
    changed = {**GOOD, "S-A1": 1, "S-A2": 2}
    shown = client.get(url(ballot))

    send(client, ballot, changed)

    assert [str(shown.context["form"][key].value()) for key in GOOD] == [str(place) for place in GOOD.values()]
    assert stored() == [changed]


def test_two_devices_have_two_papers(client, ballot):
    send(client, ballot)
    client.cookies.clear()
    send(client, ballot)

    assert stored() == [GOOD, GOOD]


def test_a_form_sent_twice_is_one_paper(client, ballot):
    key = uuid.uuid4()
    for _time in range(2):
        client.cookies.clear()  # the second click leaves before the first answer has come
        send(client, ballot, key=key)

    assert stored() == [GOOD]


def test_the_key_of_another_ballot_makes_a_new_paper(client, ballot, version):
    other = scene.make_ballot(version, code="B23456")
    key = uuid.uuid4()
    send(client, ballot, key=key)
    send(client, other, {"S-A1": 1, "S-A2": 2, "S-A3": 3}, key=key)

    assert [paper.ballot.code for paper in BallotPaper.objects.order_by("pk")] == ["K7P2XM", "B23456"]
    assert stored()[0] == GOOD


def test_a_broken_key_is_replaced_without_a_word(client, ballot):
    assert send(client, ballot, key="to-nie-klucz").status_code == 302
    assert stored() == [GOOD]


def test_a_part_may_be_left_empty(client, ballot):
    entries = {"S-A1": 1, "S-A2": 2, "S-A3": 3}

    assert send(client, ballot, entries).status_code == 302
    assert stored() == [entries]


REFUSED = [
    # what was typed, which part has to be mended, what is said about it
    ({"S-A1": 1, "S-A2": 1, "S-A3": 2}, "strength", [("Place", "1"), ("missing", "3")]),
    ({"S-A1": 1}, "strength", [("missing", "2, 3")]),
    ({"W-A1": 1, "W-A2": 1, "W-A3": 2, "W-A4": 2}, "weakness", [("Place", "1, 2"), ("missing", "3, 4")]),
]


@pytest.mark.parametrize(("entries", "part", "said"), REFUSED)
def test_every_place_is_given_once(client, ballot, entries, part, said):
    answer = send(client, ballot, entries)
    groups = {group.quadrant.value: group for group in answer.context["form"].groups}

    sentences = {
        "Place": ("Place %(places)s is given more than once.", "Places %(places)s are given more than once."),
        "missing": ("Place %(places)s is missing.", "Places %(places)s are missing."),
    }
    expected = [ngettext(*sentences[kind], places.count(",") + 1) % {"places": places} for kind, places in said]
    assert (answer.status_code, stored()) == (422, [])
    assert groups[part].errors == expected
    assert [name for name, group in groups.items() if group.errors] == [part]


def test_a_refused_paper_keeps_what_was_typed_and_marks_the_fields(client, ballot):
    answer = send(client, ballot, {"S-A1": 1, "S-A2": 1, "S-A3": 2, "W-A1": 1, "W-A2": 2, "W-A3": 3, "W-A4": 4})
    html = answer.content.decode()

    form = answer.context["form"]
    assert [form[key].value() for key in ("S-A1", "S-A2", "S-A3", "W-A4")] == ["1", "1", "2", "4"]
    assert html.count('aria-invalid="true"') == 3
    assert 'href="#grupa-strength"' in html and 'id="grupa-strength-error"' in html


@pytest.mark.parametrize("value", ["9", "0", "-1", "1.5", "pierwsze", "1" * 50])
def test_a_place_that_does_not_exist_gets_a_sentence(client, ballot, value):
    answer = send(client, ballot, {**GOOD, "S-A1": value})

    sentence = gettext("Choose places from 1 to %(most)s.") % {"most": 3}
    assert (answer.status_code, answer.context["form"].groups[0].errors) == (422, [sentence])
    assert stored() == []


def test_an_empty_paper_is_not_sent(client, ballot):
    answer = send(client, ballot, {})

    assert (answer.status_code, stored()) == (422, [])
    assert gettext("The paper is empty. Fill in at least one part.") in answer.content.decode()


def test_items_that_are_not_on_the_paper_are_left_out(client, ballot):
    send(client, ballot, {**GOOD, "O-A1": 1, "O-A2": 2, "X-9": 5})

    assert stored() == [GOOD]


def test_one_item_alone_needs_no_order(client, version):
    ballot = scene.make_ballot(version, quadrants=["threat", "opportunity"])

    assert [group.quadrant.value for group in client.get(url(ballot)).context["form"].groups] == ["opportunity"]


# --- points -------------------------------------------------------------------------------------------------------


@kept
def points(version):
    return scene.make_ballot(version, method="points", code="P23456", quadrants=["strength"])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"S-A1": 10}, {"S-A1": 10, "S-A2": 0, "S-A3": 0}),
        ({"S-A1": 4, "S-A2": 3, "S-A3": 3}, {"S-A1": 4, "S-A2": 3, "S-A3": 3}),
        ({"S-A1": 1, "S-A2": ""}, {"S-A1": 1, "S-A2": 0, "S-A3": 0}),
    ],
)
def test_points_are_shared_out(client, points, given, kept):
    assert send(client, points, given).status_code == 302
    assert stored() == [kept]


@pytest.mark.parametrize(("given", "over"), [({"S-A1": 10, "S-A2": 1}, 1), ({"S-A1": 10, "S-A2": 5}, 5)])
def test_nobody_gives_more_points_than_they_have(client, points, given, over):
    answer = send(client, points, given)

    sentence = ngettext(
        "You gave %(given)s points and have %(most)s. Take %(over)s point back.",
        "You gave %(given)s points and have %(most)s. Take %(over)s points back.",
        over,
    ) % {"given": 10 + over, "most": 10, "over": over}
    assert (answer.status_code, answer.context["form"].groups[0].errors, stored()) == (422, [sentence], [])


@pytest.mark.parametrize("value", ["11", "-1", "pół"])
def test_points_are_whole_numbers_in_range(client, points, value):
    answer = send(client, points, {"S-A1": value})

    sentence = gettext("Give whole numbers from 0 to %(most)s.") % {"most": 10}
    assert (answer.status_code, answer.context["form"].groups[0].errors) == (422, [sentence])


def test_nothing_but_zeros_is_an_empty_paper(client, points):
    assert send(client, points, {"S-A1": 0, "S-A2": 0}).status_code == 422


# --- before, during, after ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "shown", "status"), [("draft", False, 409), ("open", True, 302), ("closed", False, 409)]
)
def test_papers_are_taken_while_the_ballot_is_open(client, version, state, shown, status):
    ballot = scene.make_ballot(version, state=state)

    page = client.get(url(ballot))

    assert (page.status_code, '<form class="form ballot"' in page.content.decode()) == (200, shown)
    assert send(client, ballot).status_code == status
    assert len(stored()) == (1 if status == 302 else 0)


def test_who_is_late_by_a_second_keeps_what_they_typed(client, ballot, coordinator):
    BALLOT.apply("close", Ballot.objects.get(), by=coordinator)

    answer = send(client, ballot)

    assert (answer.status_code, stored()) == (409, [])
    assert [answer.context["form"][key].value() for key in GOOD] == [str(place) for place in GOOD.values()]
    assert (
        gettext("Your paper was not stored. What you typed stands below: show it to the person who runs the session.")
        in answer.content.decode()
    )


def test_a_change_that_comes_too_late_leaves_the_first_paper(client, ballot, coordinator):
    send(client, ballot)
    BALLOT.apply("close", Ballot.objects.get(), by=coordinator)

    answer = send(client, ballot, {**GOOD, "S-A1": 1, "S-A2": 2})

    assert (answer.status_code, stored()) == (409, [GOOD])
    assert (
        gettext("This change was not stored: the paper you sent before counts. What you have just typed stands below.")
        in answer.content.decode()
    )
    assert client.get(url(ballot, "receipt")).status_code == 200


def test_too_many_papers_from_one_address_wait_and_are_not_lost(client, ballot, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "ballot.paper": (0, 600)}

    answer = send(client, ballot)

    assert (answer.status_code, stored()) == (429, [])
    assert [answer.context["form"][key].value() for key in GOOD] == [str(place) for place in GOOD.values()]


def test_only_known_ways_of_asking_are_answered(client, ballot):
    assert [client.put(url(ballot)).status_code, client.post(url(ballot, "room")).status_code] == [405, 405]
    assert client.head(url(ballot)).status_code == 200


@pytest.mark.parametrize("name", ["ballot", "receipt", "room"])
def test_no_page_of_a_ballot_is_kept_by_caches(client, ballot, name):
    send(client, ballot)
    answer = client.get(url(ballot, name))

    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


# --- the screen for the room --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "hidden", "missing"), [(0, True, 5), (4, True, 1), (5, False, 0), (18, False, 0)])
def test_the_order_is_hidden_until_five_have_voted(client, ballot, count, hidden, missing):
    scene.make_papers(ballot, count)

    answer = client.get(url(ballot, "room"))
    groups = answer.context["result"].groups

    assert answer.context["result"].papers == count
    assert [(group.is_hidden, group.missing, bool(group.rows)) for group in groups] == [
        (hidden, missing, not hidden)
    ] * 2
    assert ("Zdanie S-A1" in answer.content.decode()) is not hidden


def test_a_part_that_few_have_filled_in_stays_hidden_on_its_own(client, ballot):
    scene.make_papers(ballot, 4)
    scene.make_papers(ballot, 3, entries={"W-A1": 1, "W-A2": 2, "W-A3": 3, "W-A4": 4})

    groups = client.get(url(ballot, "room")).context["result"].groups

    assert [(group.quadrant.value, group.papers, group.is_hidden) for group in groups] == [
        ("strength", 4, True), ("weakness", 7, False),
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "exact"), [("open", False), ("closed", True)])
def test_exact_numbers_come_after_the_closing(client, version, state, exact):
    ballot = scene.make_ballot(version, state=state)
    scene.make_papers(ballot, 6)

    assert (gettext("mean place") in client.get(url(ballot, "room")).content.decode()) is exact


def test_bars_are_as_long_as_the_result(client, ballot):
    scene.make_papers(ballot, 5, entries={"S-A1": 1, "S-A2": 2, "S-A3": 3})

    group = client.get(url(ballot, "room")).context["result"].groups[0]

    assert [(row.item.key, row.bar) for row in group.rows] == [("S-A1", 100), ("S-A2", 50), ("S-A3", 0)]


def test_bars_of_points_are_measured_by_the_most(client, points):
    scene.make_papers(points, 5, entries={"S-A1": 2, "S-A2": 8, "S-A3": 0})

    group = client.get(url(points, "room")).context["result"].groups[0]

    assert [(row.item.key, row.bar) for row in group.rows] == [("S-A2", 100), ("S-A1", 25), ("S-A3", 0)]


def test_the_screen_shows_the_short_address_and_the_code_in_two_halves(client, ballot, settings):
    settings.PUBLIC_URL = "https://razem.example"
    html = client.get(url(ballot, "room")).content.decode()

    words = " ".join(html.split())
    assert "razem.example/glos<" in words and "K7P 2XM" in words


@pytest.mark.parametrize(
    ("state", "query", "refresh"),
    [
        ("open", "", ""),
        ("open", "?co=10", "10"),
        ("open", "?co=1", ""),
        ("open", "?co=abc", ""),
        ("closed", "?co=10", ""),
    ],
)
def test_the_screen_reads_itself_anew_only_when_asked_to(client, version, state, query, refresh):
    ballot = scene.make_ballot(version, state=state)
    html = client.get(url(ballot, "room") + query).content.decode()

    assert (f'<meta http-equiv="refresh" content="{refresh}">' in html) is bool(refresh)
    assert ('http-equiv="refresh"' in html) is bool(refresh)


@pytest.mark.parametrize("count", [1, 30])
def test_the_screen_costs_the_same_for_one_and_for_thirty_papers(client, ballot, count, django_assert_max_num_queries):
    scene.make_papers(ballot, count)
    client.get(url(ballot, "room"))

    with django_assert_max_num_queries(5):
        client.get(url(ballot, "room"))


def test_sending_a_paper_costs_little(client, ballot, django_assert_max_num_queries):
    client.get(url(ballot))

    with django_assert_max_num_queries(12):
        assert send(client, ballot).status_code == 302


@pytest.mark.parametrize("name", ["ballot", "room"])
def test_the_ballot_speaks_english_too(client, ballot, name):
    answer = client.get("/en" + url(ballot, name))

    assert (answer.status_code, "Cooperation" in answer.content.decode()) == (200, True)
