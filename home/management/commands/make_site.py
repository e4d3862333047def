from django.conf import settings
from django.core.management import BaseCommand
from django.db import transaction

from consultations import law
from home import tree
from ngos import law as ngo_law
from ngos.vocabulary import make_vocabulary


class Command(BaseCommand):
    help = "Make the front page, the lists, a branch for each municipality and the terms of law; safe to run again."

    @transaction.atomic
    def handle(self, *args, **options):
        law.make_law()
        ngo_law.make_law()
        make_vocabulary()
        tree.make_tree()
        tree.name_the_site(settings.PUBLIC_URL)
        self.stdout.write(f"The site is ready at {settings.PUBLIC_URL}/ and is edited at {settings.PUBLIC_URL}/cms/.")
