"""The slot of a meeting follows its page, with letters; what editors do to the page leaves people and decisions alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from events.lifecycle import EVENT
from events.models import Attendance, EventPage, Invitation
from shared.acts.lifecycle import MoveNotAllowed, MoveRefused
from shared.pages import deletion_guards
from signups.models import SignUp, Slot
from tests.desks import hidden_fields, shown
from tests.factories import events
from tests.kept import kept


def publish(event, **facts) -> EventPage:
    page = EventPage.objects.get(pk=event.pk)
    for name, value in facts.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


@kept
def published(event):
    return publish(event, capacity=2)


@kept
def slot(published):
    return Slot.objects.get(page=published.pk)


def told(sent) -> list[str]:
    return sorted(letter.to[0].split("@")[0] for letter in sent)


def test_publishing_makes_one_slot_with_the_facts_of_the_page(published, skawina):
    publish(published)

    slot = Slot.objects.get()
    assert (slot.page_id, slot.starts_at, slot.ends_at, slot.capacity, slot.place, slot.municipality, slot.keep_days) == (
        published.pk, published.starts_at, published.ends_at, 2, published.venue, skawina, 180,
    )  # fmt: skip


def test_without_a_date_or_as_a_draft_there_is_no_slot(undated, calendar):
    publish(undated)
    events.make_event(calendar, slug="szkic", live=False).save_revision()

    assert Slot.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({"starts_at": events.day(11), "ends_at": events.day(11, 19)}, 1),
        ({"ends_at": events.day(10, 20)}, 1),
        ({"venue": "Szkoła"}, 1),
        ({"title": "Inny tytuł", "summary": "Inaczej."}, 0),
        ({"minutes_summary": "Notatka."}, 0),
        ({}, 0),
    ],
)
def test_publishing_a_change_tells_those_who_signed_up_of_time_and_place_alone(published, slot, letters, facts, count):
    events.make_signup(slot)
    events.make_signup(slot, "Jan", state="unconfirmed")
    events.make_signup(slot, "Ewa", state="withdrawn")

    assert told(letters(publish, published, **facts)) == ["ola"] * count
    assert told(letters(publish, published, **facts)) == []


def test_a_draft_tells_nobody_before_it_is_published(published, slot, letters):
    events.make_signup(slot)

    def draft():
        page = EventPage.objects.get(pk=published.pk)
        page.venue = "Szkoła"
        page.save_revision()

    assert (letters(draft), Slot.objects.get().place) == ([], published.venue)


@pytest.mark.parametrize(("capacity", "kept"), [(5, 5), (1, 2), (None, None)])
def test_the_page_is_published_with_fewer_places_and_nobody_loses_one(published, slot, capacity, kept):
    for name in ("Ola", "Jan"):
        events.make_signup(slot, name)
    publish(published, capacity=capacity)

    assert (Slot.objects.get().capacity, SignUp.objects.filter(state="accepted").count()) == (kept, 2)


def test_more_places_on_the_page_go_to_the_waiting_list(published, slot, letters):
    for name, state in (("Ola", "accepted"), ("Jan", "accepted"), ("Ewa", "waiting")):
        events.make_signup(slot, name, state=state)

    assert told(letters(publish, published, capacity=3)) == ["ewa"]
    assert events.states(slot) == {"Ola": "accepted", "Jan": "accepted", "Ewa": "offered"}


def test_a_date_taken_out_of_the_page_is_taken_from_the_slot_and_told(published, slot, letters):
    events.make_signup(slot)

    sent = letters(publish, published, starts_at=None, ends_at=None)
    assert (told(sent), Slot.objects.get().starts_at, Slot.objects.count()) == (["ola"], None, 1)
    again = letters(publish, published, starts_at=events.day(30), ends_at=events.day(30, 19))
    assert (told(again), Slot.objects.get().starts_at) == (["ola"], events.day(30))


def test_correcting_a_meeting_that_is_over_writes_to_nobody(published, slot, letters):
    events.make_signup(slot)
    past = {"starts_at": events.day(-3), "ends_at": events.day(-3, 19)}
    EventPage.objects.filter(pk=published.pk).update(**past)
    Slot.objects.update(**past)

    assert letters(publish, published, ends_at=events.day(-3, 20), minutes_summary="Było dobrze.") == []


# --- what editors do ------------------------------------------------------------------------------------------------


def copy(page):
    page.copy(update_attrs={"slug": "kopia"})


def publish_again(page):
    page.save_revision().publish()


def revert(page):
    old = page.save_revision()
    page.title = "Nowy tytuł"
    page.save_revision().publish()
    old.publish()


def schedule(page):
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")


def schedule_for_later(page):
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


def unpublish(page):
    page.unpublish()


def move(page):
    from events.models import EventIndexPage
    from home.models import HomePage
    from tests.factories.scenery import child

    other = child(HomePage.objects.get(), EventIndexPage(title="Inny", slug="inny"))
    page.move(other, "last-child")


def translate(page):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page.copy_for_translation(english, copy_parents=True).save_revision().publish()


ACTS = [copy, publish_again, revert, schedule, schedule_for_later, unpublish, move, translate]


def rows() -> tuple:
    return tuple(list(model.objects.order_by("pk").values()) for model in (Slot, SignUp, Invitation))


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_nothing_an_editor_does_to_the_page_touches_slots_and_people(published, slot, act, letters):
    events.make_signup(slot)
    events.make_signup(slot, "Jan", state="waiting")
    Slot.objects.update(capacity=1)
    EventPage.objects.filter(pk=published.pk).update(capacity=1)
    before = rows()

    assert letters(act, EventPage.objects.get(pk=published.pk)) == []
    assert rows() == before


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_nothing_an_editor_does_takes_a_cancellation_back(published, editor, act):
    old = published.save_revision()
    EVENT.apply("cancel", EventPage.objects.get(pk=published.pk), by=editor, reason="Zalało.")
    act(EventPage.objects.get(pk=published.pk))
    old.publish()

    page = EventPage.objects.get(pk=published.pk)
    assert (page.state, page.cancel_reason, Slot.objects.get(page=page.pk).state) == (
        "cancelled",
        "Zalało.",
        "cancelled",
    )


def test_a_copy_has_the_words_and_neither_dates_nor_state_nor_minutes(published, editor):
    facts = {
        "minutes_summary": "Było.",
        "minutes_decisions": "Tak",
        "ask_by": events.day(3).date(),
        "apply_by": events.day(3).date(),
    }
    EventPage.objects.filter(pk=published.pk).update(**facts, state="cancelled", cancel_reason="x")
    Attendance.objects.create(event=published, kind="radni", number=9)
    made = EventPage.objects.get(pk=published.pk).copy(update_attrs={"slug": "kopia"})

    page = EventPage.objects.get(pk=made.pk)
    assert (page.title, page.venue, page.capacity, page.contact_email) == (
        published.title,
        published.venue,
        2,
        events.CONTACT,
    )
    assert (page.starts_at, page.ends_at, page.ask_by, page.apply_by, page.state, page.cancel_reason) == (
        None,
        None,
        None,
        None,
        "planned",
        "",
    )
    assert (page.minutes_summary, page.minutes_decisions, page.attendance.count(), page.slots.count()) == ("", "", 0, 0)


def test_a_scheduled_page_gets_its_slot_when_it_goes_live(calendar):
    page = events.make_event(calendar, live=False)
    schedule_for_later(page)
    before = Slot.objects.count()
    EventPage.objects.filter(pk=page.pk).update(go_live_at=None)
    schedule(EventPage.objects.get(pk=page.pk))

    assert (before, Slot.objects.filter(page=page.pk).count()) == (0, 1)


def test_a_translation_has_no_slot_of_its_own_and_shows_that_of_its_source(client, published, english):
    page = published.copy_for_translation(english, copy_parents=True)
    page.save_revision().publish()
    slot = Slot.objects.get()

    assert slot.page_id == published.pk
    assert f"/en/zapisy/{slot.pk}/" in client.get(EventPage.objects.get(pk=page.pk).url).content.decode()


# --- cancelling -----------------------------------------------------------------------------------------------------


def test_cancelling_tells_everybody_once_and_is_written_down(published, slot, clerk, letters, client):
    events.make_signup(slot)
    events.make_signup(slot, "Jan", state="waiting")
    client.force_login(clerk)
    address = reverse("events:cancel", args=[published.pk])
    old = hidden_fields(client.get(address))
    sent = letters(client.post, address, {"reason": "Zalało świetlicę.", **old})
    answers = []
    again = letters(lambda: answers.append(client.post(address, {"reason": "Jeszcze raz.", **old})))

    page = EventPage.objects.get(pk=published.pk)
    assert (page.state, page.cancel_reason, Slot.objects.get().state, Slot.objects.get().cancel_reason) == (
        "cancelled", "Zalało świetlicę.", "cancelled", "Zalało świetlicę.",
    )  # fmt: skip
    assert (told(sent), again, answers[0].status_code) == (["jan", "ola"], [], 409)
    said = " ".join(answers[0].context["refused"])
    assert ("Zalało świetlicę." in said, "Jeszcze raz." in answers[0].content.decode()) == (True, True)
    moves = PageLogEntry.objects.filter(action="lifecycle.move", page=page.pk)
    assert list(moves.values_list("user", "data__move")) == [(clerk.pk, "cancel")]


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_cancelling_needs_a_reason(published, clerk, client, reason):
    client.force_login(clerk)
    answer = client.post(reverse("events:cancel", args=[published.pk]), {"reason": reason, **shown(published)})

    assert (answer.status_code in (409, 422), EventPage.objects.get(pk=published.pk).state) == (True, "planned")


def test_what_is_over_is_not_cancelled(published, clerk, client):
    EventPage.objects.filter(pk=published.pk).update(starts_at=events.day(-2), ends_at=events.day(-1))
    client.force_login(clerk)
    answer = client.post(reverse("events:cancel", args=[published.pk]), {"reason": "x", **shown(published)})

    assert (answer.status_code, EventPage.objects.get(pk=published.pk).state) == (422, "planned")
    with pytest.raises(MoveRefused):
        EVENT.apply("cancel", EventPage.objects.get(pk=published.pk), by=clerk, reason="x")


def test_a_meeting_without_a_date_can_be_cancelled_and_cannot_twice(undated, editor):
    EVENT.apply("cancel", undated, by=editor, reason="x")

    with pytest.raises(MoveNotAllowed):
        EVENT.apply("cancel", EventPage.objects.get(pk=undated.pk), by=editor, reason="x")


def test_others_do_not_cancel(published, resident, other_editor, moderator):
    for by in (resident, other_editor, moderator):
        with pytest.raises(PermissionDenied):
            EVENT.apply("cancel", published, by=by, reason="x")
    assert EventPage.objects.get(pk=published.pk).state == "planned"


# --- deleting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("thing", ["nothing", "slot", "signup", "poll", "invitation"])
def test_a_meeting_people_signed_up_for_were_asked_or_invited_to_is_not_deleted(client, event, editor, settings, thing):
    settings.STAFF_WITHOUT_TOTP = True
    if thing in ("slot", "signup"):
        slot = events.make_slot(event)
        events.make_signup(slot) if thing == "signup" else None
    elif thing == "poll":
        events.make_poll(event)
    elif thing == "invitation":
        Invitation.objects.create(event=event, form_key=event.translation_key, invited=5)
    client.force_login(editor)
    stays = thing in ("signup", "poll", "invitation")

    assert len(deletion_guards.reasons(event)) == stays
    answer = client.post(f"/cms/pages/{event.pk}/delete/")
    assert (answer.status_code in (200, 302, 403), EventPage.objects.filter(pk=event.pk).exists()) == (True, stays)


def test_an_organisation_that_hosts_a_meeting_is_not_deleted(event, organisation):
    before = deletion_guards.reasons(organisation)
    EventPage.objects.filter(pk=event.pk).update(organisation=organisation)

    assert (before, len(deletion_guards.reasons(organisation))) == ([], 1)
