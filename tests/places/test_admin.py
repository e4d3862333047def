"""Adding a municipality is data entry: through the screens of /cms/, by coordinators, checked as it is typed."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office, User
from accounts.services import grant_office
from consultations.models import ConsultationIndexPage
from home.tree import make_tree
from places.models import Area, Municipality, PrivacyNotice, Solectwo
from tests.factories import scenery

WARSAW = ZoneInfo("Europe/Warsaw")
ZABIERZOW = {
    "name": "Zabierzów", "slug": "zabierzow", "terc": "1206162", "kind": "2", "hue": "6", "label_x": "25", "label_y": "0",
    "outline": "M0 0L50 0L50 50Z", "email": "gmina@przyklad.example", "latitude": "50.11", "longitude": "19.8",
}  # fmt: skip
WHO = {
    "coordinator": True, "clerk": False, "moderator": False, "editor": False, "resident": False, "stranger": False
}  # fmt: skip


@pytest.fixture(autouse=True)
def without_totp(settings):
    settings.STAFF_WITHOUT_TOTP = True


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def add(client, **changes):
    """Send the form of a new municipality; the codes: 302 saved, 200 shown again with errors."""
    return client.post(reverse("municipality:add"), {**ZABIERZOW, **changes})


def errors(answer) -> set[str]:
    return set(answer.context["form"].errors)


# --- who ------------------------------------------------------------------------------------------------------

LISTS = ["municipality", "solectwo", "area", "privacynotice"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", WHO)
def test_only_a_coordinator_keeps_the_lists_of_places(client, request, home, skawina, who, name):
    if who != "stranger":
        client.force_login(request.getfixturevalue(who))
    codes = [client.get(reverse(f"{name}:{act}")).status_code for act in ("index", "add")]

    assert codes == ([200, 200] if WHO[who] else [302, 302])


@pytest.mark.parametrize("who", WHO)
def test_only_a_coordinator_adds_changes_and_deletes_a_municipality(client, request, liszki, who):
    if who != "stranger":
        client.force_login(request.getfixturevalue(who))
    add(client)
    client.post(
        reverse("municipality:edit", args=[liszki.pk]), {**ZABIERZOW, "name": "L", "slug": "l", "terc": "1206072"}
    )
    found = set(Municipality.objects.exclude(slug="skawina").values_list("name", flat=True))
    client.post(reverse("municipality:delete", args=[liszki.pk]))

    assert found == ({"Zabierzów", "L"} if WHO[who] else {"Liszki"})
    assert Municipality.objects.filter(pk=liszki.pk).exists() is not WHO[who]


# --- from the form to the site --------------------------------------------------------------------------------


def test_a_municipality_typed_in_is_on_the_front_page_at_once(desk, home):
    before = desk.get("/").content.decode()
    answer = add(desk)
    page = desk.get("/").content.decode()

    marks = ('d="M0 0L50 0L50 50Z"', '<option value="zabierzow"')
    assert (answer.status_code, [mark in before for mark in marks]) == (302, [False, False])
    assert [mark in page for mark in marks] == [True, True]


def test_a_municipality_typed_in_gets_its_branch_its_editor_and_its_consultation(desk, neighbour):
    make_tree()
    add(desk)
    make_tree()
    place = Municipality.objects.get()
    branch = ConsultationIndexPage.objects.get(municipality=place)
    grant_office(neighbour, Office.Role.HOST, place)
    consultation = scenery.make_consultation(branch)
    scenery.make_stages(consultation)
    scenery.announced(consultation)

    assert desk.get("/konsultacje/zabierzow/swietlice/").status_code == 200
    assert branch.permissions_for_user(User.objects.get(pk=neighbour.pk)).can_add_subpage() is True


def test_every_field_typed_in_is_kept(desk):
    add(
        desk,
        address="Rynek 1",
        phone="12 555 01 30",
        site_url="https://zabierzow.example",
        bip_url="https://bip.example",
    )
    place = Municipality.objects.values().get()

    assert {name: str(place[name]) for name in ZABIERZOW} == {
        **ZABIERZOW, "latitude": "50.11000", "longitude": "19.80000"
    }  # fmt: skip
    assert (place["address"], place["phone"], place["site_url"], place["bip_url"]) == (
        "Rynek 1", "12 555 01 30", "https://zabierzow.example", "https://bip.example"
    )  # fmt: skip


def test_a_village_and_an_area_are_data_too(desk, skawina):
    village = {"municipality": skawina.pk, "name": "Borek Szlachecki", "slug": "borek-szlachecki"}
    codes = [desk.post(reverse("solectwo:add"), village).status_code for _time in range(2)]
    area = {"name": "Blisko", "slug": "blisko", "municipalities": [skawina.pk]}
    codes.append(desk.post(reverse("area:add"), area).status_code)

    assert codes == [302, 200, 302]
    assert [(row.name, row.municipality) for row in Solectwo.objects.all()] == [("Borek Szlachecki", skawina)]
    assert [list(row.municipalities.all()) for row in Area.objects.all()] == [[skawina]]


def test_two_municipalities_may_have_villages_of_the_same_name(desk, skawina, liszki):
    for place in (skawina, liszki):
        desk.post(reverse("solectwo:add"), {"municipality": place.pk, "name": "Borek", "slug": "borek"})

    assert sorted(Solectwo.objects.values_list("municipality__slug", "slug")) == [
        ("liszki", "borek"),
        ("skawina", "borek"),
    ]


# --- what is refused ------------------------------------------------------------------------------------------

TERC = {
    "1206162": True, "0201011": True, " 1206162 ": True, "120616": False, "12061622": False, "120616a": False,
    "1206 16": False, "-206162": False, "１２０６１６２": False, "": False,
}  # fmt: skip


@pytest.mark.parametrize("terc", TERC)
def test_a_terc_code_is_checked_as_it_is_typed(desk, terc):
    answer = add(desk, terc=terc)
    saved = list(Municipality.objects.values_list("terc", flat=True))

    assert (answer.status_code, saved) == ((302, [terc.strip()]) if TERC[terc] else (200, []))


def test_a_wrong_terc_code_is_explained(desk):
    assert "Kod TERC ma siedem cyfr" in add(desk, terc="120616a").content.decode()


SLUGS = {
    "zabierzow": True, "zabierzow-2": True, "Zabierzow": True, "zabierzów": False, "za bierzow": False, "za/bierzow": False,
    "../cms": False, "": False, "<b>": False, "x" * 81: False,
}  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_a_short_name_fits_into_an_address(desk, slug):
    answer = add(desk, slug=slug)

    assert (answer.status_code, Municipality.objects.count()) == ((302, 1) if SLUGS[slug] else (200, 0))


BAD = {
    "kind": "9", "hue": "9", "email": "gmina@", "site_url": "javascript:alert(1)", "bip_url": "nie adres", "name": "x" * 81,
    "latitude": "5011.0", "longitude": "północ", "label_x": "-1",
}  # fmt: skip


@pytest.mark.parametrize("field", BAD)
def test_a_wrong_field_is_named_and_nothing_is_saved(desk, field):
    answer = add(desk, **{field: BAD[field]})

    assert (answer.status_code, errors(answer), Municipality.objects.count()) == (200, {field}, 0)


@pytest.mark.parametrize("field", ["name", "slug", "terc"])
def test_no_two_municipalities_share_a_name_an_address_or_a_code(desk, skawina, field):
    answer = add(desk, **{field: getattr(skawina, field)})

    assert (answer.status_code, errors(answer), Municipality.objects.count()) == (200, {field}, 1)


def test_an_outline_cannot_leave_its_attribute(desk, home):
    add(desk, outline='M0 0"/><script>alert(1)</script>')
    page = desk.get("/").content.decode()

    assert ("<script>alert(1)" in page, "M0 0&quot;/&gt;&lt;script&gt;" in page) == (False, True)


# --- privacy notices by date ----------------------------------------------------------------------------------

NOTICES = [
    # municipality, version, valid from
    (None, "w1", date(2026, 1, 1)),
    (None, "w2", date(2026, 6, 1)),
    ("skawina", "s1", date(2026, 3, 1)),
    ("skawina", "s2", date(2026, 9, 1)),
]
IN_FORCE = [
    # day, shown in Skawina, shown in Liszki
    (date(2025, 12, 31), None, None),
    (date(2026, 1, 1), "w1", "w1"),
    (date(2026, 2, 28), "w1", "w1"),
    (date(2026, 3, 1), "s1", "w1"),
    (date(2026, 6, 1), "s1", "w2"),
    (date(2026, 8, 31), "s1", "w2"),
    (date(2026, 9, 1), "s2", "w2"),
]


@pytest.mark.parametrize(("day", "own", "common"), IN_FORCE)
def test_the_newest_notice_of_the_place_or_the_common_one_is_in_force(desk, skawina, liszki, day, own, common):
    for place, version, valid_from in NOTICES:
        data = {
            "municipality": skawina.pk if place else "",
            "version": version,
            "text": version,
            "valid_from": valid_from,
        }
        assert desk.post(reverse("privacynotice:add"), data).status_code == 302
    found = [PrivacyNotice.objects.in_force(place, day).first() for place in (skawina, liszki, None)]

    assert [notice.version if notice else None for notice in found] == [own, common, common]


def test_a_notice_comes_into_force_at_midnight_in_warsaw(skawina):
    PrivacyNotice.objects.create(version="1", text="x", valid_from=date(2026, 9, 1))
    found = []
    for moment in (
        datetime(2026, 8, 31, 23, 59, tzinfo=WARSAW),
        datetime.combine(date(2026, 9, 1), time(0, 0), WARSAW),
    ):
        with time_machine.travel(moment, tick=False):
            found.append(PrivacyNotice.objects.in_force(skawina).count())

    assert found == [0, 1]


def test_a_version_of_a_notice_is_used_once_in_a_municipality(desk, skawina, liszki):
    data = {"version": "1", "text": "x", "valid_from": timezone.localdate()}
    codes = [
        desk.post(reverse("privacynotice:add"), {**data, "municipality": place.pk}).status_code
        for place in (skawina, skawina, liszki)
    ]

    assert (codes, PrivacyNotice.objects.count()) == ([302, 200, 302], 2)


@pytest.mark.parametrize("field", ["version", "text", "valid_from"])
def test_a_notice_without_its_words_version_or_day_is_refused(desk, field):
    data = {"version": "1", "text": "x", "valid_from": timezone.localdate(), field: ""}
    answer = desk.post(reverse("privacynotice:add"), data)

    assert (answer.status_code, errors(answer), PrivacyNotice.objects.count()) == (200, {field}, 0)
