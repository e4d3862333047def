from django.core.management import BaseCommand

from consultations.services import remind_followers


class Command(BaseCommand):
    help = "Write to followers of consultations that end in two days. Safe to run often: no letter goes out twice."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind_followers()}")
