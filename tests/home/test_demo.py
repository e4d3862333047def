"""The demo fills an empty database, and filling it again changes nothing."""

import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page
from wagtail_localize.models import StringSegment

from accounts.models import Office
from consultations.models import Comment, ConsultationPage, Response
from documents.models import DocumentPage, Unit
from home.demo import english, fill, people
from home.demo.reading import content
from places.models import Municipality, Solectwo

STEPS = [
    "prawo: terminy i rodzaje konsultacji",
    "prawo: zakładanie organizacji",
    "pola pożytku i grupy odbiorców",
    "gminy i sołectwa",
    "drzewo stron",
    "osoby",
    "klauzula o danych",
    "organizacje",
    "dokumenty",
    "program i plan",
    "konsultacje",
    "dobre praktyki",
    "sesje strategiczne i SWOT",
    "wolontariat i spotkania",
    "aktualności",
    "strony",
    "angielski",
]


@pytest.fixture
def filled(demo):
    assert demo == STEPS


def census() -> dict:
    return {
        model.__name__: model.objects.count()
        for model in (Page, Comment, Response, Unit, Municipality, Solectwo, Office)
    }


def test_the_demo_is_whole_and_a_second_filling_adds_nothing(filled, client):
    before = census()
    assert list(fill.steps()) == STEPS

    assert census() == before
    assert (before["Municipality"], before["Solectwo"]) == (5, 56)
    assert {role for _e, _f, _l, role, _w in people.PEOPLE} == set(Office.objects.values_list("role", flat=True))


def test_every_page_of_the_demo_answers(filled, client):
    pages = [page for page in Page.objects.live().filter(depth__gt=1).specific() if getattr(page, "is_public", True)]

    assert {page.url: client.get(page.url).status_code for page in pages} == {
        page.url: 200 if getattr(page, "shows_page", True) else 302 for page in pages
    }
    assert len(pages) > 30


def test_the_demo_shows_a_whole_procedure(filled):
    states = set(ConsultationPage.objects.source_language().values_list("state", flat=True))
    reported = ConsultationPage.objects.filter(state="reported").first()

    assert {"announced", "reported"} <= states
    assert Comment.objects.filter(consultation=reported).counted().exists()
    assert not Comment.objects.filter(consultation=reported).unanswered().exists()


def test_the_programme_has_its_paragraphs(filled):
    program = DocumentPage.objects.get(slug="program-aktywizacji", locale__language_code="pl")

    assert Unit.objects.filter(version__document=program, kind="paragraph").count() >= 21


def test_nobody_starts_the_demo_in_production(settings):
    settings.DEVELOPMENT = False

    with pytest.raises(CommandError):
        call_command("start")


def test_a_second_server_on_the_same_address_is_refused_with_a_sentence(settings, live_server):
    settings.DEVELOPMENT = True

    with pytest.raises(CommandError, match="PORT="):
        call_command("start", host=live_server.thread.host, port=str(live_server.thread.port))


def test_every_sentence_of_the_english_pages_is_in_english(filled):
    words = dict(content("en")["strings"])
    polish = {
        segment.string.data.replace(english.BREAK, "\n")
        for page in english.pages()
        for segment in StringSegment.objects.filter(source__object_id=page.translation_key).exclude(
            context__path="slug"
        )
    }

    assert [text for text in sorted(polish - set(words)) if re.search("[^\\W\\d]", text)] == []


def test_the_english_programme_shows_one_of_each_kind(filled, client):
    own = (
        Page.objects.live().filter(locale__language_code="en", url_path__regex="/(program|dobre-praktyki)/").specific()
    )

    assert sorted({type(page).__name__ for page in own}) == [
        "GoalTreePage", "PlanPage", "PracticeIndexPage", "PracticePage", "ProgrammePage", "ProjectPage", "SessionIndexPage",
        "SessionPage", "StatementPage", "SwotPage",
    ]  # fmt: skip
    assert {page.url: client.get(page.url).status_code for page in own} == {page.url: 200 for page in own}


def test_every_page_of_the_demo_knows_its_children(filled):
    children = Counter(page.path[: -page.steplen] for page in Page.objects.all())

    assert [page.title for page in Page.objects.all() if page.numchild != children[page.path]] == []


def test_a_practice_and_the_consultation_it_came_from_lead_to_each_other(filled, client):
    practice, consultation = (
        Page.objects.get(slug="skrzynka-na-klucze", locale__language_code="pl"),
        "regulamin-swietlic",
    )
    asked = ConsultationPage.objects.source_language().get(slug=consultation)

    assert f'href="{practice.url}"' in client.get(asked.url).content.decode()
    assert f'href="{asked.url}"' in client.get(practice.url).content.decode()
