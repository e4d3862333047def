from typing import Any

from django.core.management import BaseCommand, CommandError

from shared.acts import retention


class Command(BaseCommand):
    help = "Erase personal data whose time is over, by the rules of /prywatnosc/przechowywanie/. Safe to run often and twice at once."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count what would be erased")

    def handle(self, *args: Any, dry_run: Any, **options: Any) -> None:
        counted, failed = (retention.count_due(), []) if dry_run else retention.erase_expired()
        for name, number in counted.items():
            self.stdout.write(f"{name}: {number}")
        if failed:
            raise CommandError(f"failed: {', '.join(failed)}")
