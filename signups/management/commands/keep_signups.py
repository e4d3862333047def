"""Once an hour: the waiting lists move up, reminders go out, personal data whose time is over are erased."""

from django.core.management.base import BaseCommand

from signups import services


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how much there is to erase")

    def handle(self, *args, dry_run, **options):
        if dry_run:
            self.stdout.write(f"sign-ups to erase: {services.SignUp.objects.to_erase().count()}")
            return
        self.stdout.write(f"places offered: {services.move_up()}")
        self.stdout.write(f"reminders: {services.remind()}")
        self.stdout.write(f"sign-ups erased: {services.erase_old()}")
        self.stdout.write(f"questions erased: {services.erase_questions()}")
