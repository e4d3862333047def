"""The clock: each job once in its time, however many ticks come at once; one that fails stops no other."""

import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from shared.acts import tick
from shared.acts.tick import ALWAYS, DAILY, HOURLY, Job, run_due, runs
from shared.models import PeriodicJob
from tests.factories.scenery import child, make_home
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
WARSAW = ZoneInfo("Europe/Warsaw")
NOON = datetime(2026, 11, 23, 12, 0, 30, tzinfo=WARSAW)


@pytest.fixture
def jobs():
    """A table of jobs of the test's own, and what they have done."""
    others, done = dict(tick.jobs), []
    tick.jobs.clear()

    def add(name, every=ALWAYS, trouble=None):
        def run():
            done.append(name)
            if trouble:
                raise trouble
            return len(done)

        run.__name__ = name
        runs(every)(run)
        return done

    yield add
    tick.jobs.clear()
    tick.jobs.update(others)


def command(*args) -> str:
    out = StringIO()
    call_command("tick", *args, stdout=out, stderr=out)
    return out.getvalue()


# --- when -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "later", "again"),
    [
        (ALWAYS, {"seconds": 20}, False),  # the same minute
        (ALWAYS, {"seconds": 60}, True),
        (HOURLY, {"minutes": 59}, False),
        (HOURLY, {"minutes": 60}, True),
        (DAILY, {"hours": 17, "minutes": 58}, False),  # until six in the morning
        (DAILY, {"hours": 18}, True),
    ],
)
def test_a_job_runs_once_in_its_time(jobs, every, later, again):
    done = jobs("work", every)
    told = [[outcome.said for outcome in run_due(moment)] for moment in (NOON, NOON, NOON + timedelta(**later))]

    assert (told, done) == ([["1"], [], ["2"] if again else []], ["work"] * (2 if again else 1))


def test_after_an_outage_of_days_a_job_runs_once(jobs):
    done = jobs("work", DAILY)
    for moment in (NOON, NOON + timedelta(days=9), NOON + timedelta(days=9, hours=1)):
        list(run_due(moment))

    assert done == ["work", "work"]


@pytest.mark.parametrize("every", [HOURLY, DAILY])
def test_the_night_in_which_clocks_go_back_doubles_nothing(jobs, every):
    done = jobs("work", every)
    start = datetime(2026, 10, 24, 22, 0, tzinfo=ZoneInfo("UTC"))  # midnight in Warsaw; the night has 25 hours
    for minutes in range(0, 12 * 60, 30):
        list(run_due(start + timedelta(minutes=minutes)))

    assert len(done) == (12 if every == HOURLY else 2)


def test_a_job_that_is_running_is_not_begun_again_until_it_must_have_been_killed(jobs):
    done = jobs("work", HOURLY)
    PeriodicJob.objects.create(name="work", period="2026-11-23 08", running_since=NOON - timedelta(minutes=119))
    before = list(run_due(NOON))
    after = list(run_due(NOON + timedelta(minutes=2)))

    assert (before, len(after), done) == ([], 1, ["work"])


# --- what fails -------------------------------------------------------------------------------------------------------


def test_a_job_that_fails_stops_no_other_and_the_command_says_so(jobs, caplog):
    jobs("first", trouble=OSError("no mail server"))
    done = jobs("second")

    with pytest.raises(CommandError, match="failed: first"):
        command()
    assert done == ["first", "second"]
    assert "the job first has failed" in [record.getMessage() for record in caplog.records]
    row = PeriodicJob.objects.get(name="first")
    assert (row.finished_at, row.running_since, row.failed_at is None) == (None, None, False)


@pytest.mark.parametrize(
    ("every", "later", "again"),
    [(ALWAYS, 1, True), (HOURLY, 14, False), (HOURLY, 16, True), (DAILY, 14, False), (DAILY, 16, True)],
)
def test_what_failed_is_tried_again_soon_and_not_all_the_time(jobs, every, later, again):
    done = jobs("work", every, trouble=OSError())
    list(run_due(NOON))
    list(run_due(NOON + timedelta(minutes=later)))

    assert len(done) == (2 if again else 1)


def test_a_job_that_works_again_is_no_longer_marked(jobs):
    jobs("work")
    PeriodicJob.objects.create(name="work", failed_at=NOON, retry_at=NOON - timedelta(minutes=1))
    list(run_due(NOON))

    row = PeriodicJob.objects.get()
    assert (row.failed_at, row.retry_at, row.said) == (None, None, "1")


# --- the command ------------------------------------------------------------------------------------------------------


def test_one_job_runs_at_any_time_alone(jobs):
    done = jobs("work", DAILY)
    jobs("other")

    assert [command("--only", "work"), command("--only", "work")] == ["work: 1\n", "work: 2\n"]
    assert done == ["work", "work"]


def test_an_unknown_job_is_refused_with_the_names_there_are(jobs):
    jobs("work")

    with pytest.raises(CommandError, match=r"There is no job wrok\. There are: work"):
        command("--only", "wrok")


def test_the_list_says_what_was_done_last_and_runs_nothing(jobs):
    done = jobs("work", HOURLY)
    jobs("broken", DAILY, trouble=OSError())
    before = command("--list").splitlines()
    with time_machine.travel(NOON, tick=False), pytest.raises(CommandError):
        command()
    after = command("--list").splitlines()

    assert [line.split() for line in before] == [["work", "hourly", "never"], ["broken", "daily", "never"]]
    assert [line.split() for line in after] == [
        ["work", "hourly", "2026-11-23", "12:00", "1"], ["broken", "daily", "never", "(failed)"]
    ]  # fmt: skip
    assert done == ["work", "broken"]


def test_two_jobs_have_two_names(jobs):
    jobs("work")

    with pytest.raises(ValueError, match="two jobs are called work"):
        jobs("work")


@pytest.mark.django_db(transaction=True)  # between two runs it lets its connection go
def test_beside_a_server_it_goes_on_until_the_server_ends(jobs, monkeypatch):
    done = jobs("work")
    slept, servers = [], iter([4321, 4321, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(servers))
    with time_machine.travel(NOON) as clock:
        monkeypatch.setattr(time, "sleep", lambda seconds: (slept.append(seconds), clock.shift(seconds)))
        command("--beside", "4321")

    assert (done, slept) == (["work"] * 3, [60, 60])


def test_the_jobs_of_the_site():
    assert {name: job.every for name, job in tick.jobs.items()} == {
        "remind_followers": HOURLY,
        "tell_of_shortage": DAILY,
        "move_up_waiting_lists": HOURLY,
        "remind_signed_up": HOURLY,
        "remind_members": DAILY,
        "deliver_letters": ALWAYS,
        "publish_scheduled": ALWAYS,
        "erase_expired": DAILY,
    }


def test_a_page_is_published_when_its_hour_has_come():
    home = make_home()
    page = child(home, type(home)(title="Później", slug="pozniej", hero_title="x", live=False))
    page.go_live_at = timezone.now() + timedelta(minutes=5)
    page.save_revision().publish()
    live = []
    for minutes in (1, 6):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            command()
        live.append(Page.objects.get(pk=page.pk).live)

    assert live == [False, True]


# --- several at once --------------------------------------------------------------------------------------------------

TICKS = 6


def findings() -> dict:
    """Ticks in threads of their own: how often each job has run."""
    counted = {"slow": [], "quick": []}

    def slow():
        counted["slow"].append(1)
        time.sleep(0.3)

    tick.jobs.clear()
    tick.jobs["slow"] = Job("slow", DAILY, slow)
    tick.jobs["quick"] = Job("quick", HOURLY, lambda: counted["quick"].append(1))
    at_once([lambda: list(run_due(NOON))] * TICKS)
    return {name: len(times) for name, times in counted.items()}


def test_ticks_at_once_run_each_job_once_in_a_sqlite_file(on_a_sqlite_file):
    assert on_a_sqlite_file(findings) == {"slow": 1, "quick": 1}


def test_ticks_at_once_run_each_job_once_in_postgresql(transactional_db, jobs):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: DATABASE_URL=postgres://…")

    assert findings() == {"slow": 1, "quick": 1}


def processes() -> dict:
    """Commands in processes of their own on the file of this one: what they say together."""
    PeriodicJob.objects.all().delete()
    environment = {
        **os.environ, "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}", "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }  # fmt: skip
    command = [sys.executable, str(ROOT / "manage.py"), "tick"]
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _process in range(2)]
    said = sorted(line.partition(":")[0] for one in running for line in one.communicate(timeout=200)[0].splitlines())
    return {"codes": [one.returncode for one in running], "said": said}


def test_two_commands_at_once_share_the_jobs_between_them(on_a_sqlite_file):
    found = on_a_sqlite_file(processes)

    daily = [name for name, job in tick.jobs.items() if job.every == DAILY]
    assert found["codes"] == [0, 0]
    assert [name for name in found["said"] if name in daily] == sorted(daily)
