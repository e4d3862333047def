from typing import Any

from django.core.management import BaseCommand

from shared.letters import deliver_waiting


class Command(BaseCommand):
    help = "Send the letters that an outage has left behind. Safe to run often: no letter goes out twice."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, waiting = deliver_waiting(older_than_seconds=60)
        self.stdout.write(f"sent {sent}, waiting {waiting}")
