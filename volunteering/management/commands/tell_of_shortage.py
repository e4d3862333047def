"""Once a day: those who follow a municipality or field read which shifts lack people."""

from django.core.management.base import BaseCommand

from volunteering.services import tell_of_shortage


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        self.stdout.write(f"letters about missing people: {tell_of_shortage()}")
