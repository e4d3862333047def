from django.core.management import BaseCommand

from consultations.models import Follower
from consultations.services import remind_followers
from shared.intake.following import erase_unconfirmed


class Command(BaseCommand):
    help = (
        "Write to followers of consultations that end in two days, erase addresses nobody confirmed. Safe to run often."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"{remind_followers()}")
        self.stdout.write(f"addresses erased: {erase_unconfirmed(Follower)}")
