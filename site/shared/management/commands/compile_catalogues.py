from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from shared.catalogues import compile_po


class Command(BaseCommand):
    help = "Compile the catalogues of the interface (locale/*/LC_MESSAGES/*.po) without needing gettext."

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for po in Path(folder).glob("*/LC_MESSAGES/*.po"):
                compile_po(po)
