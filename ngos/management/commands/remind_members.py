from django.core.management import BaseCommand

from ngos.import_runs import discard_abandoned
from ngos.services import erase_old_messages, remind_members


class Command(BaseCommand):
    help = "Letters about yearly confirmations and terms of office; erases old messages and files nobody imported. Safe to run often."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind_members()} {erase_old_messages()} {discard_abandoned()}")
