"""Pages of the plan are copied, reverted, scheduled, translated: rows stay whole. What is remembered is forgotten in time."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from consultations.lifecycle import CONSULTATION
from consultations.models import ConsultationPage
from programme.models import Goal, GoalLink, GoalTreePage, IndicatorValue, PlanPage, ProgrammePage, ProjectPage
from tests.factories import programme as scenery
from tests.factories.scenery import announced
from tests.kept import kept


@kept
def whole(plan, skawina, liszki, goals):
    return scenery.make_project(
        plan, skawina, slug="calosc", partners=[liszki], directions=[goals["b421"], goals["b514"]],
        money=[("municipal", 100, 40), ("european", None, None)],
        milestones=[("Start", date(2025, 2, 1), date(2025, 2, 3)), ("Koniec", date(2026, 2, 1), None)],
        indicators=[
            {"name": "Głosy", "baseline": 1, "target": 9, "values": [(2024, 2), (2025, None)]},
            {"name": "Dni", "direction": "down", "target": 5},
        ],
    )  # fmt: skip


def facts(project) -> tuple:
    """Everything the plan says about a project, as it stands in the database."""
    page = ProjectPage.objects.get(pk=project.pk)
    return (
        (page.state, page.municipality.name, sorted(place.name for place in page.partners.all())),
        sorted(goal.code for goal in page.directions.all()),
        list(page.money.values_list("source", "amount", "spent")),
        list(page.milestones.values_list("title", "due_on", "done_on")),
        [
            (row.name, row.direction, row.target, list(row.values.values_list("year", "value")))
            for row in page.indicators.all()
        ],
    )


def copy(project):
    project.copy(update_attrs={"slug": "kopia"})


def publish_again(project):
    ProjectPage.objects.get(pk=project.pk).save_revision().publish()


def revert(project):
    old = ProjectPage.objects.get(pk=project.pk).save_revision()
    page = ProjectPage.objects.get(pk=project.pk)
    page.state, page.money = "done", []
    page.save_revision().publish()
    old.publish()


def schedule(project):
    page = ProjectPage.objects.get(pk=project.pk)
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")


def unpublish(project):
    ProjectPage.objects.get(pk=project.pk).unpublish()


def move(project):
    other = scenery.make_plan(scenery.make_programme(project.get_ancestors()[1].specific, slug="inny"))
    project.move(other, "last-child")


def translate(project):
    english = Locale.objects.get_or_create(language_code="en")[0]
    project.copy_for_translation(english, copy_parents=True).save_revision().publish()


ACTS = [copy, publish_again, revert, schedule, unpublish, move, translate]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_nothing_an_editor_does_to_a_project_breaks_its_rows(whole, act):
    before = facts(whole)

    act(ProjectPage.objects.get(pk=whole.pk))

    assert facts(whole) == before


def test_a_copy_has_rows_of_its_own(whole):
    copied = whole.copy(update_attrs={"slug": "kopia"})

    assert facts(copied) == facts(whole)
    assert IndicatorValue.objects.count() == 4
    copied.indicators.first().values.all().delete()
    assert facts(whole)[4][0][3] == [(2024, 2), (2025, None)]


def localise(page, locale):
    source, _created = TranslationSource.get_or_create_from_instance(page)
    made = Translation.objects.get_or_create(source=source, target_locale=locale)[0]
    made.save_target(publish=True)
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def test_translations_made_in_the_admin_show_the_facts_of_their_source(
    client, home, programme, trees, plan, whole, django_capture_on_commit_callbacks
):
    english = Locale.objects.get_or_create(language_code="en")[0]
    with django_capture_on_commit_callbacks(execute=True):  # that is when the translations are published
        made = [localise(page, english) for page in (home, programme, trees, plan, whole)]
    pages = [type(page).objects.get(pk=page.pk) for page in made[1:]]
    whole.state, whole.stop_reason = "stopped", "Brak chętnych."
    whole.save_revision().publish()

    assert [type(page) for page in pages] == [ProgrammePage, GoalTreePage, PlanPage, ProjectPage]
    shown = [client.get(page.url) for page in pages]
    assert [answer.status_code for answer in shown] == [200] * 4
    assert "Brak chętnych." in shown[3].content.decode()
    assert shown[1].content.decode().count("/cel/") >= 31
    assert client.get(f"{pages[2].url}json/").json() == client.get("/program/plan/json/").json()


# --- what is remembered ---------------------------------------------------------------------------------------------


def on_page(client, path: str, *texts: str) -> list[bool]:
    page = client.get(path).content.decode()
    return [text in page for text in texts]


def test_a_published_change_of_a_project_is_seen_at_once(client, plan, whole, trees):
    paths = ("/program/plan/", "/program/cele/", "/program/plan/calosc/")
    assert [on_page(client, path, "Nowa nazwa") for path in paths] == [[False]] * 3

    whole.title = "Nowa nazwa"
    whole.save_revision().publish()

    assert [on_page(client, path, "Nowa nazwa") for path in paths] == [[True]] * 3


def test_a_renamed_goal_and_a_new_link_are_seen_at_once(client, trees, goals):
    client.get("/program/cele/")
    goal = Goal.objects.get(pk=goals["b421"].pk)
    goal.title = "Edukacja od nowa"
    goal.save()
    GoalLink.objects.create(source=goal, target=goals["m722"])

    address = f"/program/cele/cel/{goal.pk}/"
    assert on_page(client, "/program/cele/", "Edukacja od nowa") == [True]
    assert on_page(client, address, f"/program/cele/cel/{goals['m722'].pk}/") == [True]


def test_a_decision_about_a_consultation_is_seen_at_once(client, trees, goals, consultation, coordinator):
    page = ConsultationPage.objects.get(pk=consultation.pk)
    page.goals = [goals["b423"]]
    page.save()
    page = announced(page)
    address = f"/program/cele/cel/{goals['b423'].pk}/"
    assert on_page(client, address, page.title) == [True]
    before = client.get(address).content

    CONSULTATION.apply("cancel", page, by=coordinator, reason="Pomyłka w ogłoszeniu.")

    assert client.get(address).content != before


def test_a_deleted_project_is_gone_at_once(client, plan, whole, trees):
    assert on_page(client, "/program/plan/", whole.title) == [True]

    ProjectPage.objects.get(pk=whole.pk).delete()

    assert [on_page(client, path, whole.title) for path in ("/program/plan/", "/program/cele/")] == [[False], [False]]
