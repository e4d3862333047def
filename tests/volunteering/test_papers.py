"""The agreement to sign, the posters to hang, the fragment for another site, the words for a newsletter."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from signups.models import Slot
from tests.factories import volunteering as scene
from tests.volunteering.reading import is_tagged, words_of
from volunteering.law import duties_of_the_host, rights_of_volunteers
from volunteering.models import CampaignPage
from volunteering.renderers import agreement_pdf, heading, sections, signatures

NASTY = ["👍🙂", "日本語", "\U0010abcd", '"] #set text(fill: red) \\', "שלום", "a\tb", "<script>"]


def change(page, **facts) -> CampaignPage:
    CampaignPage.objects.filter(pk=page.pk).update(**facts)
    return CampaignPage.objects.get(pk=page.pk)


def days(length: int) -> dict:
    """From today, so many days, the first and the last counted."""
    return {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(length - 1)}


MINORS = {"min_age": 16, "takes_consent": True, "protects_children": True}


# --- the agreement -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "article"), [(30, "art. 46 ust. 3"), (31, "art. 46 ust. 2")])
def test_the_law_differs_with_the_length(campaign, length, article):
    page = change(campaign, **days(length))
    with override("en"):
        words = [
            " ".join(rights_of_volunteers(page)),
            " ".join(duties_of_the_host(page)),
            " ".join(line for _title, lines in sections(page, None) for line in lines if isinstance(line, str)),
        ]

    assert [article in text for text in words] == [True] * 3
    other = {"art. 46 ust. 3", "art. 46 ust. 2"} - {article}
    assert [other.pop() in text for text in words[:1]] == [False]


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({}, 3),  # short: insurance
        ({**days(40)}, 4),  # long: in writing, covered by the State
        ({"with_children": True, "protects_children": True}, 5),
        ({**MINORS}, 6),  # and the consent of the guardian
        ({**MINORS, "with_children": True, **days(40)}, 7),
        ({"min_age": 16, "takes_consent": False}, 3),
    ],
)
def test_the_checklist_of_the_host_follows_from_what_it_does(campaign, facts, count):
    assert len(duties_of_the_host(change(campaign, **facts))) == count


@pytest.mark.parametrize(("facts", "rows"), [({}, 2), (MINORS, 3)])
def test_a_guardian_signs_where_minors_may_help(campaign, slot, facts, rows):
    page = change(campaign, **facts)
    adult, minor = scene.make_signup(slot), scene.make_signup(slot, "m@przyklad.example", age="teen", guardian_name="Anna Mama")  # fmt: skip

    assert (len(signatures(page, None)), len(signatures(page, adult)), len(signatures(page, minor))) == (rows, 2, rows)
    assert ("Anna Mama" in [value for _label, value in heading(page, minor)]) is (rows == 3)
    assert "Anna Mama" not in [value for _label, value in heading(page, adult)]


def test_the_scope_of_the_agreement_is_its_own_or_the_tasks(campaign):
    tasks = sections(campaign, None)[0][1]
    own = sections(change(campaign, agreement_scope="- wydawanie\n\n• paczek"), None)[0][1]

    assert (tasks, own) == (["sortowanie darów", "pakowanie"], ["wydawanie", "paczek"])


def test_the_time_and_place_are_the_shift_s_when_it_has_its_own(campaign, slot):
    page = change(campaign, venue="Remiza.", when_words="w soboty.")
    Slot.objects.update(place="Sala OSP")
    signup = scene.make_signup(Slot.objects.get())

    assert sections(page, None)[1][1] == ["W soboty.", "Remiza., Skawina."]
    assert (sections(page, signup)[1][1][1], "9:00–13:00." in sections(page, signup)[1][1][0]) == ("Sala OSP, Skawina.", True)  # fmt: skip


def test_without_a_place_the_agreement_has_no_empty_line(campaign):
    page = change(campaign, municipality=None, venue="")

    assert sections(page, None)[1][1] == ["Sobota od 9 do 13."]


@pytest.mark.parametrize("length", [1, 31])
@pytest.mark.parametrize("facts", [{}, MINORS], ids=["adults", "minors"])
@pytest.mark.parametrize("filled", [True, False], ids=["from a sign-up", "empty"])
def test_the_agreement_is_tagged_pdf_ua(client, campaign, slot, ngo_member, length, facts, filled):
    change(campaign, **days(length), **facts)
    signup = scene.make_signup(slot, age="teen" if facts else "adult", guardian_name="Anna Mama" if facts else "")
    client.force_login(ngo_member)
    name, pk = ("agreement_of", signup.pk) if filled else ("agreement", campaign.pk)
    answer = client.get(reverse(f"volunteering:{name}", args=[pk]))
    words = words_of(answer.content)

    assert (answer["Content-Type"], is_tagged(answer.content, "pl")) == ("application/pdf", True)
    assert ("Ola Nowak" in words, "Anna Mama" in words) == (filled, filled and bool(facts))
    assert [part in words for part in (campaign.organisation.title, "sortowanie darów")] == [True, True]


def test_the_agreement_holds_neither_address_nor_phone_nor_note(campaign, slot):
    signup = scene.make_signup(slot, "tajny.adres@przyklad.example", phone="600 100 200", note="mam alergię")
    words = words_of(agreement_pdf(campaign, signup))

    assert [secret in words for secret in ("tajny.adres", "600 100 200", "alergię")] == [False] * 3


def test_the_agreement_is_in_english_on_english_screens(client, campaign, ngo_member):
    client.force_login(ngo_member)
    raw = client.get(f"/en/prowadze/kampania/{campaign.pk}/porozumienie/").content

    assert (is_tagged(raw, "en"), "Agreement on voluntary work" in words_of(raw)) == (True, True)


@pytest.mark.parametrize("words", NASTY)
def test_any_words_become_an_agreement(campaign, slot, words):
    page = change(campaign, title=words, tasks=words, when_words=words, venue=words, costs=words, agreement_end=words)

    assert agreement_pdf(page, scene.make_signup(slot, name=words))[:5] == b"%PDF-"


def test_the_box_to_tick_is_drawn_and_not_typed(campaign):
    costs = dict(sections(campaign, None))["Koszty"]

    assert costs[-1] == {"tick": "Rezygnuję ze zwrotu kosztów podróży służbowych i diet. Podpis:"}
    assert "[U+" not in words_of(agreement_pdf(campaign))
    assert [sign for sign in "☐☑✓" if sign in words_of(agreement_pdf(campaign))] == []


def test_somebody_who_withdrew_or_was_erased_has_no_agreement(client, campaign, slot, ngo_member):
    client.force_login(ngo_member)
    erased = scene.make_signup(slot, erased_at=timezone.now())
    unconfirmed = scene.make_signup(slot, "x@przyklad.example", state="unconfirmed")

    assert [
        client.get(reverse("volunteering:agreement_of", args=[s.pk])).status_code for s in (erased, unconfirmed)
    ] == [404, 404]


# --- posters ----------------------------------------------------------------------------------------------------------------------------


def box_of(raw: bytes) -> tuple[int, int]:
    width, height = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", raw).groups()
    return round(float(width)), round(float(height))


@pytest.mark.parametrize(("size", "box"), [("a4", (595, 842)), ("a3", (842, 1191))])
@pytest.mark.parametrize("summary", ["Krótko.", "Bardzo długo o tym, po co i dla kogo. " * 9])
def test_a_poster_is_one_tagged_page_of_its_size(client, campaign, size, box, summary):
    change(campaign, summary=summary[:400], title=summary[:120], tasks="\n".join([summary[:150]] * 4))
    for number in range(5):
        scene.make_slot(campaign, days=20 + number)
    raw = client.get(f"{campaign.url}plakat/{size}/").content

    assert (is_tagged(raw, "pl"), box_of(raw), b"/Type/Pages/Count 1/" in raw) == (True, box, True)


def test_a_poster_says_what_when_where_and_the_address(client, campaign, settings):
    settings.PUBLIC_URL = "https://razem.przyklad.example"
    change(campaign, venue="Remiza", contact_phone="12 555 01 20")
    words = words_of(client.get(f"{campaign.url}plakat/a4/").content)

    said = ["Świąteczne paczki", "Remiza, Skawina", "12 555 01 20", "sortowanie darów", "9:00–13:00"]
    assert [part for part in said if part not in words] == []
    assert "razem.przyklad.example/wolontariat/paczki/" in words.replace(" ", "")
    assert scene.CONTACT not in words


@pytest.mark.parametrize("size", ["a5", "a44", "A4", "x"])
def test_other_sizes_do_not_exist(client, campaign, size):
    assert client.get(f"{campaign.url}plakat/{size}/").status_code == 404


@pytest.mark.parametrize(
    ("state", "status"), [("published", 200), ("cancelled", 404), ("draft", 404), ("submitted", 404)]
)
def test_a_cancelled_campaign_has_no_poster(client, campaign, state, status):
    change(campaign, state=state)

    assert [client.get(f"{campaign.url}plakat/{size}/").status_code for size in ("a4", "a3")] == [status] * 2


@pytest.mark.parametrize("words", [*NASTY, "Bardzo " * 28])
def test_any_title_becomes_a_poster(client, campaign, words):
    change(campaign, title=words, summary=words, venue=words)

    assert client.get(f"{campaign.url}plakat/a4/").content[:5] == b"%PDF-"


def test_a_poster_names_four_dates_at_most(client, campaign):
    for number in range(6):
        scene.make_slot(campaign, days=20 + number, begins=7, hours=1)
    words = words_of(client.get(f"{campaign.url}plakat/a4/").content)

    assert (words.count("07:00–08:00"), words.count("09:00–13:00")) == (3, 1)


# --- for other sites and newsletters ---------------------------------------------------------------------------------------------------------


def test_the_fragment_asks_nobody_for_anything_and_escapes_words(client, campaign):
    change(campaign, title='<b onclick="x">Paczki</b>', summary="<script>alert(1)</script>", venue="<style>")
    fragment = client.get(f"{campaign.url}promocja/").context["fragment"]

    assert set(re.findall(r"<(\w+)", fragment)) == {"article", "h3", "a", "p"}
    assert [part in fragment for part in ("<script", "<style", "class=", "src=", 'onclick="', "<b ")] == [False] * 6
    assert "&lt;b onclick=&quot;x&quot;&gt;Paczki" in fragment


def test_the_fragment_leads_to_the_page_by_its_whole_address(client, campaign, settings):
    settings.PUBLIC_URL = "https://razem.przyklad.example"
    fragment = client.get(f"{campaign.url}promocja/").context["fragment"]

    assert set(re.findall(r'href="([^"]+)"', fragment)) == {"https://razem.przyklad.example/wolontariat/paczki/"}


def test_on_the_screen_the_fragment_is_text_to_copy(client, campaign):
    page = client.get(f"{campaign.url}promocja/").content.decode()

    assert ("&lt;article lang=&quot;pl&quot;&gt;" in page, "<article lang=" in page) == (True, False)


def test_the_newsletter_is_plain_text_with_when_where_and_the_address(client, campaign, settings):
    settings.PUBLIC_URL = "https://razem.przyklad.example"
    change(campaign, title="Paczki & <paczuszki>", venue="Remiza „Pod Lipą”")
    words = client.get(f"{campaign.url}promocja/").context["newsletter"]

    said = [
        "Paczki & <paczuszki>",
        "Remiza „Pod Lipą”",
        "9:00–13:00",
        "https://razem.przyklad.example/wolontariat/paczki/",
    ]
    assert [part for part in said if part not in words] == []


def test_nothing_of_the_promotion_is_in_the_search_of_others(client, campaign):
    assert '<meta name="robots" content="noindex">' in client.get(f"{campaign.url}promocja/").content.decode()


def test_the_shared_image_is_drawn(client, campaign):
    answer = client.get(f"/obrazek/{campaign.pk}.png")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
