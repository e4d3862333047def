"""A file in the admin: opened, its rows checked, decided about by a person, stored in batches that survive a crash."""

import logging
from functools import partial

from django.db import transaction
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.roles import DECIDERS, municipalities_of
from ngos.import_rows import Entry, read_entries, remember_columns, whole_header
from ngos.importing import BATCH, clean_source, store_batch
from ngos.matching import Directory, Fate, Plan, Seen
from ngos.models import ImportLine, ImportRun
from shared.acts.lifecycle import MoveNotAllowed
from shared.lists.sheets import ImportRefused, Table, columns, table_of

logger = logging.getLogger(__name__)


def may_import_into(user) -> list[int] | None:
    """The municipalities of an import (None: all), asked again for every batch: an office may end meanwhile."""
    if user is None or not user.is_active:
        return []
    return municipalities_of(user, *DECIDERS)


def open_run(raw: bytes, *, name: str, source: str, municipality, by) -> ImportRun:
    """Keep the file for as long as the import lasts; one that cannot be read is refused at once."""
    header = whole_header(table_of(raw, name=name).header)
    return ImportRun.objects.create(
        content=raw,
        header=header,
        file_name=name[-200:],
        source=clean_source(source),
        municipality=municipality,
        started_by=by,
        language=get_language() or "pl",
    )


def locked(pk: int) -> ImportRun:
    """Whoever works at an import holds its row; the file itself is read only where it is needed."""
    return ImportRun.objects.select_for_update(of=("self",)).select_related("started_by").defer("content").get(pk=pk)


def table_of_run(run: ImportRun) -> Table:
    return table_of(bytes(run.content), name=run.file_name)


# Checking.


@transaction.atomic
def ask_for_check(run: ImportRun, *, mapping: dict[str, str]) -> None:
    """The columns are named: compare every row with the directory, in the background."""
    run = locked(run.pk)
    if run.decided_at:
        raise MoveNotAllowed("the rows are being stored already")
    table = table_of_run(run)
    columns(table, mapping)
    remember_columns(table.header, mapping)
    run.columns, run.asked_at, run.moved_at = mapping, timezone.now(), timezone.now()
    run.checked_at, run.trouble = None, ""
    run.save(update_fields=["columns", "asked_at", "moved_at", "checked_at", "trouble"])
    transaction.on_commit(partial(check_rows.enqueue, run.pk))


@task()
def check_rows(pk: int) -> None:
    """Fill the table a person decides about; doing it again replaces the table."""
    run = ImportRun.objects.select_related("municipality", "started_by").get(pk=pk)
    with translation.override(run.language):
        try:
            store_lines(run, planned(run))
        except ImportRefused as refusal:
            stopped(run, str(refusal))
        except Exception:  # whatever it was, the person sees that it stopped and may try again
            logger.exception("checking of import %s stopped", pk)
            stopped(run, _("The checking stopped unexpectedly. Nothing was stored; try again."))


def planned(run: ImportRun) -> list[Plan]:
    table = table_of_run(run)
    entries = read_entries(table, table.rows, run.columns, default=run.municipality)
    directory, seen = Directory(run.source, allowed=may_import_into(run.started_by)), Seen()
    return [directory.decide(entry, seen, alike=True) for entry in entries]


@transaction.atomic
def store_lines(run: ImportRun, plans: list[Plan]) -> None:
    now = locked(run.pk)
    if now.decided_at or now.asked_at != run.asked_at:  # somebody has named other columns or decided meanwhile
        return
    run.lines.all().delete()
    ImportLine.objects.bulk_create([line_of(run, plan) for plan in plans], batch_size=500)
    ImportRun.objects.filter(pk=run.pk).update(checked_at=timezone.now(), moved_at=timezone.now(), trouble="")


def line_of(run: ImportRun, plan: Plan) -> ImportLine:
    line = ImportLine(run=run, number=plan.entry.row, data=plan.entry.data, alike=plan.alike)
    if isinstance(plan.entry, Entry):
        line.key, line.facts, line.municipality_id = plan.entry.key, plan.entry.facts, plan.entry.municipality
    else:
        line.facts = {"title": plan.entry.title}
    write_fate(line, plan)
    return line


def write_fate(line: ImportLine, plan: Plan) -> None:
    line.fate, line.sentence, line.changes = plan.fate, plan.sentence[:500], plan.changes
    line.organisation_id = plan.organisation


def entry_of(line: ImportLine) -> Entry:
    return Entry(line.number, line.facts, line.municipality_id, line.data)


def stopped(run: ImportRun, sentence: str) -> None:
    ImportRun.objects.filter(pk=run.pk).update(trouble=sentence[:300], moved_at=timezone.now())


# Deciding.


@transaction.atomic
def tell_same(run: ImportRun, chosen: dict[int, int | None]) -> None:
    """A person says of rows with a similar name which organisation each is, or that it is none of them."""
    run = locked(run.pk)
    if run.stage != "ready":
        raise MoveNotAllowed("the rows are not waiting for a decision")
    lines = [line for line in run.lines.filter(number__in=chosen) if line.alike]
    directory = Directory(run.source, keys=[line.key for line in lines], allowed=may_import_into(run.started_by))
    taken = run.lines.exclude(organisation=None).exclude(number__in=chosen).values_list("organisation", "number")
    seen = Seen({("profile", pk): number for pk, number in taken})
    for line in lines:
        pk = chosen[line.number]
        line.same_as_id = pk if pk in [other["pk"] for other in line.alike] else None
        write_fate(line, directory.decide(entry_of(line), seen, same_as=line.same_as_id))
        line.save()


@transaction.atomic
def start_storing(run: ImportRun) -> None:
    """The decision; also takes an import up again that has stopped. Doing it twice is doing it once."""
    run = locked(run.pk)
    if run.stage not in ("ready", "storing"):
        raise MoveNotAllowed("there is nothing to store")
    run.decided_at = run.decided_at or timezone.now()
    run.moved_at, run.trouble = timezone.now(), ""
    run.save(update_fields=["decided_at", "moved_at", "trouble"])
    transaction.on_commit(partial(store_rows.enqueue, run.pk))


@transaction.atomic
def discard(run: ImportRun) -> None:
    """The file and its table go; what has been stored stays, so only an import that has not begun can be thrown away."""
    run = locked(run.pk)
    if run.decided_at:
        raise MoveNotAllowed("the rows are being stored already")
    run.delete()


# Storing.


@task()
def store_rows(pk: int) -> None:
    """Batch after batch until the end; a second worker at the same run takes turns with the first and doubles nothing."""
    run = ImportRun.objects.get(pk=pk)
    with translation.override(run.language):
        try:
            while store_next(pk):
                pass
        except Exception:  # the batch is undone, those before it stay; the person may go on
            logger.exception("import %s stopped", pk)
            stopped(run, _("The import stopped unexpectedly. What has been stored stays; go on from there."))


@transaction.atomic
def store_next(pk: int) -> bool:
    """One batch, its rows and its position in one transaction; False when there is nothing left."""
    run = locked(pk)
    if run.stage != "storing":
        return False
    waiting = run.lines.filter(number__gt=run.position).exclude(fate=Fate.REFUSED)
    lines = {line.number: line for line in waiting.order_by("number")[:BATCH]}
    run.moved_at, run.trouble = timezone.now(), ""
    if lines:
        store_lines_of(run, lines)
        run.position = max(lines)
    else:
        run.finished_at = timezone.now()
        ImportRun.objects.filter(pk=pk).update(content=b"")
    run.save(update_fields=["moved_at", "trouble", "position", "finished_at"])
    return bool(lines)


def store_lines_of(run: ImportRun, lines: dict[int, ImportLine]) -> None:
    """The directory is asked again: what was new at the check may be there by now."""
    plans = store_batch(
        [entry_of(line) for line in lines.values()],
        source=run.source,
        seen=Seen(),
        by=run.started_by,
        allowed=may_import_into(run.started_by),
        same_as={line.number: line.same_as_id for line in lines.values()},
    )
    for plan in plans:
        write_fate(lines[plan.entry.row], plan)
    ImportLine.objects.bulk_update(lines.values(), ["fate", "sentence", "changes", "organisation"])


# Reading.


def fates(run: ImportRun) -> dict[str, int]:
    found = dict(run.lines.order_by().values_list("fate").annotate(n=Count("pk")))
    return {fate: found.get(fate, 0) for fate in Fate.values}


def refused_rows(run: ImportRun) -> tuple[list[str], list[list[str]]]:
    """The header and the refused rows with their reasons, for the person who corrects the file."""
    lines = run.lines.filter(fate=Fate.REFUSED).order_by("number")
    rows = [[str(line.number), line.sentence, *(line.data.get(name, "") for name in run.header)] for line in lines]
    return [_("Row"), _("Reason"), *run.header], rows
