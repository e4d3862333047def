"""Import of registers: what is new, changed, the same, kept by members or refused; a second run doubles nothing."""

from pathlib import Path

import pytest
from django.utils import translation
from wagtail.models import PageLogEntry, ReferenceIndex

from ngos import import_rows, importing
from ngos.matching import Fate, Seen
from ngos.models import ImportMapping, OrganisationPage, RegisterRow
from ngos.services import merge
from places.models import Municipality
from shared.lists.sheets import Table
from tests.factories import ngos

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "ngo"
HEADER = ["Nazwa", "KRS", "NIP", "REGON", "Gmina", "Kwota"]
KRS, NIP, REGON = "0000037904", "9710723801", "000331501"


def rows(*found, header=HEADER) -> Table:
    return Table(header, [(n, [*row, *[""] * (len(header) - len(row))]) for n, row in enumerate(found, start=2)])


def take(table: Table, source="opp-2014", default="skawina", **more) -> importing.Outcome:
    place = Municipality.objects.filter(slug=default).first()
    return importing.import_organisations(table, source=source, default=place, **more)


def counts(outcome) -> dict[str, int]:
    """The fates that occurred."""
    return {fate: n for fate, n in outcome.counts.items() if n}


def sentences(outcome) -> list[tuple[int, str]]:
    return [(plan.entry.row, plan.sentence) for plan in outcome.plans if plan.sentence]


def stored(*fields):
    return list(OrganisationPage.objects.order_by("pk").values_list(*fields))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


# New


def test_a_row_becomes_a_public_profile_without_a_word_that_the_register_does_not_say(branch):
    outcome = take(rows(["FUNDACJA „MOST”", KRS, NIP, REGON, "", "12,50"]))

    page = OrganisationPage.objects.get()
    assert counts(outcome) == {"new": 1}
    assert (page.title, page.slug, page.krs, page.nip, page.regon) == (
        "FUNDACJA „MOST”",
        "fundacja-most",
        KRS,
        NIP,
        REGON,
    )
    assert (page.state, page.live, page.imported_from, page.legal_form) == ("published", True, "opp-2014", "fundacja")
    assert (page.confirmed_on, page.verified_on, page.owner, page.trust) == (None, None, None, "approval")
    words = ("mission", "what_we_do", "how_to_join", "needs", "email", "phone", "website", "address", "short_name")
    assert [getattr(page, name) for name in words] == [""] * len(words)
    assert (page.get_parent().pk, page.municipality_id, list(page.fields.all())) == (
        branch.pk,
        branch.municipality_id,
        [],
    )


def test_the_whole_row_is_kept_beside_what_was_read_from_it(branch):
    take(rows(["Fundacja Most", KRS, "", "", "", "12,50"]))

    row = RegisterRow.objects.get()
    assert (row.source, row.key, row.organisation.title) == ("opp-2014", f"krs:{KRS}", "Fundacja Most")
    assert row.data == dict(zip(HEADER, ["Fundacja Most", KRS, "", "", "", "12,50"], strict=True))
    assert row.facts["krs"] == KRS


@pytest.mark.indexed
def test_the_page_is_found_by_the_search_and_its_references_and_log_are_in_order(branch):
    take(rows(["Fundacja Śpiewający Most", KRS]))

    page = OrganisationPage.objects.get()
    assert list(OrganisationPage.objects.all().search("spiewajacy")) == [page]
    assert ReferenceIndex.get_references_for_object(page).filter(to_object_id=branch.municipality_id).count() == 1
    assert list(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)) == ["wagtail.create"]


def test_the_log_says_who_imported_and_what_a_register_has_changed(branch, editor):
    for facts in (["Fundacja Most", KRS], ["Fundacja Most", KRS, NIP]):
        found = list(
            import_rows.read_entries(
                rows(facts),
                rows(facts).rows,
                {"name": "Nazwa", "krs": "KRS", "nip": "NIP"},
                default=branch.municipality,
            )
        )
        importing.store_batch(found, source="opp-2014", seen=Seen(), by=editor)

    logged = PageLogEntry.objects.filter(page=OrganisationPage.objects.get().pk).order_by("timestamp", "pk")
    assert [(entry.action, entry.user) for entry in logged] == [
        ("wagtail.create", editor), ("wagtail.publish", editor), ("ngos.imported", editor),
    ]  # fmt: skip
    assert logged.last().data == {"source": "opp-2014", "changed": ["nip"]}


def test_a_visitor_reads_that_nobody_keeps_the_profile_and_how_to_ask_for_it(client, branch):
    take(rows(["Fundacja Most", KRS]))
    with translation.override("pl"):
        page = client.get("/organizacje/skawina/fundacja-most/").getvalue().decode()
        card = client.get("/organizacje/skawina/").getvalue().decode()

    assert "Nikt z organizacji nie prowadzi jeszcze tego profilu; dane pochodzą z publicznego rejestru." in page
    assert f"/organizacja/{OrganisationPage.objects.get().pk}/to-moja/" in page
    assert ("Fundacja Most" in card, 'data-tone="slate"' in card) == (True, True)


def test_equal_names_get_addresses_of_their_own_and_reserved_ones_stay_free(branch):
    take(rows(["Mapa", "1"], ["Mapa", "2"], ["CSV", "3"], ["„”!x", "4"]))

    assert stored("slug") == [("mapa-2",), ("mapa-3",), ("csv-2",), ("x",)]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (["A", "37904", NIP, REGON], f"krs:{KRS}"),
        (["A", "", NIP, REGON], f"nip:{NIP}"),
        (["A", "brak", "-", REGON], f"regon:{REGON}"),
        (["A", "0000000000", "", f"{REGON}00000"], f"regon:{REGON}"),
        (["A", "KRS: 0000037904", "971-072-38-01", ""], f"krs:{KRS}"),
    ],
)
def test_the_strongest_number_is_the_key(branch, row, key):
    take(rows(row))

    assert list(RegisterRow.objects.values_list("key", flat=True)) == [key]


def test_without_any_number_the_name_and_the_municipality_are_the_key(home, branch, liszki):
    ngos.make_directory(home, liszki)
    take(
        rows(
            ["KGW „Łąka”", "", "", "", "Skawina"],
            ["Kgw łąka", "", "", "", "gm. Liszki"],
            ["KGW ŁĄKA", "", "", "", "skawina"],
        )
    )

    assert stored("title", "municipality__slug") == [("KGW „Łąka”", "skawina"), ("Kgw łąka", "liszki")]


def test_a_number_of_another_register_is_a_key_within_that_register(branch):
    header = ["Nazwa", "Nazwa rejestru", "Numer w rejestrze"]
    table = rows(
        ["A", "Starosta", "7"], ["B", "Starosta", "8"], ["C", "ARiMR", "7"], ["D", "starosta", "7"], header=header
    )

    outcome = take(table)

    assert stored("title", "register_name", "register_number") == [("A", "Starosta", "7"), ("B", "Starosta", "8"), ("C", "ARiMR", "7")]  # fmt: skip
    assert sentences(outcome) == [(5, "The organisation already stands in row 2.")]


@pytest.mark.parametrize(
    ("name", "said", "form"),
    [
        ("FUNDACJA X", "", "fundacja"),
        ("Ochotnicza Straż Pożarna w Rzozowie", "", "osp"),
        ("Stowarzyszenie X", "", ""),
        ("Stowarzyszenie X", "STOWARZYSZENIE", "stow_rej"),
        ("X", "stowarzyszenie zwykłe", "stow_zw"),
        ("X", "kgw", "kgw"),
        ("X", "coś innego", ""),
    ],
)
def test_the_legal_form_is_what_the_register_or_the_name_itself_says(name, said, form):
    assert import_rows.read_facts({"name": name, "krs": KRS, "legal_form": said})["legal_form"] == form


def test_the_municipality_of_the_row_comes_before_that_of_the_file(home, branch, liszki):
    ngos.make_directory(home, liszki)
    take(rows(["A", "1", "", "", "Gmina Liszki"], ["B", "2"], ["C", "3", "", "", "1206072"]))

    assert stored("title", "municipality__slug") == [("A", "liszki"), ("B", "skawina"), ("C", "liszki")]


# Repeating


def test_a_second_run_adds_nothing_and_changes_nothing(branch):
    table = rows(["Fundacja Most", KRS, NIP], ["Bez numeru"])
    take(table)
    before = stored("pk", "title", "latest_revision_created_at", "krs")
    outcome = take(table)

    assert (counts(outcome), stored("pk", "title", "latest_revision_created_at", "krs")) == ({"same": 2}, before)


def test_a_changed_row_changes_a_profile_that_nobody_keeps(branch):
    take(rows(["Fundacja Most", KRS]))
    outcome = take(rows(["Fundacja Most i Kładka", KRS, NIP]))

    assert counts(outcome) == {"changed": 1}
    assert outcome.plans[0].changes == {"title": ("Fundacja Most", "Fundacja Most i Kładka"), "nip": ("", NIP)}
    assert stored("title", "nip", "slug", "live") == [("Fundacja Most i Kładka", NIP, "fundacja-most", True)]
    assert counts(take(rows(["Fundacja Most i Kładka", KRS, NIP]))) == {"same": 1}


def test_a_changed_row_does_not_touch_a_profile_that_its_members_keep(branch, resident):
    take(rows(["Fundacja Most", KRS]))
    ngos.make_member(OrganisationPage.objects.get(), resident)
    outcome = take(rows(["Fundacja Kładka", KRS, NIP]))

    assert (counts(outcome), stored("title", "nip")) == ({"kept": 1}, [("Fundacja Most", "")])
    assert sentences(outcome) == [(2, "Changed in the register; the profile is kept by its members.")]
    assert outcome.plans[0].changes == {"title": ("Fundacja Most", "Fundacja Kładka"), "nip": ("", NIP)}
    assert RegisterRow.objects.get().facts["title"] == "Fundacja Kładka"
    assert counts(take(rows(["Fundacja Kładka", KRS, NIP]))) == {"same": 1}


def test_what_somebody_has_corrected_by_hand_stays(branch, editor):
    take(rows(["FUNDACJA MOST", KRS]))
    page = OrganisationPage.objects.get()
    page.title = "Fundacja Most"
    page.save_revision(user=editor).publish()
    outcome = take(rows(["FUNDACJA MOST", KRS, NIP]))

    assert (counts(outcome), stored("title", "nip")) == ({"changed": 1}, [("Fundacja Most", NIP)])


def test_a_draft_of_the_editor_stays_a_draft_and_learns_the_number(branch, editor):
    take(rows(["Fundacja Most", KRS]))
    page = OrganisationPage.objects.get()
    page.mission = "Jeszcze nie dla ludzi."
    page.save_revision(user=editor)
    take(rows(["Fundacja Most", KRS, NIP]))

    page = OrganisationPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert (page.nip, page.mission, draft.nip, draft.mission) == (NIP, "", NIP, "Jeszcze nie dla ludzi.")
    assert page.has_unpublished_changes


def test_an_unpublished_profile_is_not_published_by_an_import(branch):
    take(rows(["Fundacja Most", KRS]))
    OrganisationPage.objects.get().unpublish()
    take(rows(["Fundacja Most", KRS, NIP]))

    assert stored("live", "nip") == [(False, NIP)]


def test_a_profile_that_was_struck_off_stays_so(branch):
    take(rows(["Fundacja Most", KRS]))
    OrganisationPage.objects.update(state="struck_off")
    outcome = take(rows(["Fundacja Most", KRS, NIP]))

    assert (counts(outcome), stored("state", "nip")) == ({"kept": 1}, [("struck_off", "")])
    assert sentences(outcome) == [(2, "Changed in the register; the profile has been struck off and stays so.")]


def test_another_register_finds_the_same_organisation_and_fills_only_what_is_empty(organisation):
    OrganisationPage.objects.update(krs=KRS)
    outcome = take(rows(["INNA NAZWA", KRS, NIP]), source="niw-2026")

    assert (counts(outcome), stored("title", "krs", "nip")) == ({"changed": 1}, [(organisation.title, KRS, NIP)])


def test_after_a_merge_the_row_leads_to_the_profile_that_stays(branch, organisation, coordinator):
    take(rows(["Wspólna Ławka", KRS]))
    merge(OrganisationPage.objects.get(krs=KRS), into=organisation, by=coordinator)

    assert counts(take(rows(["Wspólna Ławka", KRS, NIP]))) == {"changed": 1}
    assert counts(
        take(
            rows(
                ["Wspólna Ławka", KRS],
            ),
            source="inny",
        )
    ) == {"same": 1}
    assert OrganisationPage.objects.get(pk=organisation.pk).nip == NIP


def test_a_stopped_run_goes_on_where_it_was_and_doubles_nothing(branch):
    table = rows(*[[f"Koło {n}", str(n)] for n in range(1, 252)])

    def stopping(found):
        yield from found[:150]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(table, progress=stopping)
    assert (OrganisationPage.objects.count(), RegisterRow.objects.count()) == (100, 100)
    outcome = take(table)

    assert counts(outcome) == {"new": 151, "same": 100}
    assert (OrganisationPage.objects.count(), RegisterRow.objects.count()) == (251, 251)
    assert OrganisationPage.find_problems() == ([], [], [], [], [])


def test_a_dry_run_changes_nothing(branch):
    outcome = take(rows(["Fundacja Most", KRS], ["", "1"]), dry_run=True)

    assert (counts(outcome), stored("pk"), RegisterRow.objects.count()) == ({"new": 1, "refused": 1}, [], 0)
    assert not ImportMapping.objects.exists()


# Look-alikes


def alike(outcome) -> list[tuple[str, list[str]]]:
    plans = [plan for plan in outcome.plans if plan.fate != Fate.REFUSED]
    return [(plan.entry.facts["title"], [other["title"] for other in plan.alike]) for plan in plans]


def test_similar_names_are_suggested_those_of_the_same_municipality_first_and_nothing_is_merged(home, branch, liszki):
    far = ngos.make_directory(home, liszki)[1]
    ngos.make_organisation(far, slug="daleko", title="Fundacja Szkoła Sąsiedztwa")
    ngos.make_organisation(branch, slug="blisko", title="Fundacja „Szkoła sąsiedztw”")
    ngos.make_organisation(branch, slug="inna", title="Fundacja Zupełnie Inna")
    table = rows(["FUNDACJA SZKOŁA SĄSIEDZTWA", KRS])
    outcome = take(table, dry_run=True)

    assert alike(outcome) == [
        ("FUNDACJA SZKOŁA SĄSIEDZTWA", ["Fundacja „Szkoła sąsiedztw”", "Fundacja Szkoła Sąsiedztwa"])
    ]
    assert (counts(take(table)), OrganisationPage.objects.count()) == ({"new": 1}, 4)


def test_words_that_most_names_share_do_not_make_them_alike(branch):
    for number, name in enumerate(["Ochotnicza Straż Pożarna w Golinie", "Fundacja Inna", "KGW Radziszów"]):
        form = {"KGW Radziszów": "kgw"}.get(name, "osp")
        ngos.make_organisation(branch, slug=f"o{number}", title=name, legal_form=form)
    names = ["Ochotnicza Straż Pożarna w Garwolinie", "Fundacja ITA", "Koło Gospodyń Wiejskich w Radziszowie"]

    assert alike(take(rows(*[[name] for name in names]), dry_run=True)) == [
        (names[0], []), (names[1], []), (names[2], ["KGW Radziszów"]),
    ]  # fmt: skip


def test_two_numbers_of_one_register_are_two_organisations(branch):
    ngos.make_organisation(branch, slug="a", title="Caritas Archidiecezji Krakowskiej", krs="0000000001")

    assert alike(take(rows(["Caritas Archidiecezji Katowickiej", "2"]), dry_run=True))[0][1] == []
    assert alike(take(rows(["CARITAS ARCHIDIECEZJI KRAKOWSKIEJ", "2"]), dry_run=True))[0][1] != []
