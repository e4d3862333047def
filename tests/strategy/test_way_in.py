"""How people in the room come to a ballot: QR code, address and code, on the screen and on a sheet of paper."""

import pytest
import segno
from django.urls import reverse
from django.utils.translation import gettext

from shared.looks.qr import qr_svg
from strategy.links import ballot_address, short_address
from tests.factories import strategy as scene


@pytest.fixture(autouse=True)
def public_address(settings):
    settings.PUBLIC_URL = "https://razem.example"


def url(ballot, name):
    return reverse(f"strategy:{name}", args=[ballot.code])


def test_the_code_holds_the_whole_address_of_the_paper(ballot):
    assert ballot_address(ballot) == "https://razem.example/glos/K7P2XM/"
    assert short_address() == "razem.example/glos"


def test_a_picture_is_dark_on_white_with_its_quiet_margin_and_without_script():
    svg = qr_svg("https://razem.example/glos/K7P2XM/")
    side = segno.make_qr("https://razem.example/glos/K7P2XM/", error="m").symbol_size()[0]

    assert svg.startswith(f'<svg viewBox="0 0 {side} {side}" class="qr">')
    assert ('fill="#fff"' in svg, 'stroke="#000"' in svg, "style" in svg, "script" in svg) == (True, True, False, False)


def test_another_address_is_another_picture():
    assert qr_svg("https://razem.example/glos/AAAAAA/") != qr_svg("https://razem.example/glos/AAAAAB/")


@pytest.mark.parametrize("name", ["room", "sheet"])
@pytest.mark.parametrize("state", ["draft", "open"])
def test_screen_and_sheet_show_picture_name_address_and_code(client, version, name, state):
    ballot = scene.make_ballot(version, state=state)
    html = " ".join(client.get(url(ballot, name)).content.decode().split())

    label = gettext("QR code that opens the ballot paper of code %(code)s") % {"code": "K7P2XM"}
    assert f'role="img" aria-label="{label}" >{qr_svg(ballot_address(ballot))}</span>' in html
    assert ("<strong>razem.example/glos</strong>" in html, '"room-code">K7P 2XM<' in html) == (True, True)
    assert html.count("<script") == 0


def test_the_sheet_says_which_session_and_which_area(client, version, session):
    html = client.get(url(scene.make_ballot(version, session=session), "sheet")).content.decode()

    assert [text in html for text in (session.title, "Współpraca", gettext("Vote on your phone"))] == [True] * 3


def test_a_closed_ballot_has_no_way_in(client, version):
    ballot = scene.make_ballot(version, state="closed")

    assert "<svg viewBox" not in client.get(url(ballot, "room")).content.decode().split("<main")[1]
    answer = client.get(url(ballot, "sheet"))
    assert (answer.status_code, answer["Location"]) == (302, url(ballot, "room"))


@pytest.mark.parametrize(("code", "status"), [("K7P2XQ", 404), ("abc", 404)])
def test_a_wrong_code_has_no_sheet(client, ballot, code, status):
    assert client.get(f"/glos/{code}/kartka/").status_code == status


def test_a_sheet_is_only_read_and_kept_by_no_cache(client, ballot):
    assert client.post(url(ballot, "sheet")).status_code == 405
    assert "no-store" in client.get(url(ballot, "sheet"))["Cache-Control"]


def test_the_sheet_speaks_english_and_leads_to_the_english_paper(client, ballot):
    html = client.get("/en" + url(ballot, "sheet")).content.decode()

    assert ("Vote on your phone" in html, qr_svg("https://razem.example/en/glos/K7P2XM/") in html) == (True, True)


def test_the_sheet_costs_little(client, ballot, django_assert_max_num_queries):
    client.get(url(ballot, "sheet"))

    with django_assert_max_num_queries(3):
        client.get(url(ballot, "sheet"))


@pytest.mark.parametrize(("state", "there"), [("draft", True), ("open", True), ("closed", False)])
def test_the_coordinator_finds_the_sheet_beside_the_ballot(client, version, coordinator, state, there):
    ballot = scene.make_ballot(version, state=state)
    client.force_login(coordinator)
    html = client.get(reverse("strategy_admin:ballot", args=[ballot.pk])).content.decode()

    assert (url(ballot, "sheet") in html) is there
