"""Certificates issued at once, one asked for several times at once: on a SQLite file and on PostgreSQL."""

import pytest
from django.db import connection

from tests.parallel import at_once

MANY, TIMES = 12, 5


def scene() -> tuple[list[int], int]:
    """People with confirmed hours at a municipality's campaign in an empty database, and its editor; their keys."""
    from accounts.models import Office
    from places.models import Municipality
    from tests.conftest import person
    from tests.factories import scenery, volunteering

    scenery.make_root()
    skawina = Municipality.objects.create(name="Skawina", slug="skawina", terc="1206113", kind="3")
    page = volunteering.make_campaign(volunteering.make_list(scenery.make_home()), municipality=skawina, days=-1)
    slot = volunteering.slot_of(page)
    people = [volunteering.make_signup(slot, f"osoba{number}@przyklad.example") for number in range(MANY + 1)]
    for signup in people:
        volunteering.make_hours(signup)
    return [signup.pk for signup in people], person("redaktorka@przyklad.example", Office.Role.EDITOR, skawina).pk


def issue(signup_pk: int, user_pk: int) -> int:
    from accounts.models import User
    from signups.models import SignUp
    from volunteering.services import issue_certificate

    return issue_certificate(SignUp.objects.get(pk=signup_pk), by=User.objects.get(pk=user_pk)).sequence


def findings() -> dict:
    from volunteering.models import Certificate

    people, editor = scene()
    many = at_once([lambda pk=pk: issue(pk, editor) for pk in people[:MANY]])
    same = at_once([lambda: issue(people[MANY], editor)] * TIMES)
    stored = sorted(Certificate.objects.values_list("sequence", flat=True))
    return {"many": sorted(many), "same": same, "stored": stored}


def expected() -> dict:
    return {"many": list(range(1, MANY + 1)), "same": [MANY + 1] * TIMES, "stored": list(range(1, MANY + 2))}


def test_numbers_given_at_once_have_no_gaps_and_no_doubles_in_a_sqlite_file(on_a_sqlite_file):
    assert on_a_sqlite_file(findings) == expected()


def test_numbers_given_at_once_have_no_gaps_and_no_doubles_in_postgresql(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("parallel writers need a shared database: PostgreSQL here, a SQLite file in the test above")

    assert findings() == expected()
