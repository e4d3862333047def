"""Many at once: threads with connections of their own, on a SQLite file (in a process of its own) or on PostgreSQL."""

import json
import os
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.database import copy_kept


def at_once(acts: list[Callable]) -> list:
    """Every act in its own thread and connection, all started together; what each of them returned."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def in_a_child(act: Callable[[], str]) -> tuple[int, str]:
    """How a forked process ended, and what `act` returned there; its connection to the database is its own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            _ours = connections["default"]  # held, so that it is not closed from here
            connections["default"] = connections.create_connection("default")
            with open(writer, "w") as answer:
                answer.write(act())
            code = 0
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(code)
    os.close(writer)
    with open(reader) as answer:
        words = answer.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), words


@pytest.fixture(scope="session")
def on_a_sqlite_file(tmp_path_factory, django_db_blocker):
    """What a function finds out (as JSON) where the database is a SQLite file of its own, that of small offices."""

    def found(findings: Callable[[], dict]) -> dict:
        if connection.vendor != "sqlite":
            pytest.skip("a SQLite file where the tests run on SQLite, PostgreSQL in the test below")
        target = tmp_path_factory.mktemp("file") / "razem.sqlite3"

        def act() -> str:
            connections.settings["default"]["NAME"] = connection.settings_dict["NAME"] = str(target)
            with django_db_blocker.unblock():
                copy_kept(target)
                return json.dumps(findings())

        code, words = in_a_child(act)
        assert code == 0
        return json.loads(words)

    return found
