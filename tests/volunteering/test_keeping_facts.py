"""Campaign pages may be previewed, copied, reverted, scheduled, unpublished, translated: decisions and people stay."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from home.models import StandardPage
from ngos.models import OrganisationPage
from signups.models import SignUp, Slot
from tests.factories import volunteering as scene
from tests.kept import kept
from tests.reading import tight
from tests.volunteering.reading import is_tagged
from volunteering.models import CampaignIndexPage, CampaignPage, Certificate, HoursEntry

S = CampaignPage.State


def stored(page) -> CampaignPage:
    return CampaignPage.objects.get(pk=page.pk)


def change(page, **facts) -> None:
    CampaignPage.objects.filter(pk=page.pk).update(**facts)


# --- preview ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("kind", ["campaign", "listed"])
def test_a_page_is_shown_in_preview(request, campaign, kind, live):
    page = request.getfixturevalue(kind)
    page.live = live

    answer = page.make_preview_request()
    assert (answer.status_code, "<h1" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("state", S.values)
def test_a_campaign_is_shown_in_preview_in_every_state(campaign, state):
    change(campaign, state=state)

    assert stored(campaign).make_preview_request().status_code == 200


def test_pages_that_were_never_saved_are_shown_in_preview(home, listed):
    fresh = [
        CampaignPage(title="Nowa", slug="nowa", summary="Krótko.", tasks="praca", when_words="sobota", people_wanted=3),
        CampaignIndexPage(title="Lista", slug="lista"),
    ]
    for page in fresh:
        page.locale, page.path, page.depth = listed.locale, f"{listed.path}0099", listed.depth + 1
        page.set_url_path(listed)

    assert [page.make_preview_request().status_code for page in fresh] == [200, 200]


# --- what editors do to pages ---------------------------------------------------------------------------------------------


def copy(page):
    page.copy(update_attrs={"slug": "kopia"})


def revert(page):
    old = page.save_revision()
    page.title = "Nowy tytuł"
    page.save_revision().publish()
    old.publish()


def schedule(page):
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")


def unpublish(page):
    page.unpublish()


def move(page):
    other = page.get_parent().get_parent().specific
    page.get_parent().specific.move(other, "last-child")


def translate(page):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page.copy_for_translation(english, copy_parents=True).save_revision().publish()


ACTS = [copy, revert, schedule, unpublish, move, translate]


def facts(page) -> tuple:
    kept = CampaignPage.objects.filter(pk=page.pk).values_list("state", "reason", "organisation", "municipality")
    return (list(kept), *(list(model.objects.order_by("pk").values()) for model in (Slot, SignUp, HoursEntry, Certificate)))  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("state", [S.PUBLISHED, S.CANCELLED, S.SUMMED_UP])
def test_nothing_an_editor_does_to_the_page_touches_decisions_and_people(campaign, slot, act, state):
    scene.make_hours(scene.make_signup(slot))
    scene.make_certificate(campaign)
    change(campaign, state=state, reason="Burza")
    before = facts(campaign)

    act(stored(campaign))

    assert facts(campaign) == before


def test_a_draft_saved_before_a_decision_does_not_take_it_back(campaign):
    change(campaign, state=S.SUBMITTED, reason="")
    old = stored(campaign).save_revision()
    change(campaign, state=S.CANCELLED, reason="Burza")

    old.publish()

    assert (stored(campaign).state, stored(campaign).reason) == (S.CANCELLED, "Burza")


FORGOTTEN = {
    "starts_on": timezone.localdate(), "ends_on": timezone.localdate(), "apply_by": timezone.localdate(), "reason": "Burza",
    "result_words": "Udało się.", "thanks": "Dzięki.", "people_before": 4, "minutes_before": 60, "is_featured": True,
}  # fmt: skip


def test_a_copy_has_the_words_and_begins_anew(client, campaign):
    change(campaign, **FORGOTTEN, state=S.SUMMED_UP, photos="[]")

    copied = stored(stored(campaign).copy(update_attrs={"slug": "kopia"}))

    empty = {name: CampaignPage._meta.get_field(name).get_default() for name in FORGOTTEN}
    assert {name: getattr(copied, name) for name in FORGOTTEN} == empty
    assert (copied.state, copied.title, copied.tasks, copied.slots.count()) == (
        S.DRAFT, campaign.title, campaign.tasks, 0,
    )  # fmt: skip
    assert client.get(copied.url).status_code == 404


# --- the translation ------------------------------------------------------------------------------------------------------


@kept
def english(campaign):
    """The campaign in English, with words of its own, published."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    for above in campaign.get_ancestors().filter(depth__gt=1).specific():
        above.copy_for_translation(locale).save_revision().publish()
    page = stored(campaign.copy_for_translation(locale))
    page.title, page.tasks = "Christmas parcels", "sorting gifts"
    page.save_revision().publish()
    return stored(page)


def test_a_translation_holds_words_and_reads_facts_from_its_source(client, campaign, english, slot):
    scene.make_signup(slot)
    change(campaign, starts_on="2027-04-17", ends_on="2027-04-18", apply_by="2027-04-10", people_wanted=12, keep_days=90,
           min_age=16, takes_consent=True, insurance=True, is_remote=True, with_children=True)  # fmt: skip
    page = client.get(english.url).content.decode().replace("\xa0", " ")

    said = [
        "Christmas parcels", "<li>sorting gifts</li>", "1 of 12", "90 days after it is over we erase them.",
        "under 18 with the consent of a guardian", "Accident insurance (NNW)", "Signing up until 10 April 2027.",
        "17 April 2027 – 18 April 2027", "can be done from home", "Work with children:", "16 or more", "an afternoon",
        f'href="/en/zapisy/{slot.pk}/"', f'href="/en/zapisy/pytanie/{campaign.pk}/"',
    ]  # fmt: skip
    assert [words for words in said if words not in page] == []


@pytest.mark.parametrize(
    ("state", "status"),
    [("draft", 404), ("submitted", 404), ("published", 200), ("summed_up", 200), ("cancelled", 200)],
)
def test_a_translation_is_as_public_as_its_source(client, campaign, english, state, status):
    change(campaign, state=state, reason="Flood everywhere.")

    answer = client.get(english.url)
    assert answer.status_code == status
    assert ("Flood everywhere." in answer.content.decode().replace("\xa0", " ")) is (state == "cancelled")


@pytest.mark.parametrize("state", ["published", "draft"])
def test_the_own_column_of_a_translation_decides_nothing(client, campaign, english, state):
    change(english, state=state)

    assert client.get(english.url).status_code == 200


def test_a_translation_goes_with_its_organisation_and_its_source(client, campaign, english):
    seen = [client.get(english.url).status_code]
    OrganisationPage.objects.filter(pk=campaign.organisation_id).update(state="struck_off")
    seen.append(client.get(english.url).status_code)
    OrganisationPage.objects.update(state="published")
    stored(campaign).unpublish()

    assert [*seen, client.get(english.url).status_code] == [200, 404, 404]


def test_the_english_list_shows_the_translation_and_else_the_polish_campaign(client, listed, campaign, english):
    other = scene.make_campaign(listed, slug="inna", title="Sadzenie drzew")

    page = tight(client.get("/en/wolontariat/").content.decode())
    assert [words in page for words in ("Christmas parcels", english.url, other.title, f'href="{other.url}"')] == [
        True
    ] * 4
    assert f'href="{campaign.url}"' not in page
    assert page.count('<article class="card" lang="pl"') == 1


def test_a_translation_makes_no_second_campaign_of_the_figures(client, campaign, english, listed):
    assert [list(CampaignPage.objects.public()), list(CampaignPage.objects.open())] == [[campaign], [campaign]]
    assert len(client.get(listed.url).context["page_obj"]) == 1


def test_below_a_translation_stand_its_own_poster_and_words(client, english):
    answers = [client.get(f"{english.url}{below}") for below in ("plakat/a4/", "promocja/")]

    assert ([a.status_code for a in answers], is_tagged(answers[0].content, "en")) == ([200, 200], True)
    assert "Christmas parcels" in answers[1].content.decode().replace("\xa0", " ")
    assert 'lang="en"' in answers[1].context["fragment"]


# --- deleting ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def superuser(django_user_model):
    return django_user_model.objects.create_superuser("naczelna@przyklad.example", "x")


@pytest.mark.parametrize("door", ["single", "bulk"])
@pytest.mark.parametrize("which", ["campaign", "listed"])
@pytest.mark.parametrize("what", ["certificate", "signup"])
def test_what_people_stand_behind_is_not_deleted_by_anybody(
    client, request, superuser, campaign, slot, which, door, what
):
    scene.make_certificate(campaign) if what == "certificate" else scene.make_signup(slot)
    client.force_login(superuser)
    page, count = request.getfixturevalue(which), Page.objects.count()

    if door == "single":
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    else:
        client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}")

    assert Page.objects.count() == count


def test_even_code_cannot_delete_what_gave_certificates(campaign):
    scene.make_certificate(campaign)

    with pytest.raises(ProtectedError):
        stored(campaign).delete()


def test_a_campaign_nobody_signed_up_for_is_deleted(client, superuser, campaign):
    client.force_login(superuser)

    client.post(reverse("wagtailadmin_pages:delete", args=[campaign.pk]))

    assert (CampaignPage.objects.count(), Slot.objects.count()) == (0, 0)


def test_page_types_say_what_they_are_and_where_they_stand(listed, home):
    assert [bool(kind.page_description) for kind in (CampaignPage, CampaignIndexPage)] == [True, True]
    assert [kind.__name__ for kind in CampaignPage.allowed_parent_page_models()] == ["CampaignIndexPage"]
    assert [kind.__name__ for kind in CampaignIndexPage.allowed_parent_page_models()] == ["HomePage"]
    assert CampaignIndexPage.can_create_at(home) is False
    assert CampaignPage.allowed_subpage_models() == []
    assert CampaignPage not in StandardPage.allowed_subpage_models()
