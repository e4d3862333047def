"""Numbers of comments: without gaps and doubles, however many people send at once, on both databases."""

import os
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.parallel import at_once, in_a_child

WRITERS = 20
FACTS = {"kind": "general", "who": "person", "public_name": "", "municipality": None, "unit": None}


def words(text: str) -> dict:
    return {"opinion": text, "current_text": "", "proposed_text": "", "rationale": ""}


def send(stage_pk: int, text: str = "Uwaga", form_key=None) -> int:
    from consultations.models import CommentStagePage
    from consultations.services import submit_comment

    stage = CommentStagePage.objects.get(pk=stage_pk)
    comment = submit_comment(
        stage, words=words(text), facts=FACTS, identity={"email": ""}, form_key=form_key or uuid.uuid4()
    )
    return comment.number


def send_at_once(stage_pk: int, keys: list) -> list[int]:
    """The numbers that forms with these keys were given, all sent together."""
    return sorted(at_once([lambda key=key: send(stage_pk, form_key=key) for key in keys]))


def scene() -> int:
    """An announced consultation in an empty database; the key of its stage."""
    from consultations.models import CommentStagePage
    from places.models import Municipality
    from tests.factories import scenery

    scenery.make_root()
    skawina = Municipality.objects.create(name="Skawina", slug="skawina", terc="1206113", kind="3")
    branch, _documents = scenery.make_lists(scenery.make_home(), skawina)
    page = scenery.make_consultation(branch)
    scenery.make_stages(page)
    scenery.announced(page)
    return CommentStagePage.objects.child_of(page).get().pk


def found() -> dict:
    from consultations.models import Comment, ConsultationPage

    return {
        "numbers": list(Comment.objects.order_by("number").values_list("number", flat=True)),
        "counter": ConsultationPage.objects.get().comment_counter,
    }


def findings() -> dict:
    """Everything the tests of the SQLite file ask about, found in one run."""
    stage_pk = scene()
    result = {"given": send_at_once(stage_pk, [uuid.uuid4() for _ in range(WRITERS)])}
    same = uuid.uuid4()
    result["same"] = send_at_once(stage_pk, [same] * 5)
    result["killed"] = in_a_child(lambda: die(stage_pk))[0]
    result["next"] = send(stage_pk)
    return {**result, **found()}


def die(stage_pk: int) -> None:
    """A server that loses power between the number and the commit."""
    with transaction.atomic():
        send(stage_pk, "Ta uwaga nigdy nie została potwierdzona numerem")
        os._exit(9)


@pytest.fixture(scope="module")
def sqlite_file(on_a_sqlite_file):
    """The findings of one run on a SQLite file."""
    return on_a_sqlite_file(findings)


def test_twenty_people_at_once_get_twenty_numbers_in_a_sqlite_file(sqlite_file):
    assert sqlite_file["given"] == list(range(1, WRITERS + 1))


def test_one_form_sent_five_times_at_once_is_one_comment_in_a_sqlite_file(sqlite_file):
    assert sqlite_file["same"] == [WRITERS + 1] * 5


def test_a_server_killed_before_the_commit_leaves_no_gap_in_a_sqlite_file(sqlite_file):
    assert (sqlite_file["killed"], sqlite_file["next"]) == (9, WRITERS + 2)
    assert sqlite_file["numbers"] == list(range(1, WRITERS + 3))
    assert sqlite_file["counter"] == WRITERS + 2


@pytest.fixture
def on_postgres(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("parallel writers need a shared database: PostgreSQL here, a SQLite file in the tests above")
    return scene()


def test_twenty_people_at_once_get_twenty_numbers_in_postgresql(on_postgres):
    given = send_at_once(on_postgres, [uuid.uuid4() for _ in range(WRITERS)])

    assert given == list(range(1, WRITERS + 1))
    assert found() == {"numbers": given, "counter": WRITERS}


def test_one_form_sent_five_times_at_once_is_one_comment_in_postgresql(on_postgres):
    assert send_at_once(on_postgres, [uuid.uuid4()] * 5) == [1] * 5
    assert found() == {"numbers": [1], "counter": 1}


def test_a_connection_lost_before_the_commit_leaves_no_gap_in_postgresql(on_postgres):
    def lose():
        connection.set_autocommit(False)
        number = send(on_postgres)
        connection.close()
        return number

    with ThreadPoolExecutor(1) as pool:
        lost = pool.submit(lose).result()

    assert (lost, send(on_postgres)) == (1, 1)
    assert found() == {"numbers": [1], "counter": 1}


# --- on whichever database the tests run ----------------------------------------------------------------------


def test_a_transaction_that_fails_after_the_number_leaves_no_gap(db):
    stage_pk = scene()
    send(stage_pk)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send(stage_pk)
        raise ZeroDivisionError

    assert send(stage_pk) == 2
    assert found() == {"numbers": [1, 2], "counter": 2}


def test_a_form_sent_again_takes_no_number(db):
    stage_pk, key = scene(), uuid.uuid4()

    assert [send(stage_pk, form_key=key), send(stage_pk, form_key=key), send(stage_pk)] == [1, 1, 2]
    assert found() == {"numbers": [1, 2], "counter": 2}


def test_every_consultation_counts_its_own_comments(db):
    from consultations.models import Comment, CommentStagePage, ConsultationPage
    from tests.factories import scenery

    first = scene()
    branch = ConsultationPage.objects.get().get_parent().specific
    page = scenery.make_consultation(branch, slug="druga")
    scenery.make_stages(page)
    scenery.announced(page, sequence=2)
    second = CommentStagePage.objects.child_of(page).get().pk

    assert [send(first), send(second), send(first), send(second)] == [1, 1, 2, 2]
    assert Comment.objects.values("consultation", "number").distinct().count() == 4


def test_the_number_is_read_as_year_consultation_and_comment(db):
    from consultations.models import Comment
    from tests.factories import scenery

    send(scene())

    comment = Comment.objects.select_related("consultation").get()
    year = comment.consultation.year
    assert (comment.code, comment.slug) == (f"KS/{year}/001/0001", f"KS-{year}-001-0001")
    assert scenery.timezone.localdate().year == year
