"""Papers sent at once, a form sent several times at once, closing in between: on a SQLite file and on PostgreSQL."""

import uuid

import pytest
from django.db import connection

from tests.parallel import at_once

VOTERS = 20
ENTRIES = {"S-A1": 1, "S-A2": 2, "S-A3": 3}


def scene() -> int:
    """An open ballot in an empty database; its key."""
    from tests.factories import scenery, strategy

    scenery.make_root()
    return strategy.make_ballot(strategy.make_version(strategy.make_area())).pk


def vote(ballot_pk: int, key):
    """A paper of this key; says whether it came in time."""
    from strategy.models import Ballot
    from strategy.services import TooLate, cast_paper

    def act() -> str:
        try:
            cast_paper(Ballot.objects.get(pk=ballot_pk), form_key=key, entries=ENTRIES)
        except TooLate:
            return "late"
        return "stored"

    return act


def close(ballot_pk: int):
    from strategy.lifecycle import BALLOT
    from strategy.models import Ballot
    from tests.conftest import person

    user = person(f"koordynator.{ballot_pk}@przyklad.example", "coordinator")

    def act() -> str:
        BALLOT.apply("close", Ballot.objects.get(pk=ballot_pk), by=user)
        return "closed"

    return act


def write(ballot_pk: int, user_pk: int):
    from accounts.models import User
    from strategy.models import Ballot
    from strategy.services import write_result

    return lambda: write_result(Ballot.objects.get(pk=ballot_pk), by=User.objects.get(pk=user_pk), label="wynik").pk


def findings() -> dict:
    """Everything the tests ask about, found in one run."""
    from accounts.models import User
    from strategy.models import BallotPaper, SwotVersion

    ballot_pk, same = scene(), uuid.uuid4()
    found = {"voted": at_once([vote(ballot_pk, uuid.uuid4()) for _number in range(VOTERS)])}
    found["papers"] = BallotPaper.objects.count()
    found["same"] = at_once([vote(ballot_pk, same)] * 5)
    found["after_same"] = BallotPaper.objects.count()
    late = at_once([close(ballot_pk), *(vote(ballot_pk, uuid.uuid4()) for _number in range(10))])
    found["closed"], found["answers"] = late[0], sorted(set(late[1:]) - {"stored", "late"})
    found["stored"] = late.count("stored")
    found["after_closing"] = BallotPaper.objects.count()
    user = User.objects.get(email=f"koordynator.{ballot_pk}@przyklad.example").pk
    found["results"] = len(set(at_once([write(ballot_pk, user)] * 5)))
    found["numbers"] = list(SwotVersion.objects.order_by("number").values_list("number", flat=True))
    return found


def check(found: dict) -> None:
    assert (found["voted"], found["papers"]) == (["stored"] * VOTERS, VOTERS)
    assert (found["same"], found["after_same"]) == (["stored"] * 5, VOTERS + 1)
    assert (found["closed"], found["answers"]) == ("closed", [])
    assert found["after_closing"] == VOTERS + 1 + found["stored"]
    assert (found["results"], found["numbers"]) == (1, [1, 2])


def test_every_paper_counts_once_and_none_comes_after_the_closing_in_a_sqlite_file(on_a_sqlite_file):
    check(on_a_sqlite_file(findings))


def test_every_paper_counts_once_and_none_comes_after_the_closing_in_postgresql(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("parallel voters need a shared database: PostgreSQL here, a SQLite file in the test above")
    check(findings())
