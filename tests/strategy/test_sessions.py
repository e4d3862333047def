"""Strategic sessions: ahead or behind by their date, agenda, who came, minutes, decisions, SWOT around them."""

import json
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.documents.models import Document
from wagtail.models import Locale

from places.models import Solectwo
from strategy.models import AgendaItem, Attendance, Decision, SessionPage
from strategy.sessions import attendance
from tests.factories import strategy as scene
from tests.factories.scenery import child
from tests.kept import kept

TODAY = date(2026, 11, 24)


def people(*numbers):
    return [Attendance(kind=f"grupa {number}", number=number) for number in numbers]


def html_of(client, page, suffix="") -> str:
    answer = client.get(f"{page.url}{suffix}")
    assert answer.status_code == 200
    return answer.content.decode()


def with_rows(session: SessionPage, **rows) -> SessionPage:
    for name, made in rows.items():
        setattr(session, name, made)
    session.save_revision().publish()
    return SessionPage.objects.get(pk=session.pk)


# --- ahead and behind ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "ahead"), [(-1, False), (0, True), (1, True)])
def test_a_session_is_ahead_until_its_day_has_passed(home, skawina, days, ahead):
    session = scene.make_session(home, skawina, held_on=TODAY + timedelta(days=days))

    assert session.is_ahead(TODAY) is ahead


def test_the_list_has_the_nearest_first_and_the_latest_past_first(client, home, skawina):
    for days in (30, -30, 10, -10, 0):
        scene.make_session(home, skawina, slug=f"s{days}", title=f"Sesja {days}", days=days)

    context = client.get(scene.make_index(home).url).context

    assert [session.title for session in context["ahead"]] == ["Sesja 0", "Sesja 10", "Sesja 30"]
    assert [session.title for session in context["behind"]] == ["Sesja -10", "Sesja -30"]


def test_an_empty_list_says_what_to_expect(client, home):
    html = html_of(client, scene.make_index(home))

    assert gettext("No session has been planned yet. Past ones are below, with what they decided.") in html


def test_unpublished_sessions_are_not_listed(client, home, skawina):
    scene.make_session(home, skawina, live=False)

    assert client.get(scene.make_index(home).url).context["ahead"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, home, skawina, count, django_assert_max_num_queries):
    for number in range(count):
        scene.make_session(home, skawina, slug=f"s{number}", days=number)
        scene.make_session(home, skawina, slug=f"p{number}", days=-1 - number)
    client.get("/sesje/")

    with django_assert_max_num_queries(9):
        client.get("/sesje/")


# --- one session --------------------------------------------------------------------------------------------------


@kept
def full(session, skawina):
    """A session with two rows in every list."""
    village = Solectwo.objects.create(municipality=skawina, name="Radziszów", slug="radziszow")
    session.village = village
    session.accessibility = "wejście bez progu\n\npętla indukcyjna"
    session.minutes = json.dumps(
        [{"type": "heading", "value": "Wyzwania"}, {"type": "text", "value": "<p>Mało osób.</p>"}]
    )
    today = timezone.localdate()
    return with_rows(
        session,
        agenda=[
            AgendaItem(starts_at=time(9), minutes=15, title="Przywitanie uczestników", who="koordynatorka"),
            AgendaItem(starts_at=time(13, 15), title="Lunch."),
        ],
        attendance=people(14, 3),
        decisions=[
            Decision(kind="decision", text="Przyjmujemy kierunki.", who="Konwent", done_on=today),
            Decision(kind="task", text="Zebrać listę sal.", due_on=today - timedelta(days=1)),
            Decision(kind="task", text="Napisać misję.", due_on=today),
            Decision(kind="task", text="Pomyśleć."),
        ],
    )


def test_the_page_tells_when_where_and_for_whom(client, full):
    html = html_of(client, full)

    said = (
        "Radziszów, Skawina",
        "09:00–14:00",
        "Świetlica, ul. Przykładowa 1",
        "wejście bez progu",
        "pętla indukcyjna",
    )
    assert [words in html for words in said] == [True] * 5
    assert html.count("<li>wejście") + html.count("<li>pętla") == 2


def test_the_agenda_is_shown_and_has_its_own_sheet(client, full):
    page, sheet = html_of(client, full), html_of(client, full, "porzadek/")

    for words in ("09:00", "Przywitanie", "15&nbsp;min", "koordynatorka", "13:15", "Lunch."):
        assert (words in page, words in sheet) == (True, True)
    assert "Zebrać" not in sheet


def test_minutes_have_headings_below_their_own(client, full):
    html = html_of(client, full)

    assert f"<h2>{gettext('Minutes')}</h2>" in html
    assert "<h3>Wyzwania</h3>" in html and "Mało osób." in html


def test_decisions_and_tasks_say_by_when_and_whether_they_are_late(client, full):
    context = client.get(full.url).context

    assert [row.text for row in context["decisions"]] == ["Przyjmujemy kierunki."]
    assert [(row.text, row.is_late) for row in context["tasks"]] == [
        ("Zebrać listę sal.", True), ("Napisać misję.", False), ("Pomyśleć.", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [(None, None, False), (-1, None, True), (0, None, False), (1, None, False), (-5, -1, False)],
)
def test_what_is_done_is_never_late(due, done, late):
    days = [None if offset is None else timezone.localdate() + timedelta(days=offset) for offset in (due, done)]

    assert Decision(due_on=days[0], done_on=days[1]).is_late is late


def test_materials_are_the_files_of_the_body_with_type_and_size(client, session, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = Document.objects.create(title="Karta pracy", file=ContentFile(b"tekst", name="karta.txt"))
    session.body = json.dumps(
        [
            {"type": "text", "value": "<p>Weź telefon.</p>"},
            {"type": "file", "value": {"document": file.pk, "title": ""}},
        ]
    )
    session.save()

    html = html_of(client, session)

    materials = html.split(f"{gettext('Materials')}</h2>")[1].split("</ul>")[0]
    assert [words in materials for words in ("Karta pracy", "TXT, 5")] == [True, True]
    assert (html.count("Karta pracy"), "Weź telefon." in html) == (1, True)


def test_a_session_with_empty_lists_has_no_empty_headings(client, session):
    html = html_of(client, session)

    absent = ("Minutes", "Decisions", "Tasks", "Who came", "Materials", "SWOT", "What it is for")
    assert [name for name in absent if f">{gettext(name)}</h2>" in html] == []
    assert gettext("The agenda will appear here before the session.") in html


# --- who came -----------------------------------------------------------------------------------------------------


SUMS = [
    # groups, how they are told, the sum beside them
    ((), [], ""),
    ((14, 9), ["14", "9"], "23"),
    ((14, 9, 3), ["14", "12"], "26"),
    ((14, 4), ["18"], "18"),
    ((14, 3, 2), ["14", "5"], "19"),
    ((14, 3, 3), ["14", "6"], "20"),
    ((14, 1, 1), ["16"], "16"),
    ((4,), ["< 5"], "< 5"),
    ((5,), ["5"], "5"),
    ((2, 1), ["< 5"], "< 5"),
    ((4, 4), ["8"], "8"),
]


@pytest.mark.parametrize(("numbers", "groups", "total"), SUMS)
def test_the_sum_does_not_give_a_small_group_away(numbers, groups, total):
    few = gettext("fewer than %(number)s") % {"number": 5}

    came, told_total = attendance(people(*numbers))

    assert ([row.told for row in came], told_total) == (
        [told.replace("< 5", few) for told in groups], total.replace("< 5", few)
    )  # fmt: skip


def test_the_exact_number_of_a_small_group_is_nowhere_on_the_page(client, full):
    answer = client.get(full.url)

    assert [(row.kind, row.told, row.is_written) for row in answer.context["came"]] == [
        (gettext("all together"), "17", False)
    ]
    assert (answer.context["total"], "grupa 3" in answer.content.decode()) == ("17", False)
    assert "Grupy mniejsze niż 5 osób" in answer.content.decode()


# --- SWOT around the session --------------------------------------------------------------------------------------


def test_versions_made_before_between_and_after_are_listed(client, session, swot_page, version):
    area = version.area
    for number, stage in ((2, "after"), (3, "before"), (4, "between")):
        scene.make_version(area, number=number, stage=stage, session=session)
    scene.make_version(area, number=None, stage="after", session=session)

    swots = client.get(session.url).context["swots"]

    assert [(str(label), [(v.number, v.address) for v in made]) for label, made in swots] == [
        (gettext("before the session"), [(3, f"{swot_page.url}wersja/3/")]),
        (gettext("between sessions"), [(4, f"{swot_page.url}wersja/4/")]),
        (gettext("after the session"), [(2, f"{swot_page.url}wersja/2/")]),
    ]


# --- editing ------------------------------------------------------------------------------------------------------


def test_a_session_ends_after_it_begins(session):
    session.starts_at, session.ends_at = time(14), time(9)

    with pytest.raises(ValidationError) as refused:
        session.clean()
    assert refused.value.message_dict == {"ends_at": [gettext("The session ends before it begins.")]}


def test_the_village_lies_in_the_municipality(session, liszki):
    session.village = Solectwo.objects.create(municipality=liszki, name="Piekary", slug="piekary")

    with pytest.raises(ValidationError) as refused:
        session.clean()
    assert refused.value.message_dict == {"village": [gettext("This village lies in another municipality.")]}


def test_a_session_is_composed_in_the_admin(client, home, skawina, coordinator):
    index = scene.make_index(home)
    client.force_login(coordinator)

    page = client.get(f"/cms/pages/add/strategy/sessionpage/{index.pk}/")

    assert page.status_code == 200
    assert [
        name in page.content.decode()
        for name in ("agenda-TOTAL_FORMS", "attendance-TOTAL_FORMS", "decisions-TOTAL_FORMS")
    ] == [True] * 3


@pytest.mark.indexed
def test_the_search_finds_words_of_the_agenda_and_of_decisions(client, full):
    found = {
        words: [page.pk for page in client.get(f"/szukaj/?q={words}").context["found"]]
        for words in ("lunch", "kierunki", "tramwaj")
    }

    assert found == {"lunch": [full.pk], "kierunki": [full.pk], "tramwaj": []}


# --- two languages ------------------------------------------------------------------------------------------------


@kept
def english(full):
    locale = Locale.objects.get_or_create(language_code="en")[0]
    page = full.copy_for_translation(locale, copy_parents=True)
    page.title, page.summary = "Strategic session", "We set directions."
    page.held_on = date(2020, 1, 1)  # a stale copy of a fact
    page.save_revision().publish()
    for above in page.get_ancestors().filter(locale=locale, live=False):
        above.specific.save_revision().publish()
    return SessionPage.objects.get(pk=page.pk)


def test_a_translation_reads_facts_from_the_source(client, full, english):
    answer = client.get(english.url)
    html = answer.content.decode()

    assert answer.context["source"].pk == full.pk
    assert answer.context["is_ahead"] is True
    assert [
        words in html for words in ("Strategic session", "We set directions.", "Lunch.", "Przyjmujemy kierunki.")
    ] == [True] * 4
    assert "2020" not in html.split("</article>")[0].split("<article>")[1]


def test_the_english_list_shows_each_session_once_in_english_where_it_can(client, home, skawina, full, english):
    child(scene.make_index(home), SessionPage(**plain(skawina)))

    ahead = client.get(english.get_parent().url).context["ahead"]

    assert [session.shown.title for session in ahead] == ["Strategic session", "Tylko po polsku"]


def plain(skawina) -> dict:
    return {
        "title": "Tylko po polsku", "slug": "tylko", "summary": "Krótko.", "held_on": timezone.localdate() + timedelta(days=40),
        "starts_at": time(9), "ends_at": time(10), "venue": "Sala", "municipality": skawina,
    }  # fmt: skip


def test_a_session_costs_the_same_with_one_and_with_many_rows(client, full, swot_page, django_assert_max_num_queries):
    for number in (2, 3, 4):
        scene.make_version(swot_page.area, number=number, session=full)
    client.get(full.url)

    with django_assert_max_num_queries(12):
        client.get(full.url)
