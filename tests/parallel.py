"""Many at once: threads with connections of their own, on a SQLite file (in a process of its own) or on PostgreSQL."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


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


def on_a_sqlite_file(module: str, folder: Path):
    """What `module.findings()` returns (as JSON) on a freshly migrated SQLite file, the database of small offices."""
    code = (
        "import django; django.setup(); import json; from django.core.management import call_command; "
        f"call_command('migrate', verbosity=0); from {module} import findings; print(json.dumps(findings()))"
    )
    environment = {
        **os.environ, "DATABASE_URL": f"sqlite:///{folder / 'razem.sqlite3'}", "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }  # fmt: skip
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])
