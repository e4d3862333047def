"""Vision, mission, diagnosis: every published wording stays with its number and day, and nothing else makes one."""

import json

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from programme.models import StatementPage, StatementVersion
from tests.factories import programme as scenery
from tests.kept import kept

CHART = {"title": "Ludzie", "kind": "bars", "data": "Gmina;Osoby\nSkawina;43 600", "unit": "osoby", "source": "GUS"}


@kept
def statement(programme):
    return scenery.make_statement(programme)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def publish(page, **changes) -> StatementPage:
    page = StatementPage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def said(page) -> list[tuple[int, str, str]]:
    found = StatementVersion.objects.filter(page=page.pk).order_by("number")
    return list(found.values_list("number", "statement", "status"))


FIRST = (1, "Każda uwaga dostaje odpowiedź.", "proposal")


def test_publishing_changed_words_makes_the_next_version(client, statement):
    publish(statement, statement="Każda uwaga dostaje odpowiedź w 30 dni.", change_note="Dodany termin.")
    publish(statement, status="adopted")

    assert said(statement) == [
        FIRST,
        (2, "Każda uwaga dostaje odpowiedź w 30 dni.", "proposal"),
        (3, "Każda uwaga dostaje odpowiedź w 30 dni.", "adopted"),
    ]
    page = words(client.get("/program/wizja/"))
    assert [f"/program/wizja/wersja/{n}/" in page for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert "Dodany termin." in page


def save_a_draft(page):
    page.statement = "Zupełnie co innego"
    page.save_revision()


def publish_the_same_words(page):
    publish(page)


def publish_another_note(page):
    publish(page, change_note="Nic się nie zmieniło.")


def unpublish_and_publish(page):
    page.unpublish()
    publish(page)


def translate(page):
    english = Locale.objects.get_or_create(language_code="en")[0]
    translated = page.copy_for_translation(english, copy_parents=True)
    translated.statement = "Every comment gets an answer."
    translated.save_revision().publish()


def copy(page):
    page.copy(update_attrs={"slug": "kopia"})


NOTHING_NEW = [save_a_draft, publish_the_same_words, publish_another_note, unpublish_and_publish, translate, copy]


@pytest.mark.parametrize("act", NOTHING_NEW, ids=lambda act: act.__name__)
def test_no_version_is_made_or_changed_without_new_words(statement, act):
    act(StatementPage.objects.get(pk=statement.pk))

    assert said(statement) == [FIRST]


def test_reverting_to_old_words_is_a_version_of_its_own(statement):
    old = StatementPage.objects.get(pk=statement.pk).save_revision()
    publish(statement, statement="Nowe słowa.")
    old.publish()

    assert [row[1] for row in said(statement)] == [FIRST[1], "Nowe słowa.", FIRST[1]]


def test_a_scheduled_publication_makes_a_version(statement):
    page = StatementPage.objects.get(pk=statement.pk)
    page.statement = "Od jutra."
    page.go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")

    assert [row[1] for row in said(statement)] == [FIRST[1], "Od jutra."]


def test_a_version_shows_its_own_words_and_what_they_changed(client, statement):
    body = json.dumps([{"type": "heading", "value": "Dlaczego"}, {"type": "chart", "value": CHART}])
    publish(statement, statement="Każda uwaga dostaje odpowiedź publiczną.", body=body)
    publish(statement, statement="Inaczej.", body="[]")
    second, first = (words(client.get(f"/program/wizja/wersja/{n}/")) for n in (2, 1))

    assert ("Dlaczego" in second, 'class="drawing"' in second, "Inaczej" in second) == (True, True, False)
    assert "<ins>" in second
    assert _("What changed in the wording before") not in first
    assert client.get("/program/wizja/wersja/9/").status_code == 404


def test_the_kind_and_the_status_are_said_and_a_translation_shows_those_of_its_source(client, statement):
    translate(StatementPage.objects.get(pk=statement.pk))
    publish(statement, status="adopted")
    polish = words(client.get("/program/wizja/"))
    english = StatementPage.objects.get(locale__language_code="en")

    assert str(StatementPage.Status.ADOPTED.label) in polish
    page = words(client.get(english.url))
    assert ("Every comment gets an answer." in page, "adopted" in page) == (True, True)
    assert f"{english.url}wersja/1/" in page
    assert client.get(f"{english.url}wersja/1/").status_code == 200


def test_a_published_statement_is_not_deleted_and_the_editor_reads_why(
    client, settings, coordinator, statement, programme
):
    settings.STAFF_WITHOUT_TOTP = True
    sentence = _("Published versions of a statement can be cited, so they are not deleted. Unpublish the page instead.")
    client.force_login(coordinator)
    for page in (statement, programme):
        answer = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
        assert sentence in words(answer).replace("&quot;", '"')

    assert StatementPage.objects.filter(pk=statement.pk).exists()
    with pytest.raises(ProtectedError):
        Page.objects.get(pk=statement.pk).specific.delete()


def test_a_draft_that_was_never_published_may_be_deleted(client, settings, coordinator, programme):
    settings.STAFF_WITHOUT_TOTP = True
    draft = scenery.child(
        programme, StatementPage(title="Szkic", slug="szkic", kind="vision", statement="?", live=False)
    )
    client.force_login(coordinator)
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))

    assert not StatementPage.objects.filter(pk=draft.pk).exists()


def test_versions_cost_the_same_one_or_three(cost, statement):
    with_one = cost("/program/wizja/")
    for number in range(2):
        publish(statement, statement=f"Wersja {number}")

    assert cost("/program/wizja/") == with_one
    assert with_one[1] <= 12
