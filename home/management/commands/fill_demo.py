from django.core.management import BaseCommand

from home.demo import fill


class Command(BaseCommand):
    help = "Fill the site with the demo content; running it again changes nothing that is there."

    def handle(self, *args, **options):
        for step in fill.steps():
            self.stdout.write(f"  {step}")
