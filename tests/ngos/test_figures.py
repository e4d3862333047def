"""White spots and figures: who is counted, where the white spots are, three forms of one structure."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ngos.choices import PlainField
from ngos.figures import Count, csv_header, csv_rows, figures
from ngos.freshness import months_before
from ngos.models import Membership, OrganisationPage
from ngos.views.figures import BAR, Bar
from places.models import Solectwo
from tests.conftest import person
from tests.factories import ngos
from tests.kept import kept
from tests.reading import tight


@pytest.fixture(autouse=True)
def in_polish():
    """A test that asks for an English page leaves the next one in Polish."""
    with translation.override("pl"):
        yield


@kept
def fields(db):
    """One statutory field for each plain one, and a second point of the act that means culture."""
    made = {plain: ngos.make_field(f"x{number}", plain) for number, plain in enumerate(PlainField.values)}
    return {**made, "more_culture": ngos.make_field("16a", "culture")}


@kept
def villages(skawina, liszki):
    names = [(skawina, "Radziszów"), (skawina, "Rzozów"), (skawina, "Wola Radziszowska"), (liszki, "Piekary")]
    return {
        name: Solectwo.objects.create(municipality=place, name=name, slug=name.split()[0].lower().replace("ó", "o"))
        for place, name in names
    }


@kept
def land(home, branch, liszki, fields, villages):
    """Two organisations in Radziszów, one in the town of Skawina, one in Piekary; Rzozów and Wola have none."""
    far = ngos.make_directory(home, liszki)[1]
    return {
        "lawka": ngos.make_organisation(branch, slug="lawka", village=villages["Radziszów"], fields=("x4", "16a")),
        "klub": ngos.make_organisation(branch, slug="klub", village=villages["Radziszów"], fields=("x5",)),
        "most": ngos.make_organisation(branch, slug="most", fields=("x1",)),
        "skaly": ngos.make_organisation(far, slug="skaly", village=villages["Piekary"], fields=("x4", "x6")),
    }


def pair(organisation, **details):
    """Two people who may edit; `details` are those of the second membership."""
    first, second = (person(f"{organisation.slug}{number}@przyklad.example") for number in range(2))
    ngos.make_member(organisation, first)
    return ngos.make_member(organisation, second, **details)


def part(found, slug):
    return next(place for place in found.places if place.whole.slug == slug)


def village(found, name):
    return next(spot for place in found.places for spot in place.villages.values() if spot.name == name)


def get(client, name="figures", **params):
    return client.get(reverse(f"ngos:{name}"), params)


# who is counted


def test_every_organisation_counts_once_in_its_village_its_municipality_and_the_area(land):
    found = figures()

    assert found.whole.total.active == 4
    assert {place.whole.name: place.whole.total.active for place in found.places} == {"Liszki": 1, "Skawina": 3}
    assert village(found, "Radziszów").total.active == 2
    assert part(found, "skawina").elsewhere.total.active == 1


def test_two_points_of_the_act_that_mean_the_same_to_people_count_once(land):
    found = figures()

    assert found.whole.fields["culture"].active == 2
    assert village(found, "Radziszów").fields["culture"].active == 1


def test_an_organisation_counts_in_each_of_its_fields(land):
    counts = {code: count.active for code, count in figures().whole.fields.items() if count.active}

    assert counts == {"seniors": 1, "culture": 2, "sport": 1, "nature": 1}


def test_an_organisation_without_a_field_counts_in_the_total_only(branch, fields):
    ngos.make_organisation(branch, fields=())
    found = figures()

    assert found.whole.total.active == 1
    assert [count.active for count in found.whole.fields.values()] == [0] * 10


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({}, True),
        ({"confirmed_on": None}, True),  # a row of a register that nobody has claimed
        ({"state": "dormant"}, False),
        ({"state": "submitted"}, False),
        ({"state": "struck_off"}, False),
        ({"live": False}, False),
    ],
)
def test_only_active_organisations_count(organisation, change, counted):
    OrganisationPage.objects.filter(pk=organisation.pk).update(**change)

    assert figures().whole.total.active == int(counted)


@pytest.mark.parametrize(("days", "counted"), [(1, 1), (0, 0), (-1, 0)])
def test_an_organisation_counts_until_24_months_have_passed(organisation, days, counted):
    today = timezone.localdate()
    confirmed = months_before(today, 24) + timedelta(days=days)
    OrganisationPage.objects.filter(pk=organisation.pk).update(confirmed_on=confirmed)

    assert figures(on=today).whole.total.active == counted


def test_a_village_of_another_municipality_is_no_village_of_this_one(branch, villages, fields):
    ngos.make_organisation(branch, village=villages["Piekary"])
    found = figures()

    assert village(found, "Piekary").total.active == 0
    assert part(found, "skawina").elsewhere.total.active == 1


# kept by two people


@pytest.mark.parametrize(
    ("since", "until", "counted"),
    [
        (-10, None, 1),
        (0, None, 1),  # the first day counts
        (1, None, 0),
        (-10, 0, 1),  # and so does the last
        (-10, -1, 0),
    ],
)
def test_both_people_must_be_members_on_that_day(organisation, since, until, counted):
    today = timezone.localdate()
    ends = None if until is None else today + timedelta(days=until)
    pair(organisation, since=today + timedelta(days=since), until=ends)

    assert figures(on=today).whole.total == Count(active=1, two_editors=counted)


def test_one_person_with_two_memberships_is_one_person(organisation, resident):
    tomorrow = timezone.localdate() + timedelta(days=1)
    ngos.make_member(organisation, resident, until=tomorrow)
    ngos.make_member(organisation, resident, "representative")

    assert Membership.objects.active().count() == 2
    assert figures().whole.total.two_editors == 0


def test_two_people_count_in_the_village_and_in_the_field(land):
    pair(land["lawka"])
    found = figures()

    assert village(found, "Radziszów").total == Count(2, 1)
    assert village(found, "Radziszów").fields["culture"] == Count(1, 1)
    assert village(found, "Radziszów").fields["sport"] == Count(1, 0)
    assert part(found, "liszki").whole.total == Count(1, 0)


# white spots


def test_white_spots_are_villages_without_an_organisation(land):
    found = figures()

    assert {place.whole.name: [spot.name for spot in place.white] for place in found.places} == {
        "Liszki": [],
        "Skawina": ["Rzozów", "Wola Radziszowska"],
    }
    assert (found.white, found.villages) == (2, 4)


def test_each_field_has_its_own_white_spots(land):
    found = figures()

    assert [spot.name for spot in part(found, "skawina").white_in("culture")] == ["Rzozów", "Wola Radziszowska"]
    assert [spot.name for spot in part(found, "liszki").white_in("sport")] == ["Piekary"]
    assert (found.white_in("culture"), found.white_in("sport"), found.white_in("children")) == (2, 3, 4)


def test_a_chosen_field_narrows_everything(land):
    found = figures(field="sport")

    assert found.codes == ["sport"]
    assert found.whole.total.active == 1
    assert found.white == 3


def test_the_row_without_a_village_appears_when_it_says_something(land):
    names = {place.whole.slug: len(place.spots) for place in figures().places}

    assert names == {"skawina": 4, "liszki": 1}


# one structure, three forms


def test_csv_has_a_row_for_every_place_and_field(land, skawina):
    rows = list(csv_rows(figures(skawina)))

    assert len(rows) == (1 + 4) * (1 + 10)
    assert {len(row) for row in rows} == {len(csv_header())}
    assert rows[0] == ["Skawina", "1206113", _("all"), "", _("all"), 3, 0]
    assert ["Skawina", "1206113", "Rzozów", "culture", "Kultura i tradycja", 0, 0] in rows


def test_csv_of_one_field_has_no_totals_of_fields(land, skawina):
    rows = list(csv_rows(figures(skawina, "sport")))

    assert [(row[2], row[3], row[5]) for row in rows] == [
        (_("all"), "sport", 1),
        ("Radziszów", "sport", 1),
        ("Rzozów", "sport", 0),
        ("Wola Radziszowska", "sport", 0),
    ]


def test_csv_is_a_file_that_a_spreadsheet_cannot_run(client, land):
    Solectwo.objects.filter(name="Rzozów").update(name="=1+1")
    response = get(client, "figures_csv", gmina="skawina")
    rows = list(csv.reader(io.StringIO(response.getvalue().decode())))

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="biale-plamy.csv"'
    assert {row[2] for row in rows[1:]} == {
        _("all"), "Radziszów", "'=1+1", "Wola Radziszowska", _("the town, or no village"),
    }  # fmt: skip


def test_csv_for_excel_has_semicolons_and_a_byte_order_mark(client, land):
    body = get(client, "figures_csv", excel="1").getvalue()

    assert body[:3] == b"\xef\xbb\xbf"
    assert body.split(b"\n")[0].count(b";") == len(csv_header()) - 1


def test_json_says_the_same_as_the_page(client, land):
    pair(land["lawka"])
    data = get(client, "figures_json").json()
    skawina = next(place for place in data["municipalities"] if place["slug"] == "skawina")

    assert (data["active"], data["two_editors"]) == (4, 1)
    assert (skawina["active"], skawina["two_editors"], skawina["terc"]) == (3, 1, "1206113")
    assert skawina["villages_without"]["any"] == ["rzozow", "wola"]
    assert skawina["villages_without"]["culture"] == ["rzozow", "wola"]
    assert skawina["no_village"]["by_field"]["seniors"] == {"active": 1, "two_editors": 0}
    assert data["fields"]["culture"] == "Kultura i tradycja"
    assert data["on"] == timezone.localdate().isoformat()


def test_nothing_about_people_leaves_the_site(client, land):
    pair(land["lawka"])
    for name in ("figures", "figures_csv", "figures_json"):
        body = get(client, name, gmina="skawina").getvalue().decode()
        assert "lawka0" not in body
        assert "@" not in body.split("<main")[-1].split("</main>")[0]


# the page


def test_the_page_of_the_whole_area_compares_municipalities(client, land):
    response = get(client)
    body = response.getvalue().decode()

    assert response.status_code == 200
    assert [(bar.name, bar.count.active, bar.white, bar.villages) for bar in response.context["place_bars"]] == [
        ("Liszki", 1, 0, 1),
        ("Skawina", 3, 2, 3),
    ]
    assert "Rzozów, Wola Radziszowska" in body
    assert 'href="?gmina=liszki"' in body


def test_the_page_of_a_municipality_says_none_in_words(client, land):
    response = get(client, gmina="skawina")
    body = response.getvalue().decode()

    # Radziszów: two organisations in two fields; two villages without any; the town with one in one field; nobody in pairs
    zeros = (1 + 8) + 2 * (2 + 10) + (1 + 9)
    assert body.count(f'<span class="meta">{_("none")}</span>') == zeros
    assert 'role="region"' in body
    assert 'tabindex="0"' in body
    assert 'href="/organizacje/?gmina=skawina&amp;solectwo=radziszow"' in body
    assert "solectwo=rzozow" not in body


def test_a_field_of_one_municipality(client, land):
    response = get(client, gmina="skawina", pole="sport")
    body = response.getvalue().decode()

    assert (response.context["columns"], response.context["field_bars"]) == ([], [])
    assert "Rzozów, Wola Radziszowska" in body
    assert "gmina=skawina&amp;solectwo=radziszow&amp;pole=sport" in body
    assert "biale-plamy.csv?gmina=skawina&amp;pole=sport" in body


def test_nothing_inline_and_a_picture_that_readers_of_screens_skip(client, land):
    body = tight(get(client).content.decode())

    assert "style=" not in body
    pictures = re.findall(r'<svg class="state"[^>]*>', body)
    assert [picture.count(' aria-hidden="true" focusable="false"') for picture in pictures] == [1] * 12


@pytest.mark.parametrize("params", [{"gmina": "krakow"}, {"pole": "x"}, {"gmina": "'", "pole": "\\"}, {"gmina": ""}])
@pytest.mark.parametrize("name", ["figures", "figures_csv", "figures_json"])
def test_unknown_filters_choose_nothing(client, land, name, params):
    plain = get(client, name).getvalue()

    response = get(client, name, **params)
    assert response.status_code == 200
    if name != "figures":
        assert response.getvalue() == plain


@pytest.mark.parametrize("name", ["figures", "figures_csv", "figures_json"])
def test_nobody_writes_here(client, home, name):
    assert client.post(reverse(f"ngos:{name}")).status_code == 405


def test_an_empty_site_says_what_to_do(client, home):
    response = get(client)

    assert response.status_code == 200
    assert (figures().whole.total, figures().places) == (Count(), [])


def test_every_village_has_one(client, home, liszki, villages, fields):
    far = ngos.make_directory(home, liszki)[1]
    ngos.make_organisation(far, village=villages["Piekary"])

    assert _("Every village has at least one organisation.") in get(client, gmina="liszki").content.decode()


def test_the_page_speaks_english_too(client, land):
    body = client.get("/en" + reverse("ngos:figures"), {"gmina": "skawina"}).getvalue().decode()

    assert "White spots and figures: Skawina" in body
    assert '<span class="meta">none</span>' in body


@pytest.mark.parametrize(
    ("active", "two", "longest", "widths"),
    [(0, 0, 0, (0, 0)), (5, 0, 10, (BAR // 2, 0)), (10, 5, 10, (BAR, BAR // 2)), (1, 1, 8000, (0, 0))],
)
def test_bars_are_drawn_to_one_scale(active, two, longest, widths):
    bar = Bar("Skawina", "skawina", Count(active, two), 0, 0, longest)

    assert (bar.width, bar.two_width) == widths


@pytest.mark.parametrize("params", [{}, {"gmina": "skawina"}, {"gmina": "skawina", "pole": "civic"}])
@pytest.mark.parametrize("name", ["figures", "figures_csv", "figures_json"])
def test_one_organisation_or_thirty_cost_the_same(client, branch, villages, name, params):
    def cost():
        for _again in range(
            2
        ):  # what is remembered is read once; the very first reading stores the settings of the site
            get(client, name, **params)
        with CaptureQueriesContext(connection) as queries:
            get(client, name, **params)
        return len(queries)

    pair(ngos.make_organisation(branch, slug="nr-0", village=villages["Rzozów"]))
    one = cost()
    for number in range(1, 30):
        ngos.make_organisation(branch, slug=f"nr-{number}", village=villages["Radziszów"])
    pair(OrganisationPage.objects.get(slug="nr-1"))

    assert cost() == one == {"figures": 5, "figures_csv": 3, "figures_json": 3}[name]
