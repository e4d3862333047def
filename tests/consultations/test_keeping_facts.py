"""Pages may be copied, reverted, scheduled, unpublished, moved, translated: state, units and comments stay as they are."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from consultations.models import Comment, ConsultationIndexPage, ConsultationPage, DocumentStagePage
from documents.models import DocumentPage, Unit
from documents.services import make_version
from tests.factories import scenery


def facts(consultation, stage) -> tuple:
    """What residents and the procedure rely on, as it stands in the database."""
    page, part = ConsultationPage.objects.get(pk=consultation.pk), DocumentStagePage.objects.get(pk=stage.pk)
    return (
        (page.state, page.code, page.announced_on, page.comment_counter),
        (part.version_id, part.opens_on, part.closes_on),
        list(Comment.objects.values_list("pk", "consultation", "stage", "unit", "number", "state", "words__opinion")),
        list(Unit.objects.filter(version=part.version_id).values_list("anchor", "text")),
    )


def copy(consultation, stage):
    consultation.copy(update_attrs={"slug": "kopia"}, recursive=True)


def revert_to_a_draft_from_before_the_announcement(consultation, stage):
    old = consultation.save_revision()
    content = {**old.content, "state": "draft", "sequence": None, "comment_counter": 0, "announced_on": None}
    type(old).objects.filter(pk=old.pk).update(content=content)
    old.refresh_from_db()
    old.publish()


def revert_the_stage(consultation, stage):
    old = stage.save_revision()
    content = {**old.content, "version": None}
    type(old).objects.filter(pk=old.pk).update(content=content)
    old.refresh_from_db()
    old.publish()


def publish_by_schedule(consultation, stage):
    page = ConsultationPage.objects.get(pk=consultation.pk)
    page.title = "Zmieniony tytuł"
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")


def unpublish(consultation, stage):
    ConsultationPage.objects.get(pk=consultation.pk).unpublish()


def move(consultation, stage):
    branch = scenery.child(
        ConsultationIndexPage.objects.first(), ConsultationIndexPage(title="Archiwum", slug="archiwum")
    )
    ConsultationPage.objects.get(pk=consultation.pk).move(branch, "last-child")


def translate(consultation, stage):
    english = Locale.objects.get_or_create(language_code="en")[0]
    ConsultationPage.objects.get(pk=consultation.pk).copy_for_translation(english, copy_parents=True)
    stage.copy_for_translation(english).save_revision().publish()


def change_the_document(consultation, stage):
    document = DocumentPage.objects.get(pk=stage.document_id)
    document.text = "§ 1. Wszystko inaczej\n1. Nowa treść."
    document.save_revision().publish()
    make_version(document)


ACTS = [
    copy, revert_to_a_draft_from_before_the_announcement, revert_the_stage, publish_by_schedule, unpublish, move,
    translate, change_the_document,
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_nothing_an_editor_does_to_pages_touches_facts(consultation, stage, comment, act):
    before = facts(consultation, stage)

    act(consultation, stage)

    assert facts(consultation, stage) == before


def test_a_copy_starts_from_the_beginning(consultation, stage, comment):
    copied = consultation.copy(update_attrs={"slug": "kopia"}, recursive=True)

    page = ConsultationPage.objects.get(pk=copied.pk)
    assert (page.state, page.announced_on, page.comment_counter, page.is_public) == ("draft", None, 0, False)
    assert DocumentStagePage.objects.child_of(page).get().version_id is None
    assert not Comment.objects.filter(consultation=page).exists()


def test_an_unpublished_consultation_loses_its_address_and_nothing_else(client, consultation, comment):
    address = consultation.url
    assert client.get(address).status_code == 200

    ConsultationPage.objects.get(pk=consultation.pk).unpublish()
    assert client.get(address).status_code == 404

    ConsultationPage.objects.get(pk=consultation.pk).save_revision().publish()
    assert client.get(address).status_code == 200


def test_a_moved_consultation_keeps_the_addresses_of_its_comments(client, consultation, stage, comment):
    address = reverse("consultations:comment", args=[comment.slug])
    move(consultation, stage)

    assert client.get(address).status_code == 200


def test_a_translation_reads_the_facts_of_its_source(client, consultation, stage, comment):
    translate(consultation, stage)
    english = ConsultationPage.objects.get(translation_key=consultation.translation_key, locale__language_code="en")
    english.save_revision().publish()

    shown = client.get(english.url)
    assert (shown.status_code, english.canonical.pk, english.comments.count()) == (200, consultation.pk, 0)
    assert consultation.code in shown.content.decode()


# --- deleting ---------------------------------------------------------------------------------------------------


@pytest.fixture
def superuser(django_user_model, settings):
    settings.STAFF_WITHOUT_TOTP = True
    return django_user_model.objects.create_superuser("naczelna@przyklad.example", "x")


def front(page):
    return Page.objects.get(pk=page.get_ancestors()[1].pk)


HELD = {
    "the consultation": lambda consultation, stage: consultation,
    "its stage": lambda consultation, stage: stage,
    "the branch above it": lambda consultation, stage: consultation.get_parent(),
    "the whole site": lambda consultation, stage: front(consultation),
    "the consulted document": lambda consultation, stage: stage.document,
}


@pytest.mark.parametrize("which", HELD)
@pytest.mark.parametrize("door", ["single", "bulk"])
def test_what_holds_comments_is_not_deleted_by_anybody(client, superuser, consultation, stage, comment, which, door):
    page = HELD[which](consultation, stage)
    client.force_login(superuser)
    pages = Page.objects.count()

    if door == "single":
        answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    else:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        answer = client.post(f"{address}?id={page.pk}", follow=True)

    assert (Page.objects.count(), Comment.objects.count()) == (pages, 1)
    assert "Zamiast tego wycofaj publikację" in answer.content.decode()


@pytest.mark.parametrize("door", ["single", "bulk"])
def test_an_ordinary_page_is_deleted(client, superuser, consultation, home, door):
    from home.models import StandardPage

    page = scenery.child(home, StandardPage(title="Brudnopis", slug="brudnopis"))
    client.force_login(superuser)

    if door == "single":
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    else:
        client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}")

    assert not Page.objects.filter(pk=page.pk).exists()


def test_a_draft_without_comments_is_deleted(client, superuser, lists):
    draft = scenery.make_consultation(lists[0], slug="brudnopis")
    client.force_login(superuser)

    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))

    assert not ConsultationPage.objects.filter(pk=draft.pk).exists()


def test_even_code_cannot_delete_what_residents_sent(consultation, stage, comment):
    with pytest.raises(ProtectedError):
        ConsultationPage.objects.get(pk=consultation.pk).delete()


def test_publishing_never_writes_the_counter_or_the_state(consultation):
    """An editor publishes an old copy while residents write: neither a number nor a decision is taken back."""
    page = ConsultationPage.objects.get(pk=consultation.pk)
    ConsultationPage.objects.filter(pk=page.pk).update(comment_counter=61, state="reported")

    with CaptureQueriesContext(connection) as queries:
        page.save_revision().publish()

    written = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "consultations_consultationpage"')]
    fresh = ConsultationPage.objects.get(pk=page.pk)
    assert (fresh.comment_counter, fresh.state, page.state) == (61, "reported", "announced")
    assert [sql for sql in written if '"comment_counter" =' in sql or '"state" =' in sql] == []


def test_what_the_announcement_settled_is_not_changed_by_editing(consultation, liszki):
    page = ConsultationPage.objects.get(pk=consultation.pk)
    page.municipality, page.moderation, page.title = liszki, "after", "Nowy tytuł"
    page.save()

    fresh = ConsultationPage.objects.get(pk=page.pk)
    assert (fresh.municipality.slug, fresh.moderation, fresh.title) == ("skawina", "before", "Nowy tytuł")


def test_nothing_is_added_to_an_announced_consultation_nor_a_stage_unpublished(consultation, stage, clerk):
    page = ConsultationPage.objects.get(pk=consultation.pk)

    assert page.permissions_for_user(clerk).can_add_subpage() is False
    assert stage.permissions_for_user(clerk).can_unpublish() is False
    ConsultationPage.objects.update(state="draft")
    assert ConsultationPage.objects.get(pk=page.pk).permissions_for_user(clerk).can_add_subpage() is True
    assert type(stage).objects.get(pk=stage.pk).permissions_for_user(clerk).can_unpublish() is True
