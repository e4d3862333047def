"""The page of the programme: four sections, computed progress, everything below it of whatever app, documents, news."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from wagtail.models import Locale, Page

from documents.adoption import sentence
from documents.models import Adoption, DocumentPage
from home.models import HomePage, NewsIndexPage, NewsPage
from programme.models import EvaluationPage, ProgrammePage, ProjectPage, UpdateStep
from programme.news import News, collect_news
from tests.factories import programme as scenery
from tests.factories.scenery import child
from tests.kept import kept
from tests.reading import tight


def words(answer) -> str:
    return tight(answer.content.decode())


@kept
def english(db):
    return Locale.objects.get_or_create(language_code="en")[0]


def in_english(page, english, **changes):
    translated = page.copy_for_translation(english, copy_parents=True)
    for name, value in changes.items():
        setattr(translated, name, value)
    translated.save_revision().publish()
    return type(page).objects.get(pk=translated.pk)


# --- the four sections ----------------------------------------------------------------------------------------------


def test_the_programme_says_why_what_how_far_and_how_to_join(client, home):
    parts = {"why": "<p>Powód.</p>", "what": "<ul><li>Kierunek.</li></ul>", "how_far": "<p>Daleko.</p>"}
    scenery.make_programme(home, **parts, how_to_join="<p>Przyjdź.</p>", next_steps="- Raport\n\nGłosowanie\n")
    page = words(client.get("/program/"))

    order = [page.index(f'<h2 id="{name}"') for name in ("po-co", "co", "jak-daleko", "jak-sie-wlaczyc")]
    assert order == sorted(order)
    assert [text in page for text in ("Powód.", "<li>Kierunek.</li>", "Daleko.", "Przyjdź.")] == [True] * 4
    assert ("<li>Raport</li>" in page, "<li>Głosowanie</li>" in page) == (True, True)


def test_an_empty_section_has_no_heading(client, programme):
    page = words(client.get("/program/"))

    assert [f'<h2 id="{name}"' in page for name in ("po-co", "co", "jak-daleko", "jak-sie-wlaczyc")] == [
        True,
        False,
        True,
        False,
    ]


def test_progress_is_counted_from_the_plan_at_once(client, plan, skawina):
    def sentence(count: int) -> str:
        return ngettext("project in the plan", "projects in the plan", count)

    assert _("There are no projects in the plan yet.") in words(client.get("/program/"))
    for number in (1, 2):
        scenery.make_project(plan, skawina, slug=f"p{number}", money=[("municipal", 1000, None)])
        page = words(client.get("/program/"))
        assert f"<dt>{sentence(number)}</dt><dd>{number}</dd>" in page
        assert f"{number} 000 zł" in page
    page = words(client.get("/program/"))
    assert f"<dd>{_('no data')}</dd>" in page  # what was spent is not known


def test_no_heading_is_skipped_on_the_pages_of_the_programme(client, trees, plan, project, goals):
    evaluation = EvaluationPage(
        title="Ocena",
        slug="ocena",
        kind="ex_ante",
        author="Zespół",
        summary="Dobrze.",
        recommendations="Mierz.\nPytaj.",
    )
    child(plan.get_parent(), evaluation)
    statement, report = scenery.make_statement(plan.get_parent()), scenery.make_report(plan.get_parent())
    paths = [
        "/program/", "/program/cele/", f"/program/cele/cel/{goals['b422'].pk}/", "/program/plan/", project.url,
        statement.url, f"{statement.url}wersja/1/", report.url, "/program/ocena/",
    ]  # fmt: skip
    for path in paths:
        page = client.get(path).content.decode()
        levels = [
            int(part[0]) for part in page.split("<main")[1].split("</main>")[0].split("<h")[1:] if part[0].isdigit()
        ]
        assert (path, levels[0], levels.count(1)) == (path, 1, 1)
        assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
        assert ' style="' not in page


# --- what stands below ------------------------------------------------------------------------------------------------


def test_public_pages_below_are_listed_in_their_order_and_drafts_are_not(client, programme, trees, plan):
    statement = scenery.make_statement(programme)
    scenery.make_report(programme, published=False)
    page = words(client.get("/program/")).split("<aside")[1]

    listed = [part.split('"')[0] for part in page.split("</section>")[0].split('<a href="')[1:]]
    assert listed == [trees.url, plan.url, statement.url]


def test_an_english_reader_gets_translations_and_the_rest_in_polish_marked_so(client, programme, trees, plan, english):
    translated = in_english(programme, english, lead="Five municipalities.", title="Programme")
    in_english(trees, english, title="Goals")
    page = words(client.get(translated.url))
    aside = page.split("<aside")[1]

    assert ("Five municipalities." in page, ">Goals</a>" in aside) == (True, True)
    assert f'<a href="{plan.url}" hreflang="pl"><span lang="pl">Plan</span></a>' in aside
    assert "Cele" not in aside


def test_facts_of_a_translation_are_those_of_its_source(client, programme, plan, skawina, english):
    translated = in_english(programme, english)
    scenery.make_project(plan, skawina, money=[("municipal", 1234, None)])
    with override("en"):
        sentence = ngettext("project in the plan", "projects in the plan", 1)

    assert f"<dt>{sentence}</dt><dd>1</dd>" in words(client.get(translated.url))


def test_a_translated_project_keeps_its_facts_and_is_counted_once(client, plan, project, english):
    translated = in_english(project, english, title="The map", summary="Together.")
    project.state, project.stop_reason = "stopped", "Brak ludzi."
    project.save_revision().publish()

    page = words(client.get(translated.url))
    assert ("The map" in page, "Brak ludzi." in page) == (True, True)
    assert len(client.get("/program/plan/json/").json()["projects"]) == 1
    listed = words(client.get(plan.get_translation(english).url))
    assert ("The map" in listed, project.title in listed) == (True, False)


# --- documents and the way of a change --------------------------------------------------------------------------------


def test_documents_say_how_far_the_councils_are(client, programme, document, skawina, liszki):
    document.adoptions = [
        Adoption(municipality=skawina, stage="adopted", resolution_number="I/1", adopted_on=date(2026, 1, 1)),
        Adoption(municipality=liszki, stage="prepared"),
    ]
    document.save()
    programme.documents = [document]
    programme.save()

    assert sentence(["adopted", "prepared"]) in words(client.get("/program/"))
    DocumentPage.objects.get(pk=document.pk).unpublish()
    assert document.title not in words(client.get("/program/"))


def test_the_steps_of_a_change_stand_in_order_and_say_what_lies_ahead(client, programme, document):
    programme.steps = [
        UpdateStep(stage="proposal", happened_on=date(2026, 3, 1), note="Konwent."),
        UpdateStep(stage="consultation", happened_on=date(2026, 4, 1), page=document),
        UpdateStep(stage="adoption"),
    ]
    programme.save()
    page = words(client.get("/program/")).split('id="zmiany"')[1].split("</ol>")[0]

    assert page.count("<li") == 3
    assert (page.count('class="past"'), page.count('class="ahead"'), _("ahead of us") in page) == (2, 1, True)
    assert (f'href="{document.url}"' in page, "Konwent." in page) == (True, True)
    assert words(client.get("/program/")).count('id="zmiany"') == 1


# --- news -------------------------------------------------------------------------------------------------------------


@kept
def index(home):
    return child(home, NewsIndexPage(title="Aktualności", slug="aktualnosci"))


def make_news(index, slug, programme=None, *, days=0, **details) -> NewsPage:
    on = timezone.localdate() - timedelta(days=days)
    words = {"title": f"Wiadomość {slug}", "summary": "Krótko.", "published_on": on, "programme": programme}
    return child(index, NewsPage(**{**words, **details}, slug=slug))


def test_news_of_the_programme_are_on_its_page_newest_first_and_other_news_are_not(client, programme, index):
    make_news(index, "stara", programme, days=9)
    make_news(index, "nowa", programme, for_media=True)
    make_news(index, "obca")
    make_news(index, "szkic", programme, live=False)
    page = words(client.get("/program/"))

    assert page.index("Wiadomość nowa") < page.index("Wiadomość stara")
    assert ("Wiadomość obca" in page, "Wiadomość szkic" in page) == (False, False)
    assert page.count(_("Note for the media")) == 1
    assert _("Note for the media") in words(client.get("/aktualnosci/nowa/"))
    assert _("Note for the media") not in words(client.get("/aktualnosci/stara/"))


def test_at_most_five_news_are_shown_and_none_for_another_programme(client, home, programme, index):
    for number in range(7):
        make_news(index, f"n{number}", programme, days=number)
    other = scenery.make_programme(home, slug="inny")

    assert [news.title for news in collect_news(programme.pk, programme.locale_id)] == [
        f"Wiadomość n{n}" for n in range(5)
    ]
    assert collect_news(other.pk, other.locale_id) == []
    assert 'id="wiadomosci"' not in words(client.get("/inny/"))


def test_news_stay_when_their_programme_goes(home, index):
    other = scenery.make_programme(home, slug="inny")
    news = make_news(index, "n", other)
    ProgrammePage.objects.get(pk=other.pk).delete()

    assert NewsPage.objects.get(pk=news.pk).programme is None
    assert News("a", "/a/", date(2026, 1, 1)).for_media is False


# --- every type -------------------------------------------------------------------------------------------------------

KINDS = [
    "ProgrammePage", "GoalTreePage", "PlanPage", "ProjectPage", "StatementPage", "MonitoringReportPage", "EvaluationPage",
]  # fmt: skip


@kept
def every(programme, trees, plan, project):
    evaluation = EvaluationPage(title="Ocena", slug="ocena", kind="ex_post", author="Zespół", summary="Dobrze.")
    made = [
        programme, trees, plan, project, scenery.make_statement(programme), scenery.make_report(programme),
        child(programme, evaluation),
    ]  # fmt: skip
    return {type(page).__name__: page for page in made}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_shown_live_in_preview_as_a_draft_and_in_both_languages(client, every, english, kind):
    page = every[kind]
    translated = in_english(page, english)
    draft = type(page).objects.get(pk=page.pk)
    draft.live = False
    empty = type(page)(
        title="", slug="", path=page.path, depth=page.depth, locale=page.locale, content_type=page.content_type
    )
    if kind == "ProjectPage":
        empty.municipality = page.municipality
    if kind == "MonitoringReportPage":
        empty.year = 2026

    shown = [
        client.get(page.url), client.get(translated.url), page.make_preview_request(), draft.make_preview_request(),
        translated.make_preview_request(), empty.make_preview_request(),
    ]  # fmt: skip
    assert [(answer.status_code, answer.content.count(b"<h1")) for answer in shown] == [(200, 1)] * 6


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_not_public(client, every, kind):
    page = every[kind]
    type(page).objects.get(pk=page.pk).unpublish()

    assert client.get(page.url).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_type_says_what_it_is_for_and_where_it_stands(every, kind):
    page = every[kind]

    assert (bool(page.page_description), page.parent_page_types != []) == (True, True)
    assert type(page).can_exist_under(page.get_parent().specific)
    assert not type(page).can_exist_under(HomePage.objects.first()) or kind == "ProgrammePage"


def test_pages_of_other_apps_may_stand_below_the_programme(programme):
    names = {model.__name__ for model in ProgrammePage.allowed_subpage_models()}

    assert {"GoalTreePage", "PlanPage", "StatementPage", "MonitoringReportPage", "EvaluationPage"} <= names
    assert names & {"NewsPage", "StandardPage", "ConsultationPage", "ProjectPage", "HomePage"} == set()


def test_an_evaluation_says_who_looked_and_what_they_recommend(client, every):
    page = every["EvaluationPage"]
    page.recommendations, page.finished_on = "- Mierz skutki.\n\nPytaj co roku.", date(2026, 5, 4)
    page.save()
    text = words(client.get(page.url))

    assert text.count("<li>Mierz skutki.</li>") + text.count("<li>Pytaj co roku.</li>") == 2
    assert ("Zespół" in text, str(EvaluationPage.Kind.EX_POST.label) in text, "4 maja 2026" in text) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize(("day", "accepted"), [(0, True), (1, False), (None, True)])
def test_an_evaluation_is_not_finished_tomorrow(programme, day, accepted):
    when = "" if day is None else (timezone.localdate() + timedelta(days=day)).isoformat()
    data = {
        "title": "O", "slug": "o", "kind": "ex_ante", "author": "Z", "summary": "S", "finished_on": when, "findings-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    page = EvaluationPage(locale=programme.locale)
    form = EvaluationPage.get_edit_handler().get_form_class()(data, instance=page, parent_page=programme)

    assert form.is_valid() == accepted
    assert form.errors == ({} if accepted else {"finished_on": [_("This day has not come yet.")]})


def test_the_front_door_costs_the_same_with_one_and_with_three_of_everything(cost, programme, plan, skawina, index):
    def more(number):
        scenery.make_statement(programme, slug=f"s{number}")
        scenery.make_project(plan, skawina, slug=f"p{number}", indicators=[{"values": [(2025, 1)]}])
        make_news(index, f"n{number}", programme)

    more(1)
    with_one = cost("/program/")
    more(2)
    more(3)

    assert cost("/program/") == with_one
    assert with_one[1] <= 12


def test_polish_words_on_english_pages_are_marked_so(client, home, plan, skawina, goals, document, english):
    scenery.make_tree_page(plan.get_parent().specific)
    goals["b422"].documents.add(document)
    project = scenery.make_project(
        plan, skawina, directions=[goals["b422"]], indicators=[{"name": "Głosy mieszkańców", "unit": "osoby"}],
        milestones=[("Ruszyła mapa", date(2025, 2, 1), None)],
    )  # fmt: skip
    page = project.copy_for_translation(english, copy_parents=True)
    for above in Page.objects.filter(locale=english, live=False).order_by("depth").specific():
        above.save_revision().publish()
    html = words(client.get(ProjectPage.objects.get(pk=page.pk).url))

    assert '<h3 lang="pl">Głosy mieszkańców</h3>' in html
    assert '<strong lang="pl">Ruszyła mapa</strong>' in html
    assert f'<a href="{document.url}" lang="pl">' in html
