import logging
import os
import socket
import subprocess
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from home import tree
from home.demo import people


class Command(BaseCommand):
    help = "Set up the database and the demo content, say who can sign in, and serve the site (development only)."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")

    def handle(self, *args, host, port, **options):
        if not getattr(settings, "DEVELOPMENT", False):
            raise CommandError("make run is for development and demonstrations; see docs/deploy.md.")
        if not is_free(host, int(port)):
            raise CommandError(say_taken(host, int(port)))
        logging.getLogger().setLevel(logging.WARNING)  # a line per page and task would bury what matters here
        call_command("migrate", verbosity=0)
        call_command("compile_catalogues")
        call_command("fill_demo")
        self.stdout.write(people.who_can_sign_in(f"http://{host}:{port}"))
        tree.name_the_site(settings.PUBLIC_URL)
        run_the_clock()
        serve(host, port)


def is_free(host: str, port: int) -> bool:
    """True when nothing listens at the address yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as found:
        return found.connect_ex((host, port)) != 0


def say_taken(host: str, port: int) -> str:
    """One sentence: what is taken, and the next port that is not."""
    following = next((other for other in range(port + 1, min(port + 100, 65536)) if is_free(host, other)), port)
    return f"Something already answers at {host}:{port}; run this instead: make run PORT={following}"


def run_the_clock() -> None:
    """Beside the server, and no longer than it: scheduled pages are published and letters go out here too."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "tick", "--beside", str(os.getpid())]
    subprocess.Popen(command, env={**os.environ, "LOG_LEVEL": "WARNING"}, stdout=subprocess.DEVNULL)  # noqa: S603 - our own


def serve(host: str, port: str) -> None:
    """The same server as in production, one process with a few threads."""
    sys.stdout.flush()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"{host}:{port}",
        "--workers",
        "1",
        "--threads",
        "4",
    ]
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter with fixed arguments
