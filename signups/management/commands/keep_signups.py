"""Once an hour: the waiting lists move up, reminders go out."""

from django.core.management.base import BaseCommand

from signups import services


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        self.stdout.write(f"places offered: {services.move_up()}")
        self.stdout.write(f"reminders: {services.remind()}")
