from django.core.management import BaseCommand

from ngos.services import remind_members


class Command(BaseCommand):
    help = "Letters about yearly confirmations and terms of office. Safe to run often."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind_members()}")
