"""The directory: list and map say the same, facets count truthfully, the address holds the state."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from ngos.models import OrganisationPage, TargetGroup
from places.models import Area, Solectwo
from tests import lists
from tests.conftest import person
from tests.factories import ngos
from tests.kept import kept

URL = "/organizacje/"


@kept
def villages(skawina, liszki):
    points = [
        (skawina, "Radziszów", "49.93280", "19.81200"),
        (skawina, "Rzozów", "49.94500", "19.78900"),
        (liszki, "Piekary", "50.01200", "19.80100"),
    ]
    return {
        name: Solectwo.objects.create(
            municipality=place, name=name, slug=name.lower().replace("ó", "o"), latitude=lat, longitude=lon
        )
        for place, name, lat, lon in points
    }


@kept
def grid(skawina):
    area = Area.objects.create(
        name="Blisko Krakowa", slug="bk", grid_west="19.5593", grid_north="50.0902", grid_x="2241.65", grid_y="3487.8"
    )
    area.municipalities.add(skawina)
    skawina.outline = "M0 0L100 0L100 100Z"
    skawina.save()
    return area


@kept
def many(home, branch, skawina, liszki, villages):
    """Four organisations of two municipalities."""
    far = ngos.make_directory(home, liszki)[1]
    ngos.make_field("16", "culture")
    made = {
        "lawka": ngos.make_organisation(branch, village=villages["Radziszów"], looks_for_volunteers=True),
        "klub": ngos.make_organisation(branch, slug="klub", title="Klub Iskra", village=villages["Radziszów"], legal_form="uks", fields=("17",)),
        "most": ngos.make_organisation(branch, slug="most", title="Fundacja Most", legal_form="fundacja", is_pbo=True, room="Sala na 40 osób", fields=("13", "16")),
        "skaly": ngos.make_organisation(far, slug="skaly", title="Piekarskie Skały", village=villages["Piekary"], fields=("16",)),
    }  # fmt: skip
    call_command("update_index", verbosity=0)
    return made


def found(client, **params) -> list[str]:
    return sorted(organisation.slug for organisation in client.get(URL, params).context["page_obj"])


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("params", "slugs"),
    [
        ({}, ["klub", "lawka", "most", "skaly"]),
        ({"gmina": "skawina"}, ["klub", "lawka", "most"]),
        ({"gmina": "skawina", "solectwo": "radziszow"}, ["klub", "lawka"]),
        (
            {"solectwo": "radziszow"},
            ["klub", "lawka", "most", "skaly"],
        ),  # a village without its municipality says nothing
        ({"pole": "culture"}, ["most", "skaly"]),
        ({"pole": "culture", "gmina": "liszki"}, ["skaly"]),
        ({"forma": "uks"}, ["klub"]),
        ({"opp": "1"}, ["most"]),
        ({"sala": "1"}, ["most"]),
        ({"wolontariat": "1"}, ["lawka"]),
        ({"wolontariat": "1", "opp": "1"}, []),
        ({"pole": "nieznane", "gmina": "krakow", "forma": "x", "opp": "2"}, ["klub", "lawka", "most", "skaly"]),
        ({"q": "fundacja"}, ["most"]),
        ({"q": "fundacji"}, ["most"]),
        ({"q": "piekarskie skaly"}, ["skaly"]),
        ({"q": '"(*'}, []),
        ({"q": "x" * 40_000}, []),
    ],
)
def test_filters(client, many, params, slugs):
    assert found(client, **params) == slugs


def test_a_facet_counts_under_all_the_others(client, many):
    groups = {
        group["name"]: group for group in client.get(URL, {"gmina": "skawina"}).context["groups"] if "name" in group
    }

    counts = {
        name: {choice.value: choice.count for choice in groups[name]["choices"]}
        for name in ("pole", "gmina", "solectwo", "forma")
    }
    assert counts == {
        "pole": {"civic": 3, "culture": 1},
        "gmina": {"skawina": 3, "liszki": 1},
        "solectwo": {"radziszow": 2},
        "forma": {"stow_rej": 1, "uks": 1, "fundacja": 1},
    }


@pytest.mark.parametrize("query", ["", "?gmina=skawina", "?pole=culture&opp=1", "?sala=1&wolontariat=1", "?forma=uks"])
def test_every_count_is_the_number_of_organisations_it_leads_to(client, many, query):
    assert lists.untrue_counts(client, URL, query) == []


@pytest.mark.parametrize("query", ["", "?pole=civic", "?gmina=skawina&solectwo=radziszow"])
def test_feed_and_table_hold_the_hits_of_the_page(client, many, query):
    on_page = sorted(lists.titles_on_pages(client, URL, query))

    assert sorted(lists.titles_in_feed(client, URL, query)) == on_page
    assert sorted(row[gettext("Name")] for row in lists.rows_in_table(client, URL, query)) == on_page


def test_an_unknown_village_of_a_known_municipality_chooses_nothing(client, many):
    assert found(client, gmina="skawina", solectwo="nieznana") == found(client, gmina="skawina")


def test_target_groups_are_a_facet(client, many):
    group = TargetGroup.objects.create(code="seniors", name="seniorzy")
    many["most"].target_groups.add(group)
    many["most"].save()

    assert found(client, grupa="seniors") == ["most"]


def hide(state_or_days):
    if isinstance(state_or_days, str):
        return {"state": state_or_days}
    return {"confirmed_on": timezone.localdate() - timedelta(days=state_or_days)}


@pytest.mark.parametrize(
    ("change", "listed", "has_page"),
    [
        ({"state": "submitted"}, False, False),
        ({"state": "struck_off"}, False, False),
        ({"state": "dormant"}, True, True),
        ({"live": False}, False, False),
        (hide(400), True, True),
        (hide(800), False, True),
        ({"confirmed_on": None}, True, True),
    ],
    ids=["submitted", "struck off", "dormant", "unpublished", "13 months", "24 months", "never claimed"],
)
def test_what_is_listed_is_on_the_map_and_has_a_page(client, organisation, villages, grid, change, listed, has_page):
    OrganisationPage.objects.update(village=villages["Radziszów"], **change)
    from django.core.cache import cache

    cache.clear()

    on_map = organisation.title in client.get(f"{URL}mapa/").getvalue().decode()
    in_csv = organisation.title in client.get(f"{URL}csv/").getvalue().decode()

    assert (found(client) == [organisation.slug], on_map, in_csv) == (listed, listed, listed)
    assert client.get(organisation.url).status_code == (200 if has_page else 404)


@pytest.mark.indexed
def test_list_and_map_hold_the_same_under_every_filter(client, many, grid):
    for params in ({}, {"gmina": "skawina"}, {"pole": "culture"}, {"q": "fundacja"}):
        data = json.loads(client.get(f"{URL}mapa/", params).getvalue())
        marked = sum(f["properties"]["count"] for f in data["features"] if f["properties"]["kind"] == "village")
        placed = [o for o in client.get(URL, params).context["page_obj"] if o.village_id]
        assert marked == len(placed)


def test_every_mark_of_the_map_says_where_it_leads(client, many, grid):
    page = client.get(URL).content.decode()
    names = [" ".join(found.split()) for found in re.findall(r"<title>([^<]*)</title>", page.split("land-map")[1])]

    assert [name.partition(" (")[0] for name in names] == ["Piekary: 1 organizacja", "Radziszów: 2 organizacje"]
    assert page.split("land-map")[1].split("</svg>")[0].count("aria-label") == 1  # the map's own


def test_organisations_of_one_village_share_a_mark(client, many, grid):
    land = client.get(URL).context["land"]

    assert [(mark.name, mark.count) for mark in land["marks"]] == [("Piekary", 1), ("Radziszów", 2)]
    assert (land["marks"][1].x, land["marks"][1].y) == (566, 549)


def test_the_map_is_not_sent_again_when_nothing_changed(client, many, grid):
    first = client.get(f"{URL}mapa/")

    again = client.get(f"{URL}mapa/", headers={"If-None-Match": first.headers["ETag"]})
    ngos.make_organisation(
        many["lawka"].get_parent().specific, slug="nowa", title="Nowa", village=many["lawka"].village
    )
    changed = client.get(f"{URL}mapa/", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)


def test_the_outline_comes_back_to_its_place(client, many, grid):
    data = json.loads(client.get(f"{URL}mapa/").getvalue())
    ring = next(f for f in data["features"] if f["properties"]["kind"] == "municipality")["geometry"]["coordinates"][0]

    assert ring[0] == ring[-1] == [19.5593, 50.0902]
    assert ring[1] == [19.60391, 50.0902]


def test_a_branch_shows_its_own_municipality(client, many):
    slugs = sorted(o.slug for o in client.get("/organizacje/liszki/").context["page_obj"])

    assert slugs == ["skaly"]


def test_the_export_holds_no_hidden_address_and_no_name(client, branch, organisation):
    OrganisationPage.objects.update(address="ul. Domowa 7", show_address=False, show_email=False)
    organisation = OrganisationPage.objects.get(pk=organisation.pk)
    organisation.board = [organisation.board.model(function="prezeska", name="Halina Skryta")]
    organisation.save()

    shown = client.get(f"{URL}csv/").getvalue().decode() + client.get(organisation.url).getvalue().decode()

    for secret in ("Domowa 7", "lawka@przyklad.example", "Halina Skryta"):
        assert secret not in shown
    assert "prezeska" in shown


def test_a_name_is_shown_with_consent(client, organisation):
    organisation.board = [organisation.board.model(function="prezeska", name="Halina Jawna", has_consent=True)]
    organisation.save()

    assert "Halina Jawna" in client.get(organisation.url).getvalue().decode()


def test_formula_cells_are_text(client, branch):
    ngos.make_organisation(branch, title="=HYPERLINK(1)")

    rows = list(csv.reader(io.StringIO(client.get(f"{URL}csv/").getvalue().decode())))
    assert rows[1][0] == "'=HYPERLINK(1)"


@pytest.mark.indexed
@pytest.mark.parametrize("params", ["", "?gmina=skawina&pole=civic", "?q=stowarzyszenie"])
def test_the_directory_costs_the_same_however_long(client, branch, grid, params, django_assert_max_num_queries):
    ngos.make_organisation(branch)
    client.get(URL + params)
    with django_assert_max_num_queries(12) as few:
        client.get(URL + params)
    for number in range(30):
        ngos.make_organisation(branch, slug=f"o-{number}", title=f"Stowarzyszenie {number}")
    client.get(URL + params)

    with django_assert_max_num_queries(12) as more:
        client.get(URL + params)
    assert len(more) <= len(few) + 1


def test_writing_to_an_organisation_does_not_show_its_address(
    client, organisation, django_capture_on_commit_callbacks, mailoutbox
):
    url = reverse("ngos:contact", args=[organisation.pk])
    page = client.get(url)
    data = {
        "name": "Ola",
        "reply_to": "ola@przyklad.example",
        "text": "Kiedy próba?",
        "form_key": page.context["form"]["form_key"].value(),
    }
    with django_capture_on_commit_callbacks(execute=True):
        for _twice in (1, 2):
            answer = client.post(url, data)

    assert organisation.email not in page.content.decode() + answer.getvalue().decode()
    assert [(letter.to, "Kiedy próba?" in letter.body) for letter in mailoutbox] == [([organisation.email], True)]


def test_two_people_make_a_current_profile(client, organisation, ngo_member):
    mark = "co najmniej dwie osoby"
    alone = client.get(organisation.url).getvalue().decode()
    ngos.make_member(organisation, person("druga@przyklad.example"))

    assert (mark in alone, mark in client.get(organisation.url).getvalue().decode()) == (False, True)
