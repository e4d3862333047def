import os
import time
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from shared.acts import tick
from shared.models import PeriodicJob

MINUTE = 60


class Command(BaseCommand):
    help = "Do everything that is due by the clock: letters, waiting lists, scheduled pages, erasure. Run it every minute; two at once are safe."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--list", action="store_true", help="say what there is to do and when it was done last")
        parser.add_argument("--only", default="", metavar="NAME", help="run this job now, whatever its time")
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="again every minute, as long as the parent process PID runs"
        )

    def handle(self, *args: Any, only: Any, beside: Any, **options: Any) -> None:
        if only and only not in tick.jobs:
            raise CommandError(f"There is no job {only}. There are: {', '.join(tick.jobs)}")
        if options["list"]:
            self.list_jobs()
            return
        failed = self.run_due(only)
        while beside and os.getppid() == beside:
            time.sleep(MINUTE)
            close_old_connections()
            failed = self.run_due(only)
        if failed:
            raise CommandError(f"failed: {', '.join(failed)}")

    def run_due(self, only: str) -> list[str]:
        """Run and tell; returns the names of the jobs that failed."""
        failed = []
        for outcome in tick.run_due(only=only):
            (self.stderr if outcome.has_failed else self.stdout).write(f"{outcome.job}: {outcome.said}")
            failed += [outcome.job] if outcome.has_failed else []
        return failed

    def list_jobs(self) -> None:
        rows = PeriodicJob.objects.in_bulk()
        for job in tick.jobs.values():
            row = rows.get(job.name)
            last = (
                f"{timezone.localtime(row.finished_at):%Y-%m-%d %H:%M} {row.said}"
                if row and row.finished_at
                else "never"
            )
            trouble = " (failed)" if row and row.failed_at else ""
            self.stdout.write(f"{job.name:30} {job.every:7} {last}{trouble}")
