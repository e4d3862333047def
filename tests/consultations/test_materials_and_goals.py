"""The consultation page lists what there is to read; goals of the programme show the consultations that serve them."""

import json

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from django.utils.translation import override
from wagtail.documents.models import Document

from consultations.contributions import find_consultations_of_goals
from consultations.models import ConsultationPage
from programme.goal_references import GoalReference, references_of_goals
from programme.models import Goal, GoalTree
from tests.factories import scenery
from tests.kept import kept


@kept
def goal(db):
    tree = GoalTree.objects.create(slug="drzewo", name="Drzewo")
    return Goal.objects.create(tree=tree, level="direction", code="4.2.3", title="Konsultacje")


def with_file(consultation, tmp_path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path):
        file = Document.objects.create(title="Projekt", file=ContentFile(b"%PDF-1.7", name="projekt.pdf"))
    consultation.body = json.dumps(
        [
            {"type": "heading", "value": "Jak zabrać głos"},
            {"type": "file", "value": {"document": file.pk, "title": "Projekt do druku"}},
        ]
    )
    consultation.save()


def test_materials_are_the_text_and_the_files_with_type_and_size(client, consultation, stage, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    with_file(consultation, tmp_path)

    html = client.get(consultation.url).getvalue().decode()

    materials = html.split("Materiały</h2>")[1].split("</ul>")[0]
    assert [words in materials for words in (stage.title, stage.url, "Projekt do druku", "PDF, 8")] == [True] * 4
    assert html.count("Projekt do druku") == 1
    assert "Jak zabrać głos" in html


def test_a_consultation_without_materials_has_no_empty_heading(client, lists):
    page = scenery.make_consultation(lists[0])
    scenery.make_stages(page)

    assert "Materiały</h2>" not in client.get(scenery.announced(page).url).getvalue().decode()


def test_a_goal_shows_its_consultation_with_the_status(consultation, goal):
    consultation.goals.set([goal])
    consultation.save()

    with override("pl"):
        found = references_of_goals([goal.pk], "pl")

    sentence = ConsultationPage.objects.get(pk=consultation.pk).clock.sentence
    assert found == {goal.pk: [GoalReference("konsultacje", consultation.title, consultation.url, sentence)]}


@pytest.mark.parametrize("hidden", [{"state": "draft"}, {"live": False}])
def test_a_goal_does_not_tell_of_what_is_not_public(consultation, goal, hidden):
    consultation.goals.set([goal])
    consultation.save()
    ConsultationPage.objects.filter(pk=consultation.pk).update(**hidden)

    assert references_of_goals([goal.pk], "pl") == {goal.pk: []}


def test_goals_cost_the_same_whatever_hangs_on_them(lists, goal, django_assert_num_queries):
    pages = [scenery.make_consultation(lists[0], slug=f"k{n}") for n in range(3)]
    for number, page in enumerate(pages, start=1):
        scenery.make_stages(page)
        scenery.announced(page, sequence=number)
    references_of_goals([goal.pk], "pl")
    pages[0].get_url()  # Wagtail remembers where the site begins
    for count in (1, 3):
        for page in pages[:count]:
            fresh = ConsultationPage.objects.get(pk=page.pk)
            fresh.goals.set([goal])
            fresh.save()
        with django_assert_num_queries(3):
            assert len(list(find_consultations_of_goals([goal.pk], "pl"))) == count
