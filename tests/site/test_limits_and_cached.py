"""How often one visitor may act, what pages remember until it changes, and how refusals are told."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone

from config import urls
from places.models import Area, Municipality, Solectwo, all_places
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.cached import cached, forget
from shared.intake.limits import client_address, too_many
from shared.middleware import AdminPolicyMiddleware
from tests.factories import scenery

ADDRESS = "203.0.113.7"


@pytest.fixture(autouse=True)
def three_times_a_minute(settings):
    """The cache in memory, whichever the run uses: its clock is the one these tests move."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"}}
    cache.clear()
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "a": (3, 60), "b": (1, 60), "never": (0, 60)}


# --- limits ---------------------------------------------------------------------------------------------------


def test_three_times_pass_and_the_fourth_does_not():
    assert [too_many("a", ADDRESS) for _time in range(5)] == [False, False, False, True, True]


def test_every_visitor_and_every_act_is_counted_apart():
    found = [too_many(act, who) for act, who in [("b", "x"), ("b", "y"), ("a", "x"), ("b", "x"), ("a", "x")]]

    assert found == [False, False, False, True, False]


def test_capital_letters_make_no_other_person():
    assert [too_many("b", who) for who in ("Anna@przyklad.example", "anna@PRZYKLAD.example")] == [False, True]


@pytest.mark.parametrize(("seconds", "limited"), [(0, True), (59, True), (61, False), (3600, False)])
def test_the_limit_ends_with_its_time_counted_from_the_first_act(seconds, limited):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        too_many("b", ADDRESS)
        clock.move_to(now + timedelta(seconds=seconds))
        assert too_many("b", ADDRESS) is limited


def test_a_visitor_who_keeps_trying_is_not_kept_out_for_ever():
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        for second in range(0, 60, 5):
            clock.move_to(now + timedelta(seconds=second))
            too_many("b", ADDRESS)
        clock.move_to(now + timedelta(seconds=61))
        assert too_many("b", ADDRESS) is False


def test_whoever_is_unknown_is_not_limited_together_with_others():
    assert [too_many("never", who) for who in ("", "", ADDRESS)] == [False, False, True]


def test_an_act_without_a_limit_is_an_error_not_a_gap():
    with pytest.raises(KeyError):
        too_many("unheard of", ADDRESS)


def test_nobody_s_address_is_kept():
    too_many("a", ADDRESS)
    keys = "".join(cache._cache)  # of the cache in memory

    assert "limit:a:" in keys
    assert (ADDRESS in keys, sha256(ADDRESS.encode()).hexdigest() in keys) == (False, False)


ADDRESSES = [
    # the header that the proxy sets, what the request carries, the address that counts
    ("REMOTE_ADDR", {"REMOTE_ADDR": ADDRESS, "HTTP_X_REAL_IP": "10.0.0.1"}, ADDRESS),
    ("REMOTE_ADDR", {"REMOTE_ADDR": ADDRESS, "HTTP_X_FORWARDED_FOR": "10.0.0.1"}, ADDRESS),
    ("HTTP_X_REAL_IP", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": ADDRESS}, ADDRESS),
    ("HTTP_X_REAL_IP", {"REMOTE_ADDR": ADDRESS}, ADDRESS),
    ("HTTP_X_REAL_IP", {"REMOTE_ADDR": ""}, ""),
]


@pytest.mark.parametrize(("header", "carries", "counts"), ADDRESSES)
def test_a_visitor_cannot_choose_an_address(settings, header, carries, counts):
    settings.CLIENT_ADDRESS_HEADER = header

    assert client_address(RequestFactory().get("/", **carries)) == counts


@pytest.mark.indexed
@pytest.mark.parametrize("address", ["203.0.113.7", "203.0.113.8"])
def test_the_search_is_limited_for_one_address_only(client, home, settings, address):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search.address": (2, 60)}
    found = [client.get("/szukaj/?q=ścieżka", REMOTE_ADDR=ADDRESS).status_code for _time in range(3)]

    assert found == [200, 200, 429]
    assert client.get("/szukaj/", REMOTE_ADDR=ADDRESS).status_code == 200
    assert client.get("/szukaj/?q=ścieżka", REMOTE_ADDR=address).status_code == (429 if address == ADDRESS else 200)


# --- remembered lists -----------------------------------------------------------------------------------------


def names() -> list[str]:
    return [place.name for place in all_places()]


def test_a_list_is_read_once(skawina, django_assert_num_queries):
    all_places()

    with django_assert_num_queries(0):
        assert names() == ["Skawina"]


CHANGES = {
    "a new row": (lambda: Municipality.objects.create(name="Liszki", slug="l", terc="1206072", kind="2"), 2),
    "a row changed": (lambda: Municipality.objects.get().save(), 1),
    "a row deleted": (lambda: Municipality.objects.get().delete(), 0),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_list_is_forgotten_when_one_of_its_rows_changes(skawina, what, django_assert_num_queries):
    all_places()
    change, count = CHANGES[what]
    change()

    with django_assert_num_queries(1):
        assert len(all_places()) == count


def test_rows_of_other_lists_forget_nothing(skawina, django_assert_num_queries):
    all_places()
    Solectwo.objects.create(municipality=skawina, name="Borek", slug="borek")
    Area.objects.create(name="Obszar", slug="obszar").municipalities.add(skawina)

    with django_assert_num_queries(0):
        assert names() == ["Skawina"]


def test_a_change_past_the_model_is_seen_within_a_minute(skawina):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        before = names()
        Municipality.objects.update(name="Nowa nazwa")
        found = []
        for second in (59, 61):
            clock.move_to(now + timedelta(seconds=second))
            found.append(names())

    assert [before, *found] == [["Skawina"], ["Skawina"], ["Nowa nazwa"]]


def test_every_argument_is_remembered_apart_until_forgotten():
    asked = []

    @cached("test-doubled")
    def doubled(number: int) -> int:
        asked.append(number)
        return number * 2

    assert [doubled(2), doubled(3), doubled(2)] == [4, 6, 4]
    forget("test-doubled")
    assert [doubled(2), asked] == [4, [2, 3, 2]]


def test_empty_findings_are_remembered_too():
    asked = []

    @cached("test-empty")
    def empty() -> list:
        return asked.append(1) or []

    assert [empty(), empty(), asked] == [[], [], [1]]


def test_a_changed_municipality_is_on_the_front_page_at_once(client, home, skawina):
    before = client.get("/").content.decode()
    skawina.name = "Skawina Nowa"
    skawina.save()
    after = client.get("/").content.decode()

    assert ("Skawina Nowa" in before, "Skawina Nowa" in after) == (False, True)


# --- policies and refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "lax"), [("/", False), ("/cms-x/", False), ("/x/cms/", False), ("/cms/", True)])
def test_the_laxer_policy_holds_below_the_admin_only(settings, address, lax):
    answer = AdminPolicyMiddleware(lambda request: HttpResponse())(RequestFactory().get(address))

    assert getattr(answer, "_csp_replace", None) == (settings.ADMIN_CONTENT_SECURITY_POLICY if lax else None)
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Permissions-Policy"] == "camera=(), microphone=(), geolocation=(), payment=(), usb=()"


REFUSALS = {
    "refused": (MoveRefused(["Brakuje <b>planu</b>.", "Brakuje mapy."]), 409),
    "late": (MoveNotAllowed("cannot hide from hidden"), 409),
    "broken": (BadRequest("broken"), 400),
}


def refuse(request, name):
    raise REFUSALS[name][0]


urlpatterns = [path("proba/<slug:name>/", refuse), *urls.urlpatterns]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_a_page_with_sentences_and_not_an_error_of_the_server(client, home, name):
    answer = client.get(f"/proba/{name}/")
    page = answer.content.decode()
    sentences = ["Brakuje &lt;b&gt;planu&lt;/b&gt;.", "Brakuje mapy.", "cannot hide"]

    assert answer.status_code == REFUSALS[name][1]
    assert [sentence in page for sentence in sentences] == [name == "refused", name == "refused", False]


@pytest.mark.urls(__name__)
def test_a_real_error_is_not_hidden_behind_a_refusal(client, home):
    with pytest.raises(KeyError):
        client.get("/proba/unknown/")


BROKEN = {
    "NUL in a field": {"data": {"opinion": "a\x00b", "kind": "general", "step": "send"}},
    "another encoding": {"data": "opinion=%b1", "content_type": "application/x-www-form-urlencoded; charset=utf-16"},
    "a broken upload": {"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary="},
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_form_is_refused_and_stores_nothing(client, consultation, stage, what):
    from consultations.models import Comment

    answer = client.post(f"/uwagi/{stage.pk}/nowa/", **BROKEN[what])

    assert (answer.status_code, Comment.objects.count()) == (422 if what == "NUL in a field" else 400, 0)


def test_the_limit_of_following_is_told_and_stores_nothing(client, lists, settings):
    from consultations.models import Follower

    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "follow.email": (0, 60)}
    page = scenery.make_consultation(lists[0])
    scenery.make_stages(page)
    scenery.announced(page)

    answer = client.post(f"/obserwuj/{page.pk}/", {"email": "ola@przyklad.example"})

    assert (answer.status_code, Follower.objects.count()) == (429, 0)
