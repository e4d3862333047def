"""What is kept and for how long; reminders; pages that people have signed up for."""

from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import ProtectedError
from django.utils import timezone

from events.models import EventPage
from shared.acts import retention
from shared.letters import deliver_waiting
from shared.models import SentLetter
from shared.pages import deletion_guards
from signups import services
from signups.models import HostQuestion, SignUp, Slot
from signups.permissions import SYSTEM
from tests.factories import events
from tests.kept import kept
from tests.signups.conftest import fresh, holder, make_campaign, own

BLANK = dict.fromkeys(SignUp.PERSONAL, "")


def ended(slot, days: float) -> Slot:
    """The slot as one that ended so many days ago."""
    over = timezone.now() - timedelta(days=days)
    Slot.objects.filter(pk=slot.pk).update(starts_at=over - timedelta(hours=2), ends_at=over)
    return Slot.objects.get(pk=slot.pk)


@kept
def whole(slot, resident, skawina):
    """Somebody about whom everything has been filled in, who came."""
    return events.make_signup(
        slot, phone="600 100 200", guardian_name="Anna", guardian_email="anna@przyklad.example", note="Pętla.",
        user=resident, municipality=skawina, attendance="present", source="zaproszenie-1", age="teen",
        consent_given_at=timezone.now(),
    )  # fmt: skip


# --- retention ------------------------------------------------------------------------------------------------------


def test_who_it_was_goes_and_what_happened_stays(whole, slot):
    ended(slot, 181)
    kept = (
        "slot_id",
        "state",
        "attendance",
        "age",
        "municipality_id",
        "source",
        "confirmed_at",
        "consent_given_at",
        "form_key",
    )
    before = {name: getattr(whole, name) for name in kept}

    assert (retention.erase("signups"), retention.erase("signups")) == (1, 0)
    after = fresh(whole)
    assert {name: getattr(after, name) for name in SignUp.PERSONAL} == BLANK
    assert ({name: getattr(after, name) for name in kept}, after.user, after.erased_at is None) == (before, None, False)
    assert Slot.objects.counted().get().came == 1


@pytest.mark.parametrize(
    ("keep_days", "days", "erased"), [(180, 179.9, 0), (180, 180.1, 1), (30, 29.9, 0), (30, 30.1, 1), (730, 181, 0)]
)
def test_the_time_is_what_the_page_stated(event, keep_days, days, erased):
    event.keep_days = keep_days
    event.save()
    slot = events.make_slot(event)
    events.make_signup(slot)
    ended(slot, days)

    assert retention.erase("signups") == erased


def test_a_page_that_states_another_time_later_takes_its_slots_along(event, slot, whole):
    ended(slot, 40)
    event.keep_days = 30
    event.save()

    assert retention.erase("signups") == 1


@pytest.mark.parametrize(("days", "erased"), [(6.9, 0), (7.1, 1)])
def test_what_was_never_confirmed_goes_after_seven_days(slot, days, erased):
    events.make_signup(slot, state="unconfirmed", created_at=timezone.now() - timedelta(days=days))

    assert retention.erase("signups") == erased


def test_who_types_anew_has_seven_days_from_the_new_letter(client, slot):
    signup = events.make_signup(slot, state="unconfirmed", created_at=timezone.now() - timedelta(days=6))
    services.sign_up(slot, facts={"name": "Ola", "email": signup.email}, form_key=UUID(int=7))
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        retention.erase("signups")
        assert client.get(own(client, signup)).status_code == 200


def test_the_address_of_an_erased_person_may_sign_up_anew(slot):
    old = events.make_signup(slot, state="unconfirmed", created_at=timezone.now() - timedelta(days=8))
    retention.erase("signups")
    new = services.sign_up(slot, facts={"name": "Ola", "email": old.email}, form_key=UUID(int=7))

    assert (new.pk == old.pk, SignUp.objects.count()) == (False, 2)


UNDATED = [
    ("accepted", None, 400, 0), ("waiting", None, 400, 0), ("withdrawn", None, 179, 0), ("withdrawn", None, 181, 1),
    ("refused", None, 181, 1), ("lapsed", None, 181, 1), ("accepted", 179, 400, 0), ("accepted", 181, 400, 1),
    ("applied", 181, 400, 1),
]  # fmt: skip


@pytest.mark.parametrize(("state", "closed", "created", "erased"), UNDATED)
def test_without_a_date_the_time_runs_from_the_end_of_the_campaign(campaign, state, closed, created, erased):
    now = timezone.now()
    slot = events.make_slot(campaign, days=None, closed_at=now - timedelta(days=closed) if closed else None)
    events.make_signup(slot, state=state, created_at=now - timedelta(days=created))

    assert retention.erase("signups") == erased


def test_without_a_date_the_time_runs_from_the_cancellation_too(campaign):
    slot = events.make_slot(campaign, days=None)
    events.make_signup(slot)
    services.cancel_slot(slot, by=SYSTEM, reason="Nie udało się.")
    kept = retention.erase("signups")

    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert (kept, retention.erase("signups")) == (0, 1)


def test_the_command_erases(slot, whole):
    ended(slot, 181)
    call_command("erase_expired", stdout=StringIO())

    assert fresh(whole).erased_at is not None


@pytest.mark.parametrize("screen", ["termin/{slot}/", "termin/{slot}/obecnosc/", "{page}/"])
def test_the_host_s_screens_erase_before_they_show(client, clerk, slot, whole, screen):
    ended(slot, 181)
    client.force_login(clerk)
    shown = client.get("/prowadze/" + screen.format(slot=slot.pk, page=slot.page_id)).content.decode()

    assert (whole.email in shown, "600 100 200" in shown, fresh(whole).erased_at is None) == (False, False, False)


def test_one_s_own_page_is_gone_with_the_data(client, slot, whole, resident):
    ended(slot, 181)
    address = own(client, whole)
    client.force_login(resident)

    assert (client.get(address).status_code, fresh(whole).name) == (404, "")
    assert client.get(f"{address}kalendarz.ics").status_code == 404


def test_the_guardian_s_page_is_gone_with_the_data(client, slot, whole):
    ended(slot, 181)
    session = client.session
    session["guarded_signups"] = [whole.pk]
    session.save()

    answer = client.get("/zapisy/zgoda/")
    assert (answer.status_code, fresh(whole).guardian_name) == (410, "")


def test_erased_people_are_on_no_list_but_their_number_is(client, clerk, slot, whole):
    ended(slot, 181)
    client.force_login(clerk)
    context = client.get(f"/prowadze/termin/{slot.pk}/").context

    assert (context["groups"], context["over"], context["erased"]) == ([], [], 1)


def test_questions_to_the_host_go_after_ninety_days(event):
    for days in (89, 91):
        row = HostQuestion.objects.create(page=event, reply_to="j@przyklad.example", text="?", form_key=UUID(int=days))
        HostQuestion.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days))

    assert (retention.erase("questions_to_hosts"), HostQuestion.objects.count()) == (1, 1)


# --- reminders ------------------------------------------------------------------------------------------------------


def reminded(days: int, hour: int = 9) -> list[str]:
    """What the command of that day puts into the outbox: the limits of the new reminders."""
    before = set(SentLetter.objects.values_list("pk", flat=True))
    moment = events.day(days, hour)
    with time_machine.travel(moment):
        services.remind()
    new = SentLetter.objects.filter(letter="reminder").exclude(pk__in=before)
    return sorted(about.partition("#")[2].partition("-")[0] for about in new.values_list("about", flat=True))


def signed(slot, days_before: int):
    """Somebody who confirmed so many days before the slot."""
    return events.make_signup(slot, confirmed_at=slot.starts_at - timedelta(days=days_before))


def test_two_reminders_go_out_seven_and_two_days_before_each_once(event):
    signed(events.make_slot(event, days=20), 30)

    assert [reminded(day) for day in (11, 12, 13, 13, 14, 17, 18, 18, 19, 20, 21)] == [
        [], [], ["7d"], [], [], [], ["2d"], [], [], [], [],
    ]  # fmt: skip


def test_a_missed_day_is_made_up_for(event):
    signed(events.make_slot(event, days=20), 30)

    assert [reminded(day) for day in (12, 15, 17, 19, 20)] == [[], ["7d"], [], ["2d"], []]


def test_after_a_long_silence_one_reminder_is_enough(event):
    signed(events.make_slot(event, days=20), 30)

    assert [reminded(19), reminded(20)] == [["2d"], []]


@pytest.mark.parametrize(
    ("before", "expected"), [(8, ["7d", "2d"]), (7, ["2d"]), (5, ["2d"]), (3, ["2d"]), (2, []), (1, []), (0, [])]
)
def test_who_has_just_signed_up_is_not_reminded_of_it(event, before, expected):
    signed(events.make_slot(event, days=20), before)
    found = [reminded(day) for day in range(20 - before, 21)]

    assert ([limit for day in found for limit in day], found[0]) == (expected, [])


@pytest.mark.parametrize("state", [state for state in SignUp.State.values if state != "accepted"])
def test_only_those_with_a_place_are_reminded(event, state):
    events.make_signup(events.make_slot(event, days=20), state=state, confirmed_at=events.day(-30))

    assert (reminded(13), reminded(18)) == ([], [])


def test_what_is_cancelled_moved_or_undated_is_not_brought_to_mind(event, campaign):
    signed(slot := events.make_slot(event, days=20), 30)
    Slot.objects.filter(pk=slot.pk).update(state="cancelled")
    events.make_signup(events.make_slot(campaign, days=None), confirmed_at=events.day(-30))

    assert (reminded(13), reminded(18)) == ([], [])


def test_a_new_date_is_reminded_of_anew(event):
    signed(slot := events.make_slot(event, days=20), 30)
    first = reminded(13)
    services.change_slot(slot, by=SYSTEM, starts_at=events.day(40), ends_at=events.day(40, 19))

    assert (first, reminded(18), reminded(33), reminded(38)) == (["7d"], [], ["7d"], ["2d"])


def test_a_reminder_that_leaves_too_late_is_not_sent(event, mailoutbox):
    signed(events.make_slot(event, days=20), 30)
    reminded(18)
    with time_machine.travel(events.day(20, 18)):
        deliver_waiting()

    assert mailoutbox == []


def test_days_are_days_of_the_calendar_in_warsaw(event):
    """Half past midnight here is still yesterday in UTC."""
    signed(events.make_slot(event, days=20, hour=9), 30)

    assert (reminded(12, 23), reminded(13, 0)) == ([], ["7d"])


# --- pages stay -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", SignUp.State.values)
def test_a_page_people_signed_up_for_is_not_deleted(event, calendar, home, slot, state):
    events.make_signup(slot, state=state)

    assert [len(deletion_guards.reasons(page)) for page in (event, calendar, home)] == [1, 1, 1]
    with pytest.raises(ProtectedError):
        EventPage.objects.get(pk=event.pk).delete()


def test_a_page_nobody_signed_up_for_may_go_with_its_slots(event, slot):
    sentences = deletion_guards.reasons(event)
    EventPage.objects.get(pk=event.pk).delete()

    assert (sentences, Slot.objects.count()) == ([], 0)


def test_the_admin_says_why_and_deletes_nothing(client, editor, event, calendar, slot, settings):
    settings.STAFF_WITHOUT_TOTP = True
    events.make_signup(slot)
    client.force_login(editor)
    answers = [
        client.post(f"/cms/pages/{event.pk}/delete/"),
        client.post(f"/cms/bulk/wagtailcore/page/delete/?id={event.pk}"),
    ]

    assert ([answer.status_code for answer in answers], EventPage.objects.filter(pk=event.pk).count()) == (
        [302, 302],
        1,
    )


def test_an_organisation_that_hosts_is_not_deleted(home, organisation, branch):
    before = deletion_guards.reasons(organisation)
    events.make_slot(make_campaign(home, organisation=organisation))

    assert (before, len(deletion_guards.reasons(organisation)) > 0) == ([], True)


def test_facts_of_the_page_that_slots_carry_follow_it(event, slot, liszki, organisation):
    event.municipality, event.organisation, event.keep_days = liszki, organisation, 60
    event.save()

    slot.refresh_from_db()
    assert (slot.municipality, slot.organisation_id, slot.keep_days) == (liszki, organisation.pk, 60)


def test_withdrawing_leaves_no_place_held(slot):
    signup = events.make_signup(slot, state="offered")
    services.withdraw(signup, by=holder(signup))

    assert (fresh(signup).held_until, slot.signups.holding().count()) == (None, 0)
