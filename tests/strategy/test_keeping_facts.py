"""Pages may be copied, reverted, scheduled, unpublished, moved, translated: versions, ballots and papers stay."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale, Page

from home.models import StandardPage
from programme.models import ProgrammePage
from strategy.models import BallotPaper, SessionIndexPage, SessionPage, SwotItem, SwotPage, SwotVersion
from tests.factories import strategy as scene
from tests.factories.scenery import child
from tests.kept import kept


@kept
def held(session, swot_page, version):
    """A session at which a version was made and a ballot held."""
    SwotVersion.objects.update(session=session)
    ballot = scene.make_ballot(version, session=session, state="closed")
    scene.make_papers(ballot, 5)
    return session


def facts(session, swot_page) -> tuple:
    """What can be cited, as it stands in the database."""
    return (
        list(SwotVersion.objects.order_by("pk").values_list("area", "number", "state", "session", "ballot")),
        list(SwotItem.objects.order_by("pk").values_list("version", "key", "rank", "text")),
        list(BallotPaper.objects.order_by("pk").values_list("ballot", "ballot__session", "form_key", "entries")),
    )


def copy(session, swot_page):
    session.copy(update_attrs={"slug": "kopia"})
    swot_page.copy(update_attrs={"slug": "swot-kopia"})


def revert(session, swot_page):
    for page in (session, swot_page):
        old = page.save_revision()
        page.title = "Inaczej"
        page.save_revision().publish()
        old.publish()


def publish_by_schedule(session, swot_page):
    for page in (session, swot_page):
        page.go_live_at = timezone.now() - timedelta(minutes=1)
        page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")


def unpublish(session, swot_page):
    session.unpublish()
    swot_page.unpublish()


def move(session, swot_page):
    home = session.get_parent().get_parent()
    programme = child(home.specific, ProgrammePage(title="Program", slug="program", lead="Krótko."))
    session.get_parent().specific.move(programme, "last-child")
    SwotPage.objects.get(pk=swot_page.pk).move(Page.objects.get(pk=programme.pk), "last-child")


def translate(session, swot_page):
    english = Locale.objects.get_or_create(language_code="en")[0]
    for page in (session, swot_page):
        page.copy_for_translation(english, copy_parents=True).save_revision().publish()


@pytest.mark.parametrize(
    "act", [copy, revert, publish_by_schedule, unpublish, move, translate], ids=lambda act: act.__name__
)
def test_nothing_an_editor_does_to_pages_touches_facts(held, swot_page, act):
    before = facts(held, swot_page)

    act(held, swot_page)

    assert facts(held, swot_page) == before


def test_sessions_and_swot_stand_below_the_programme_as_well(client, held, swot_page):
    move(held, swot_page)

    moved = SessionPage.objects.get(pk=held.pk), SwotPage.objects.get(pk=swot_page.pk)
    assert [page.url for page in moved] == ["/program/sesje/sesja/", "/program/swot/"]
    assert [client.get(page.url).status_code for page in moved] == [200, 200]


def test_a_copied_session_has_no_versions_of_its_own(held):
    copied = held.copy(update_attrs={"slug": "kopia"})

    assert (copied.swot_versions.count(), copied.ballots.count(), held.swot_versions.count()) == (0, 0, 1)


# --- every page in preview, as a draft, in both languages ----------------------------------------------------------


KINDS = {"session": SessionPage, "index": SessionIndexPage, "swot": SwotPage}


@kept
def pages(held, swot_page):
    return {"session": held, "index": SessionIndexPage.objects.get(), "swot": swot_page}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("live", [True, False])
def test_a_page_is_shown_in_preview(pages, kind, live):
    page = KINDS[kind].objects.get(pk=pages[kind].pk)
    page.live = live

    answer = page.make_preview_request()

    assert (answer.status_code, "<h1" in answer.content.decode()) == (200, True)


def test_a_page_that_was_never_saved_is_shown_in_preview(home, skawina, area):
    today = timezone.localdate()
    fresh = [
        SessionIndexPage(title="Sesje", slug="sesje"),
        SwotPage(title="SWOT", slug="swot", area=area),
        SessionPage(
            title="Sesja", slug="sesja", summary="Krótko.", held_on=today, starts_at="09:00", ends_at="10:00",
            venue="Sala", municipality=skawina,
        ),
    ]  # fmt: skip
    for page in fresh:
        page.locale, page.path, page.depth = home.locale, f"{home.path}0099", home.depth + 1
        page.set_url_path(home)

    assert [page.make_preview_request().status_code for page in fresh] == [200, 200, 200]


@pytest.mark.parametrize("kind", KINDS)
def test_an_unpublished_page_loses_its_address_and_gets_it_back(client, pages, kind):
    page = pages[kind]
    seen = [client.get(page.url).status_code]
    KINDS[kind].objects.get(pk=page.pk).unpublish()
    seen.append(client.get(page.url).status_code)
    KINDS[kind].objects.get(pk=page.pk).save_revision().publish()

    assert [*seen, client.get(page.url).status_code] == [200, 404, 200]


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_answers_in_english(client, pages, kind):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = pages[kind].copy_for_translation(english, copy_parents=True)
    for above in Page.objects.filter(locale=english, live=False).order_by("depth").specific():
        above.save_revision().publish()

    page = KINDS[kind].objects.get(pk=page.pk)
    assert (page.url[:4], client.get(page.url).status_code) == ("/en/", 200)


BUDGET = {"/sesje/": 9, "/sesje/sesja/": 12, "/sesje/sesja/porzadek/": 9, "/swot/": 12, "/swot/porownaj/1/2/": 10}


@pytest.mark.parametrize("path", BUDGET)
@pytest.mark.parametrize("versions", [2, 5])
def test_a_page_stays_within_its_budget(client, held, swot_page, path, versions, django_assert_max_num_queries):
    for number in range(2, versions + 1):
        scene.make_version(swot_page.area, number=number, session=held)
    client.get(path)

    with django_assert_max_num_queries(BUDGET[path]):
        assert client.get(path).status_code == 200


# --- deleting -----------------------------------------------------------------------------------------------------


@pytest.fixture
def superuser(django_user_model):
    return django_user_model.objects.create_superuser("naczelna@przyklad.example", "x")


SAID = {
    "session": "A version of a SWOT or a ballot belongs to this session: it is not deleted. Unpublish the page instead.",
    "index": "A version of a SWOT or a ballot belongs to this session: it is not deleted. Unpublish the page instead.",
    "swot": "Published versions of a SWOT can be cited, so their page is not deleted. Unpublish it instead.",
}


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("door", ["single", "bulk"])
def test_what_can_be_cited_is_not_deleted_by_anybody(client, superuser, pages, kind, door):
    client.force_login(superuser)
    count, page = Page.objects.count(), pages[kind]

    if door == "single":
        answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    else:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        answer = client.post(f"{address}?id={page.pk}", follow=True)

    assert Page.objects.count() == count
    assert gettext(SAID[kind]) in answer.content.decode()


def test_a_session_with_nothing_hanging_on_it_is_deleted(client, superuser, home, skawina):
    page = scene.make_session(home, skawina)
    client.force_login(superuser)

    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert not SessionPage.objects.exists()


def test_a_swot_page_with_drafts_only_is_deleted(client, superuser, home, area):
    scene.make_version(area, number=None)
    page = scene.make_swot_page(home, area)
    client.force_login(superuser)

    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert (SwotPage.objects.count(), SwotVersion.objects.count()) == (0, 1)


def test_even_code_cannot_delete_what_holds_papers(held):
    with pytest.raises(ProtectedError):
        SessionPage.objects.get(pk=held.pk).delete()
    with pytest.raises(ProtectedError):
        held.ballots.get().delete()


def test_page_types_say_what_they_are_and_where_they_stand():
    assert [bool(kind.page_description) for kind in KINDS.values()] == [True] * 3
    assert [[model.__name__ for model in kind.allowed_parent_page_models()] for kind in KINDS.values()] == [
        ["SessionIndexPage"], ["HomePage", "ProgrammePage"], ["HomePage", "ProgrammePage"],
    ]  # fmt: skip
    assert SwotPage not in StandardPage.allowed_subpage_models()
