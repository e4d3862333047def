"""Whatever an editor does to a page of the programme, every page type does the same: draft, preview, plan, revert, copy, translate."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from home.models import NewsIndexPage, NewsPage, StandardPage
from programme.models import EvaluationPage
from programme.trees import make_trees
from tests.factories import practices, programme, scenery, strategy
from tests.factories.scenery import child
from tests.kept import kept

APPS = ("documents", "home", "practices", "programme", "strategy")


def news(home, skawina):
    scenery.make_lists(home, skawina)
    item = NewsPage(title="Ruszyła mapa", slug="mapa", summary="Można już szukać.", municipality=skawina)
    return child(NewsIndexPage.objects.get(), item)


def project(home, skawina):
    plan = programme.make_plan(programme.make_programme(home))
    return programme.make_project(
        plan, skawina, directions=[make_trees()["b422"]], money=[("municipal", 100, 40)], indicators=[{"target": 9, "values": [(2024, 2)]}]
    )  # fmt: skip


def goal_trees(home, skawina):
    make_trees()
    return programme.make_tree_page(programme.make_programme(home))


def evaluation(home, skawina):
    page = EvaluationPage(title="Ocena", slug="ocena", kind="mid_term", author="Uczelnia", summary="Działa.")
    return child(programme.make_programme(home), page)


def swot(home, skawina):
    area = strategy.make_area()
    strategy.make_version(area)
    return strategy.make_swot_page(home, area)


# each makes the page, published, with something on it
MAKE = {
    "DocumentIndexPage": lambda home, skawina: scenery.make_lists(home, skawina)[1],
    "DocumentPage": lambda home, skawina: scenery.make_document(scenery.make_lists(home, skawina)[1]),
    "EvaluationPage": evaluation,
    "GoalTreePage": goal_trees,
    "HomePage": lambda home, skawina: home,
    "MonitoringReportPage": lambda home, skawina: programme.make_report(programme.make_programme(home)),
    "NewsIndexPage": lambda home, skawina: news(home, skawina).get_parent().specific,
    "NewsPage": news,
    "PlanPage": lambda home, skawina: project(home, skawina).get_parent().specific,
    "PracticeIndexPage": lambda home, skawina: practices.make_list(home),
    "PracticePage": lambda home, skawina: practices.make_practice(practices.make_list(home), municipality=skawina),
    "ProgrammePage": lambda home, skawina: programme.make_programme(home),
    "ProjectPage": project,
    "SessionIndexPage": lambda home, skawina: strategy.make_session(home, skawina).get_parent().specific,
    "SessionPage": strategy.make_session,
    "StandardPage": lambda home, skawina: child(home, StandardPage(title="O nas", slug="o-nas")),
    "StatementPage": lambda home, skawina: programme.make_statement(programme.make_programme(home)),
    "SwotPage": swot,
}
BELOW_HOME = [kind for kind in MAKE if kind != "HomePage"]  # Wagtail itself keeps the root of a site published


@kept
def page(request, home, skawina):
    return fresh(MAKE[request.param](home, skawina))


@kept
def english(page):
    """The page and those above it in English, with a title of its own."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return in_english(page, "In English")


every_kind = pytest.mark.parametrize("page", MAKE, indirect=True)
every_kind_below = pytest.mark.parametrize("page", BELOW_HOME, indirect=True)


def fresh(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk)


def seen(client, page: Page, words: str) -> tuple[int, bool]:
    answer = client.get(fresh(page).url)
    return answer.status_code, words in answer.content.decode()


def test_no_page_type_is_forgotten():
    own = [model for app in APPS for model in apps.get_app_config(app).get_models() if issubclass(model, Page)]

    assert sorted(model.__name__ for model in own if model.is_creatable) == sorted(MAKE)


@every_kind
def test_the_page_answers_and_has_one_main_heading(client, page):
    answer = client.get(page.url)

    assert (answer.status_code, answer.content.decode().count("<h1")) == (200, 1)


@every_kind
def test_the_editing_screen_opens(client, page, django_user_model, settings):
    settings.STAFF_WITHOUT_TOTP = True
    client.force_login(django_user_model.objects.create_superuser("naczelna@przyklad.example", "x"))

    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


# --- drafts and preview -------------------------------------------------------------------------------------------


@every_kind
def test_a_draft_is_seen_in_the_preview_and_nowhere_else(client, page):
    page.seo_title = page.title = "Tytuł ze szkicu"
    page.save_revision()

    draft = fresh(page).get_latest_revision_as_object()
    assert seen(client, page, "Tytuł ze szkicu") == (200, False)
    assert "Tytuł ze szkicu" in draft.make_preview_request().content.decode()


@every_kind_below
def test_an_unpublished_page_is_gone_and_still_shown_in_preview(client, page):
    page.unpublish()

    assert client.get(page.url).status_code == 404
    assert fresh(page).make_preview_request().status_code == 200


@every_kind
def test_the_preview_speaks_the_language_of_the_page(page, english):
    for shown, language in ((page, "pl"), (english, "en")):
        with translation.override("pl"):  # what the editor reads the admin in
            answer = shown.make_preview_request()

        assert (answer.status_code, f'<html lang="{language}">' in answer.content.decode()) == (200, True)


# --- plan, revert, copy -------------------------------------------------------------------------------------------


@every_kind_below
def test_a_page_appears_and_goes_at_the_planned_time(client, page, time_machine):
    now = timezone.now()
    page.unpublish()
    page = fresh(page)
    page.go_live_at, page.expire_at = now + timedelta(days=1), now + timedelta(days=3)
    page.save_revision().publish()

    found = []
    for days in (0, 2, 4):
        time_machine.move_to(now + timedelta(days=days))
        call_command("publish_scheduled")
        found.append(client.get(page.url).status_code)

    assert found == [404, 200, 404]


@every_kind
def test_going_back_to_an_older_revision_restores_its_words(client, page):
    old = page.save_revision()
    page.title = "Inny tytuł"
    page.save_revision().publish()
    assert fresh(page).title == "Inny tytuł"

    old.as_object().save_revision().publish()

    assert fresh(page).title == old.as_object().title != "Inny tytuł"
    assert seen(client, page, "Inny tytuł") == (200, False)


@every_kind_below
def test_a_copy_is_a_draft_of_its_own_and_leaves_the_first_page_alone(client, page):
    before = fresh(page).title
    copied = page.copy(update_attrs={"slug": "kopia", "title": "Kopia"}, keep_live=False)

    assert client.get(copied.url).status_code == 404
    assert copied.make_preview_request().status_code == 200
    copied.save_revision().publish()
    assert (client.get(fresh(copied).url).status_code, client.get(page.url).status_code) == (200, 200)
    assert (fresh(copied).title, fresh(page).title) == ("Kopia", before)


# --- translation --------------------------------------------------------------------------------------------------


def translated(page: Page, locale: Locale, title: str = "") -> Page:
    """As an editor does it in the admin: strings of the source, a title in English, published."""
    source, _created = TranslationSource.get_or_create_from_instance(page)
    if title:
        for segment in StringSegment.objects.filter(source=source, context__path="title"):
            StringTranslation.objects.create(
                translation_of=segment.string, locale=locale, context=segment.context, data=title
            )
    made = Translation.objects.get_or_create(source=source, target_locale=locale)[0]
    made.save_target(publish=True)
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def in_english(page: Page, title: str = "") -> Page:
    locale = Locale.objects.get_or_create(language_code="en")[0]
    above = page.get_ancestors().filter(depth__gt=1).specific()
    for one in [*above, page]:
        made = translated(one, locale, title if one.pk == page.pk else "")
    return made


@every_kind
def test_a_translation_has_its_own_title_and_address(client, page, english):
    answer = client.get(fresh(english).url)
    html = answer.content.decode()
    assert (answer.status_code, english.url[:4], fresh(english).title) == (200, "/en/", "In English")
    assert '<html lang="en">' in html
    assert (fresh(page).title, client.get(fresh(page).url).status_code) == (page.title, 200)


@every_kind
def test_a_translation_stays_when_the_source_changes(client, page, english):
    source = fresh(page)
    source.title = "Po zmianie"
    source.save_revision().publish()

    assert (fresh(english).title, client.get(fresh(english).url).status_code) == ("In English", 200)
