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


def on_a_sqlite_file(module: str, folder: Path, function: str = "findings"):
    """What `module.function()` returns (as JSON) on a SQLite file of its own, the database of small offices."""
    target = folder / "razem.sqlite3"
    code = (
        "import django; django.setup(); import json; from pathlib import Path; "
        f"from tests.database import copy_kept; copy_kept(Path({str(target)!r})); "
        f"from {module} import {function} as found; print(json.dumps(found()))"
    )
    environment = {
        **os.environ, "DATABASE_URL": f"sqlite:///{target}", "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }  # fmt: skip
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])
