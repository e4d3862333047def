from django.core.management import BaseCommand

from consultations.law import make_law


class Command(BaseCommand):
    help = (
        "Load the kinds of consultations and the terms of law; rows that are there stay as the office has edited them."
    )

    def handle(self, *args, **options):
        make_law()
