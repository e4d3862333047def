from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from consultations import importing
from consultations.models import Comment
from shared.lists.sheets import ImportRefused, read_table, refused_csv


class Command(BaseCommand):
    help = "Read comments from a CSV or XLSX file into an announced consultation. Repeating it doubles nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--consultation", required=True, help="KS/2026/001 or the id of the page")
        parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help=str(importing.FIELDS))
        parser.add_argument("--mapping", type=Path, help="a JSON file with the same")
        parser.add_argument("--stage", default="", help="slug, when several stages collect comments")
        parser.add_argument("--encoding", default="auto")
        parser.add_argument("--delimiter", default="auto", choices=["auto", ";", ",", "tab"])
        parser.add_argument("--refused", type=Path, help="where to write the refused rows with reasons (CSV)")
        parser.add_argument(
            "--state",
            default=Comment.State.PUBLISHED.value,
            choices=[Comment.State.PUBLISHED.value, Comment.State.PENDING.value],
        )
        parser.add_argument("--kind", default="general", choices=Comment.Kind.values)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args, **options):
        try:
            mapping = importing.read_mapping(options["map"], options["mapping"])
            stage = importing.find_stage(options["consultation"], options["stage"])
            table = read_table(options["file"], encoding=options["encoding"], delimiter=options["delimiter"])
            how = {name: options[name] for name in ("kind", "state", "dry_run")}
            outcome = importing.import_comments(stage, table=table, mapping=mapping, progress=tqdm, **how)
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["refused"]:
            options["refused"].write_bytes(refused_csv(table, outcome.refused))
        for row, sentence in [] if options["refused"] else outcome.refused:
            self.stderr.write(f"{row}: {sentence}")
        self.stdout.write(_("Dry run: nothing was stored.") if options["dry_run"] else _("Done."))
        numbers = {"stored": outcome.stored, "already": outcome.already, "refused": len(outcome.refused)}
        self.stdout.write(_("Stored: %(stored)s. Already there: %(already)s. Refused: %(refused)s.") % numbers)
        self.stdout.write(_("Held for a moderator (possible PESEL): %(held)s.") % {"held": outcome.held})
