"""The migrated test database, kept in a file: migrations run when a migration, a package or an app changes, else never.

Only for SQLite in memory. The file lies in .cache and is named after everything that shapes the schema.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
from contextlib import closing, contextmanager
from importlib import metadata
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings

from tests import kept

ROOT = Path(__file__).resolve().parents[1]


def schema_key() -> str:
    """Packages with their versions, our migrations, the list of apps, SQLite: what the migrated schema depends on."""
    packages = sorted(f"{found.name}={found.version}" for found in metadata.distributions())
    own = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("site/*/migrations/*.py")]
    digest = hashlib.sha256(repr([packages, settings.INSTALLED_APPS, sqlite3.sqlite_version, sys.version]).encode())
    for file in sorted(own):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            made = from_file(connection)
        else:
            made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        kept.empty()
        end_other_sessions(connection)
        teardown_databases(made, verbosity=0)


@pytest.fixture
def kept_scenery(request, nothing_remembered, indexed_if_marked, django_db_setup, django_db_blocker):
    """Before the transaction of the test: the rows that it shares with others."""
    with django_db_blocker.unblock():
        kept.prepare(request.node)


@pytest.fixture
def _django_db_helper(kept_scenery, _django_db_helper):
    """Every access of a test to the database goes through this fixture of pytest-django; the shared rows come first."""


def end_other_sessions(connection) -> None:
    """A browser that keeps a connection to the live server open keeps one of the database open too; it goes first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def from_file(connection):
    """Copy the kept database into memory, or migrate once under a lock and keep the result for the other workers."""
    from django.test.utils import setup_databases

    with kept_file() as kept:
        if not kept.exists():
            made = setup_databases(verbosity=0, interactive=False)
            keep(connection, kept)
            return made
    with mock.patch("django.core.management.call_command"):
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as copy:
        copy.backup(connection.connection)
    return made


def copy_kept(target: Path) -> None:
    """Make the connected SQLite file, `target`, a copy of the kept database, which is made first where there is none."""
    from django.core.management import call_command
    from django.db import connection

    with kept_file() as kept:
        if kept.exists():
            shutil.copy(kept, target)
        else:
            call_command("migrate", verbosity=0)
            keep(connection, kept)


@contextmanager
def kept_file():
    """The path of the kept database, for one process at a time."""
    kept = ROOT / ".cache" / f"test-{schema_key()}.sqlite3"
    kept.parent.mkdir(exist_ok=True)
    with open(kept.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield kept


def keep(connection, kept: Path) -> None:
    temporary = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(temporary)) as copy:
        connection.connection.backup(copy)
    temporary.replace(kept)
