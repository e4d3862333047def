from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from home.demo import people


class Command(BaseCommand):
    help = "Set up the database and the demo content, say who can sign in, and serve the site (development only)."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")

    def handle(self, *args, host, port, **options):
        if not getattr(settings, "DEVELOPMENT", False):
            raise CommandError("make run is for development and demonstrations; see docs/deploy.md.")
        call_command("migrate", verbosity=0)
        call_command("compile_catalogues")
        call_command("fill_demo")
        self.stdout.write(people.who_can_sign_in(f"http://{host}:{port}"))
        call_command("runserver", f"{host}:{port}", "--noreload")
