"""Fifty at once for the last place: on a SQLite file and on PostgreSQL exactly one has it, the others wait in order."""

import uuid

import pytest
from django.db import connection

from tests.parallel import at_once

MANY = 50


def scene(slug: str, capacity: int):
    from tests.factories import events, scenery

    scenery.make_root()
    calendar = events.make_calendar(scenery.make_home())
    return events.make_slot(events.make_event(calendar, slug=slug), capacity=capacity)


def confirmed(pk: int) -> str:
    from signups import services
    from signups.models import SignUp
    from signups.permissions import Holder

    signup = SignUp.objects.get(pk=pk)
    return services.confirm(signup, by=Holder(signup)).state


def signed_up(slot_pk: int, email: str) -> str:
    """The whole way of one person: the form, then the click."""
    from signups import services
    from signups.models import Slot

    slot = Slot.objects.get(pk=slot_pk)
    made = services.sign_up(slot, facts={"name": "O", "email": email}, form_key=uuid.uuid4())
    return confirmed(made.pk)


def order_of(slot) -> list[bool]:
    """Whether the clicks and the places in the queue have the same order."""
    queue = list(slot.signups.queue().values_list("queued_at", "confirmed_at"))
    return [queue == sorted(queue), [pair[1] for pair in queue] == sorted(pair[1] for pair in queue)]


def taken_and_given_back(slot) -> list[str]:
    """Everybody with a place withdraws while everybody with an offer takes it; who has one in the end."""
    from signups import services
    from signups.models import SignUp
    from signups.permissions import Holder

    def act(pk: int):
        signup = SignUp.objects.get(pk=pk)
        try:
            if signup.state == "accepted":
                return services.withdraw(signup, by=Holder(signup)).state
            return services.take_offer(signup, by=Holder(signup)).state
        except services.MoveNotAllowed:
            return "not offered"

    pks = list(slot.signups.filter(state="accepted").values_list("pk", flat=True))
    pks += list(slot.signups.queue().values_list("pk", flat=True)[:10])
    at_once([lambda pk=pk: act(pk) for pk in pks])
    return sorted(SignUp.objects.filter(slot=slot, state__in=["accepted", "offered"]).values_list("state", flat=True))


def findings() -> dict:
    """Everything the tests ask about, found in one run."""
    from shared.models import SentLetter
    from tests.factories import events

    last = scene("ostatnie", 1)
    people = [events.make_signup(last, f"O{number}", state="unconfirmed").pk for number in range(MANY)]
    found = {"confirmed": sorted(at_once([lambda pk=pk: confirmed(pk) for pk in people]))}
    found["order"] = order_of(last)
    found["letters"] = sorted(SentLetter.objects.values_list("letter", flat=True))
    found["twice"] = sorted(set(at_once([lambda: confirmed(people[0])] * 5)))
    whole = scene("cala-droga", 3)
    emails = [f"p{number}@przyklad.example" for number in range(MANY)]
    found["signed_up"] = sorted(at_once([lambda email=email: signed_up(whole.pk, email) for email in emails]))
    found["order_of_all"] = order_of(whole)
    found["rows"] = whole.signups.count()
    found["moved"] = taken_and_given_back(whole)
    same = scene("jeden-adres", 5)
    found["same"] = at_once([lambda: signed_up(same.pk, "ten.sam@przyklad.example")] * 10)
    found["same_rows"] = list(same.signups.values_list("state", flat=True))
    return found


def check(found: dict) -> None:
    assert found["confirmed"] == ["accepted"] + ["waiting"] * (MANY - 1)
    assert found["letters"] == ["accepted"] + ["waiting"] * (MANY - 1)
    assert (found["order"], found["order_of_all"]) == ([True, True], [True, True])
    assert len(found["twice"]) == 1
    assert found["signed_up"] == ["accepted"] * 3 + ["waiting"] * (MANY - 3)
    assert found["rows"] == MANY
    assert len(found["moved"]) == 3
    assert (found["same"], found["same_rows"]) == (["accepted"] * 10, ["accepted"])


def test_the_last_place_goes_to_one_of_fifty_in_a_sqlite_file(on_a_sqlite_file):
    check(on_a_sqlite_file(findings))


def test_the_last_place_goes_to_one_of_fifty_in_postgresql(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("parallel sign-ups need a shared database: PostgreSQL here, a SQLite file in the test above")
    check(findings())
