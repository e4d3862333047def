"""What the site does by the clock: jobs of all apps, run by the one command `tick`, each once in its time.

In the `contributions.py` of an app:

    @runs(HOURLY)
    def remind_followers():
        \"\"\"The letter “two days left”.\"\"\"
        return services.remind_followers()

No deadline depends on it: what is open follows from the calendar. Two ticks at once run each job once.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from shared.models import PeriodicJob

logger = logging.getLogger(__name__)
ALWAYS, HOURLY, DAILY = "always", "hourly", "daily"
MORNING = timedelta(hours=6)  # a day begins then: letters of daily jobs do not come at night
SILENT_AFTER = timedelta(hours=2)  # a job that began so long ago and has not ended was killed
RETRY_AFTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Job:
    """Something to be done by the clock; `run` returns what the log should say about it."""

    name: str
    every: str
    run: Callable[[], Any]

    def period(self, now: datetime) -> str:
        """The name of the minute, hour or day in which the job runs once."""
        if self.every == DAILY:
            return timezone.localtime(now - MORNING).date().isoformat()
        return now.astimezone(UTC).strftime("%Y-%m-%d %H" if self.every == HOURLY else "%Y-%m-%d %H:%M")


@dataclass(frozen=True)
class Outcome:
    job: str
    said: str
    has_failed: bool = False


jobs: dict[str, Job] = {}


def runs(every: str) -> Callable:
    """Register the decorated function as a job of this name; every run, once an hour, or once a day from six o'clock."""

    def register(run: Callable[[], Any]) -> Callable[[], Any]:
        if run.__name__ in jobs:
            raise ValueError(f"two jobs are called {run.__name__}")
        jobs[run.__name__] = Job(run.__name__, every, run)
        return run

    return register


def run_due(now: datetime | None = None, *, only: str = "") -> Iterator[Outcome]:
    """Run the jobs whose time has come, or the one called `only` whatever its time; one that fails stops no other."""
    chosen = [jobs[only]] if only else list(jobs.values())
    PeriodicJob.objects.bulk_create([PeriodicJob(name=job.name) for job in chosen], ignore_conflicts=True)
    for job in chosen:
        began = now or timezone.now()
        if claim(job, began, at_any_time=bool(only)):
            yield _run(job, began)


def claim(job: Job, now: datetime, *, at_any_time: bool = False) -> bool:
    """Take the job for this process, in one statement: of several that ask at once one is told yes."""
    free = Q(running_since=None) | Q(running_since__lt=now - SILENT_AFTER)
    row = PeriodicJob.objects.filter(free, name=job.name)
    if not at_any_time:
        row = row.exclude(period=job.period(now)).exclude(retry_at__gt=now)
    return row.update(period=job.period(now), running_since=now) == 1


def _run(job: Job, began: datetime) -> Outcome:
    mine = PeriodicJob.objects.filter(name=job.name, running_since=began)
    try:
        said = str(job.run())
    except Exception as trouble:  # it is tried again, and the others are run
        logger.exception("the job %s has failed", job.name)
        retry_at = None if job.every == ALWAYS else began + RETRY_AFTER
        mine.update(running_since=None, period="", failed_at=timezone.now(), retry_at=retry_at)
        return Outcome(job.name, f"{type(trouble).__name__}: {trouble}", has_failed=True)
    mine.update(running_since=None, finished_at=timezone.now(), said=said[:200], failed_at=None, retry_at=None)
    return Outcome(job.name, said)
