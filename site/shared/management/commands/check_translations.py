from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from shared.catalogues import read_po


class Command(BaseCommand):
    help = "Fail when a sentence of the interface has no Polish translation."

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [f"{po}: {m}" for f in settings.LOCALE_PATHS for po in Path(f).rglob("*.po") for m in read_po(po)[1]]
        if missing:
            raise CommandError("\n".join(missing))
