"""The page of a good practice: words and facts, what is never shown, and what editors may do to it."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext, override
from PIL import Image as PILImage
from wagtail.images.models import Image
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from ngos.models import OrganisationPage
from places.models import Solectwo
from practices.contributions import find_practices_of_goals
from practices.models import PracticePage, RepeatMessage, Submission
from programme.goal_references import references_of_goals
from programme.models import Goal, GoalTree, GoalTreePage
from tests.factories import ngos, practices, scenery
from tests.kept import kept
from tests.reading import tight


def text(client, page) -> str:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.getvalue().decode()


@kept
def goal(db):
    tree = GoalTree.objects.create(slug="drzewo", name="Strategia")
    return Goal.objects.create(tree=tree, level="direction", code="4.2.1", title="Aktywność mieszkańców")


def test_the_story_shows_every_part_of_the_card(client, practice):
    page = text(client, practice)
    parts = [
        practice.summary, practice.situation, practice.went_wrong, practice.who, practice.period, practice.money_sources,
        practice.contact_name, "Skawina", "14 → 61", "osób na zebraniu", "Zapytaliśmy sąsiadów.", "Ugotowaliśmy zupę.",
        "640&nbsp;zł", str(practice.get_scale_display()), str(practice.get_topic_display()), gettext("What went wrong"),
    ]  # fmt: skip

    assert [part for part in parts if part not in page] == []


@pytest.mark.indexed
def test_the_address_of_the_contact_is_on_no_public_page(client, practice, listed):
    shown = [
        client.get(address).getvalue().decode()
        for address in (
            practice.url, listed.url, f"{listed.url}atom/", f"{listed.url}csv/", f"/dobra-praktyka/{practice.pk}/powtorz/",
            "/szukaj/?q=zebranie", "/",
        )
    ]  # fmt: skip

    assert [practices.CONTACT in page for page in shown] == [False] * 7


@pytest.mark.parametrize(
    ("cost", "said"),
    [(Decimal("0"), "bezpłatnie"), (Decimal("24600.00"), "24 600&nbsp;zł"), (Decimal("96.50"), "96,50&nbsp;zł")],
)
def test_money_reads_as_in_poland(client, practice, cost, said):
    PracticePage.objects.filter(pk=practice.pk).update(cost=cost)

    expected = gettext("free of charge") if said == "bezpłatnie" else said
    assert expected in text(client, practice).replace("\u202f", " ").replace("\xa0", " ").replace(
        "24 600 zł", "24 600&nbsp;zł"
    )


@pytest.mark.parametrize(("day", "sentence"), [(None, "Not checked by the editors yet"), ("2026-03-03", None)])
def test_the_page_says_whether_editors_checked_the_facts(client, practice, day, sentence):
    PracticePage.objects.filter(pk=practice.pk).update(verified_on=day)
    checked = gettext("Checked by the editors on %(day)s") % {"day": "3\xa0marca\xa02026\xa0r."}

    page = text(client, practice)
    assert (checked in page, gettext("Not checked by the editors yet") in page) == (
        sentence is None,
        sentence is not None,
    )


def test_without_an_address_nobody_is_invited_to_write(client, practice):
    address = f"/dobra-praktyka/{practice.pk}/powtorz/"
    with_button = address in text(client, practice)
    PracticePage.objects.filter(pk=practice.pk).update(contact_email="")

    assert (with_button, address in text(client, practice)) == (True, False)


@pytest.mark.parametrize(("state", "linked"), [("published", True), ("dormant", True), ("struck_off", False)])
def test_the_organisation_is_a_link_while_its_profile_is_public(client, practice, organisation, state, linked):
    PracticePage.objects.filter(pk=practice.pk).update(organisation=organisation)
    OrganisationPage.objects.filter(pk=organisation.pk).update(state=state)

    assert (f'href="{organisation.url}"' in text(client, practice)) == linked


def test_the_name_of_the_organisation_stands_for_who_did_it(client, practice, organisation):
    PracticePage.objects.filter(pk=practice.pk).update(organisation=organisation, who="")

    assert organisation.title in text(client, practice)


def test_goals_and_public_documents_are_named(client, listed, skawina, goal, document):
    page = practices.make_practice(listed, slug="z-celem", goals=[goal], documents=[document])
    shown = text(client, page)
    type(document).objects.filter(pk=document.pk).update(live=False)

    assert (str(goal) in shown, document.url in shown) == (True, True)
    assert document.url not in text(client, page)


def test_a_goal_shows_the_public_practices_that_serve_it(listed, skawina, goal):
    page = practices.make_practice(listed, slug="z-celem", goals=[goal], municipality=skawina)
    practices.make_practice(listed, slug="szkic", goals=[goal], live=False)

    references = [(thing.title, thing.url, thing.note) for thing in references_of_goals([goal.pk], "pl")[goal.pk]]
    assert references == [(page.title, page.url, "Skawina")]


@pytest.mark.parametrize("count", [1, 3])
def test_goals_find_their_practices_in_three_queries(listed, goal, count, django_assert_num_queries):
    for number in range(count):
        practices.make_practice(listed, slug=f"p-{number}", goals=[goal])
    list(find_practices_of_goals([goal.pk], "en"))

    with django_assert_num_queries(3):
        assert len(list(find_practices_of_goals([goal.pk], "en"))) == count


# --- what an editor types --------------------------------------------------------------------------------------------


def refused(page) -> set[str]:
    try:
        page.full_clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = BytesIO()
    PILImage.new("RGB", (40, 30)).save(made, "PNG")
    return Image.objects.create(title="Świetlica", file=ContentFile(made.getvalue(), name="s.png"))


def test_a_picture_needs_words_for_those_who_cannot_see_it(client, practice, image):
    practice.picture = image
    without = refused(practice)
    practice.picture_alt = "Ludzie przy stolikach"

    assert (without, refused(practice)) == ({"picture_alt"}, set())
    practice.save()
    assert 'alt="Ludzie przy stolikach"' in text(client, practice)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"went_wrong": ""}, {"went_wrong"}),
        ({"cost": None}, {"cost"}),
        ({"cost": Decimal("-1")}, {"cost"}),
        ({"who": " "}, {"who"}),
        ({"summary": "x" * 401}, set()),  # a browser counts, the database does not: Wagtail's form refuses it
        ({"verified_on": timezone.localdate() + timedelta(days=1)}, {"verified_on"}),
        ({"verified_on": timezone.localdate()}, set()),
        ({}, set()),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(practice, change, wrong):
    for name, value in change.items():
        setattr(practice, name, value)

    assert refused(practice) == wrong


def test_a_village_lies_in_its_municipality(practice, liszki):
    practice.village = Solectwo.objects.create(municipality=liszki, name="Kaszów", slug="kaszow")

    assert refused(practice) == {"village"}


# --- preview, draft, both languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("kind", ["practice", "listed"])
def test_a_page_is_shown_in_preview(request, practice, kind, live):
    page = request.getfixturevalue(kind)
    page.live = live

    answer = page.make_preview_request()
    assert (answer.status_code, "<h1" in answer.getvalue().decode()) == (200, True)


def test_a_story_that_was_never_saved_is_shown_in_preview(listed):
    page = PracticePage(title="Nowa", slug="nowa", locale=listed.locale, summary="Krótko.", who="Rada")
    page.depth, page.path = listed.depth + 1, listed.path + "0009"

    assert page.make_preview_request().status_code == 200


def test_a_draft_is_nowhere(client, practice, listed):
    practice.unpublish()

    assert client.get(practice.url).status_code == 404
    assert practice.title not in text(client, listed)
    assert practice.title not in client.get(f"{listed.url}atom/").getvalue().decode()


@pytest.fixture
def english(practice, django_capture_on_commit_callbacks):
    """The story in English: words translated, facts left where they are."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    for page in practice.get_ancestors().filter(depth__gt=1).specific():
        page.copy_for_translation(locale).save_revision().publish()
    source, _created = TranslationSource.get_or_create_from_instance(practice)
    translation = Translation.objects.create(source=source, target_locale=locale)
    said = {practice.title: "A meeting people want to join", "osób na zebraniu": "people at the meeting"}
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        if segment.string.data in said:
            StringTranslation.objects.create(
                translation_of=segment.string, locale=locale, context=segment.context, data=said[segment.string.data]
            )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    return PracticePage.objects.get(translation_key=practice.translation_key, locale=locale)


def test_a_translation_holds_words_and_reads_facts_from_its_source(client, practice, english):
    PracticePage.objects.filter(pk=practice.pk).update(cost=Decimal("77.00"), verified_on="2026-03-03")

    page = text(client, english)
    with override("en"):
        assert (english.title in page, "people at the meeting" in page, "14 → 61" in page) == (True, True, True)
        assert ("77&nbsp;zł" in page, "3\xa0March\xa02026" in page) == (True, True)
    assert f"/en/dobra-praktyka/{practice.pk}/powtorz/" in page


def test_the_english_list_shows_the_translation_and_else_the_polish_story(client, practice, english, listed):
    other = practices.make_practice(listed, slug="inna", title="Skrzynka na klucze")

    page = tight(client.get("/en/dobre-praktyki/").getvalue().decode())
    assert (english.url in page, f'href="{practice.url}"' in page, other.title in page) == (True, False, True)
    assert '<article class="card" lang="pl"' in page


# --- what editors do to pages ------------------------------------------------------------------------------------------


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


def translate(page):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page.copy_for_translation(english, copy_parents=True).save_revision().publish()


@pytest.mark.parametrize("act", [copy, revert, schedule, unpublish, translate], ids=lambda act: act.__name__)
def test_nothing_an_editor_does_to_the_page_touches_what_people_sent(practice, skawina, act):
    practices.make_submission(skawina, page=practice, state=Submission.State.FINISHED)
    RepeatMessage.objects.create(practice=practice, reply_to="o@p.pl", text="Jak?", form_key=practice.translation_key)
    before = (list(Submission.objects.values()), list(RepeatMessage.objects.values()))

    act(PracticePage.objects.get(pk=practice.pk))

    assert (list(Submission.objects.values()), list(RepeatMessage.objects.values())) == before


def test_a_copy_has_the_words_and_must_be_checked_anew(practice):
    PracticePage.objects.filter(pk=practice.pk).update(verified_on="2026-03-03")
    copied = PracticePage.objects.get(pk=practice.pk).copy(update_attrs={"slug": "kopia"})

    made = PracticePage.objects.get(pk=copied.pk)
    assert (made.verified_on, made.title, [str(r) for r in made.results.all()], made.submissions.count()) == (
        None, practice.title, ["14 → 61 osób na zebraniu"], 0,
    )  # fmt: skip


def test_an_older_version_brings_back_its_own_day_of_checking(practice):
    page = PracticePage.objects.get(pk=practice.pk)
    old = page.save_revision()
    page.verified_on = timezone.localdate()
    page.save_revision().publish()
    old.publish()

    assert PracticePage.objects.get(pk=practice.pk).verified_on is None


def test_the_shared_image_is_drawn(client, practice):
    answer = client.get(f"/obrazek/{practice.pk}.png")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


def test_the_story_costs_at_most_twelve_queries(client, listed, skawina, goal, document, django_assert_max_num_queries):
    branch = ngos.make_directory(scenery.make_home(), skawina)[1]
    page = practices.make_practice(
        listed, slug="pelna", municipality=skawina, organisation=ngos.make_organisation(branch), goals=[goal],
        documents=[document],
    )  # fmt: skip
    client.get(page.url)

    with django_assert_max_num_queries(12):
        client.get(page.url)


def test_a_goal_is_a_link_where_a_page_shows_its_tree(client, listed, goal):
    page = practices.make_practice(listed, slug="z-celem", goals=[goal])
    without = f"cel/{goal.pk}/" in text(client, page)
    trees = scenery.child(scenery.make_home(), GoalTreePage(title="Cele", slug="cele"))
    trees.trees.set([goal.tree])
    trees.save()

    assert (without, f'href="{trees.url}cel/{goal.pk}/"' in text(client, page)) == (False, True)
