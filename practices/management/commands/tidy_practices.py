from django.core.management import BaseCommand

from practices.services import erase_old_messages, forget_senders


class Command(BaseCommand):
    help = "Erases old messages, and who sent a practice, ninety days after the decision. Safe to run often."

    def handle(self, *args, **options):
        self.stdout.write(f"{erase_old_messages()} {forget_senders()}")
