from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from ngos import import_rows, importing
from shared.lists.sheets import ImportRefused, read_table, refused_csv


class Command(BaseCommand):
    help = "Read organisations from a CSV or XLSX file of a public register. Repeating it doubles nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="name of the register, the same each time: opp-2014")
        parser.add_argument("--municipality", default="", help="slug, for rows that name no municipality")
        parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help=str(import_rows.FIELDS))
        parser.add_argument("--encoding", default="auto")
        parser.add_argument("--delimiter", default="auto", choices=["auto", ";", ",", "tab"])
        parser.add_argument("--refused", type=Path, help="where to write the refused rows with reasons (CSV)")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args, **options):
        try:
            table = read_table(options["file"], encoding=options["encoding"], delimiter=options["delimiter"])
            how = {
                "source": importing.clean_source(options["source"]),
                "pairs": options["map"],
                "dry_run": options["dry_run"],
            }
            default = importing.find_municipality(options["municipality"])
            outcome = importing.import_organisations(table, default=default, progress=tqdm, **how)
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["refused"]:
            options["refused"].write_bytes(refused_csv(table, outcome.refused))
        for sentence in importing.remarks(outcome, with_refused=not options["refused"]):
            self.stderr.write(sentence)
        self.stdout.write(_("Dry run: nothing was stored.") if options["dry_run"] else _("Done."))
        self.stdout.write(importing.summary(outcome))
