"""Comments from other systems: a table is read, its columns are mapped, its rows are stored once each or refused aloud."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.models import Comment, CommentVersion, ConsultationPage, Submitter
from consultations.services import add_words, next_number
from documents.models import Unit
from shared.intake.text import clean_line, clean_text, has_pesel
from shared.lists import sheets
from shared.lists.sheets import ImportRefused, RowRefused, Table, columns, mapped_cells

FIELDS = ("id", "opinion", "rationale", "created_at", "name", "organisation", "unit")
LONGEST = 100_000  # a letter with its annexes; the 5000 of the public form do not bind what has been received elsewhere
LONGEST_LINE = {"id": 120, "name": 200, "organisation": 200}
BATCH = 100
K = Comment.State


@dataclass(frozen=True)
class Entry:
    """One row that can be stored."""

    row: int
    external_id: str
    words: dict[str, str]
    created_at: datetime
    name: str
    organisation: str
    unit: Unit | None


@dataclass
class Outcome:
    """What became of the rows; `refused` pairs a row's number with the sentence that says why."""

    stored: int = 0
    held: int = 0
    already: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


# Mapping: rows of text to entries.


def read_mapping(pairs: Iterable[str], path: Path | None = None) -> dict[str, str]:
    """`field=COLUMN` pairs, or a JSON object of the same; the column of the comment must be among them."""
    mapping = sheets.read_mapping(pairs, path, fields=FIELDS)
    if "opinion" not in mapping:
        raise ImportRefused(_("Say which column holds the comment: --map opinion=COLUMN."))
    return mapping


def read_entries(
    rows: Iterable[tuple[int, list[str]]], *, width: int, places: dict[str, int], units: dict[str, Unit], now: datetime
) -> Iterator[Entry | tuple[int, str]]:
    """An entry for each row, or its number with the sentence of refusal."""
    seen: dict[str, int] = {}
    repeats: Counter = Counter()
    for number, cells in rows:
        try:
            entry = read_entry(number, cells, width, places, units, now, repeats)
            if entry.external_id in seen:
                words = {"id": entry.external_id, "row": seen[entry.external_id]}
                raise RowRefused(_("The identifier “%(id)s” already stands in row %(row)s.") % words)
            seen[entry.external_id] = number
            yield entry
        except RowRefused as refusal:
            yield number, str(refusal)


def read_entry(number, cells, width, places, units, now, repeats) -> Entry:
    raw = mapped_cells(cells, places, width=width)
    words = {key: clean_text(raw.get(key, "")) for key in ("opinion", "rationale")}
    lines = {key: clean_line(raw.get(key, "")) for key in ("id", "name", "organisation", "unit", "created_at")}
    if not words["opinion"]:
        raise RowRefused(_("The comment has no words."))
    if any(len(text) > LONGEST for text in words.values()):
        raise RowRefused(_("The comment is longer than %(limit)s characters.") % {"limit": LONGEST})
    if any(len(lines[key]) > limit for key, limit in LONGEST_LINE.items()):
        raise RowRefused(_("The identifier or a name is too long."))
    if "id" in places and not lines["id"]:
        raise RowRefused(_("The identifier is missing."))
    if lines["unit"] and unit_key(lines["unit"]) not in units:
        raise RowRefused(_("There is no part “%(unit)s” in the document.") % {"unit": lines["unit"]})
    return Entry(
        row=number,
        external_id=lines["id"] or digest(words, repeats),
        words=words,
        created_at=read_moment(lines["created_at"], now),
        name=lines["name"],
        organisation=lines["organisation"],
        unit=units.get(unit_key(lines["unit"])),
    )


def digest(words: dict[str, str], repeats: Counter) -> str:
    """An identifier made of the words. Letters of a campaign say the same: each is a comment, so repeats are counted."""
    key = (words["opinion"], words["rationale"])
    repeats[key] += 1
    return "sha256:" + hashlib.sha256(json.dumps([*key, repeats[key]]).encode()).hexdigest()


def read_moment(text: str, now: datetime) -> datetime:
    """ISO 8601 or 31.12.2026 14:05; without a zone it is Polish time, without anything it is now."""
    if not text:
        return now
    iso = re.sub(r"\s*(UTC|GMT|Z)$", "+00:00", text)
    iso = re.sub(r"\s+([+-]\d\d:?\d\d)$", r"\1", iso)
    iso = re.sub(r"^(\d\d)\.(\d\d)\.(\d{4})", r"\3-\2-\1", iso)
    try:
        found = datetime.fromisoformat(iso)
    except ValueError as error:
        raise RowRefused(_("The date “%(date)s” cannot be read.") % {"date": text[:60]}) from error
    if timezone.is_naive(found):
        found = timezone.make_aware(found, timezone.get_default_timezone())
    if found.year < 1900 or found > now:
        raise RowRefused(_("The date “%(date)s” is not possible.") % {"date": text[:60]})
    return found


def unit_key(text: str) -> str:
    return clean_line(text).casefold()


def units_of(stage) -> dict[str, Unit]:
    """The frozen units by anchor and by label; a label that stands twice names none of them."""
    version = getattr(stage, "version_id", None)
    units = list(Unit.objects.filter(version=version)) if version else []
    labels = Counter(unit_key(unit.label) for unit in units)
    by_label = {unit_key(unit.label): unit for unit in units if unit.label and labels[unit_key(unit.label)] == 1}
    return by_label | {unit_key(unit.anchor): unit for unit in units}


# Storing.


def find_stage(reference: str, slug: str = ""):
    """The collecting stage of an announced consultation, named by its public number or the id of its page."""
    found = ConsultationPage.objects.source_language()
    if match := re.fullmatch(r"KS/(\d{4})/(\d{1,8})", reference.strip()):
        consultation = found.filter(year=int(match[1]), sequence=int(match[2])).first()
    else:
        consultation = found.filter(pk=int(reference)).first() if re.fullmatch(r"[0-9]{1,9}", reference) else None
    if consultation is None:
        raise ImportRefused(_("There is no consultation %(name)s.") % {"name": reference})
    collecting = [stage for stage in consultation.clock.collecting if stage.takes_comments]
    stages = [stage for stage in collecting if slug in ("", stage.slug)]
    if len(stages) != 1:
        names = ", ".join(stage.slug for stage in collecting)
        raise ImportRefused(_("Choose one stage that collects comments (--stage): %(names)s.") % {"names": names})
    return stages[0]


def import_comments(
    stage,
    *,
    table: Table,
    mapping: dict[str, str],
    kind: str = Comment.Kind.GENERAL,
    state: str = K.PUBLISHED,
    dry_run: bool = False,
    progress: Callable[[list], Iterable] = iter,
) -> Outcome:
    """Store every row once, in batches of their own, so that a run that was stopped can be repeated. No letter goes out.

    Who commented stays private unless it is an organisation; a text with a possible PESEL waits for a moderator.
    """
    if stage.consultation.state != ConsultationPage.State.ANNOUNCED:
        raise ImportRefused(not_going())
    outcome, places = Outcome(), columns(table, mapping)
    found = read_entries(
        progress(table.rows), width=len(table.header), places=places, units=units_of(stage), now=timezone.now()
    )
    while batch := list(islice(found, BATCH)):
        outcome.refused += [item for item in batch if not isinstance(item, Entry)]
        store_batch(stage, [item for item in batch if isinstance(item, Entry)], kind, state, dry_run, outcome)
    outcome.refused.sort()
    return outcome


@transaction.atomic
def store_batch(stage, entries: list[Entry], kind: str, state: str, dry_run: bool, outcome: Outcome) -> None:
    """Under the lock of the consultation's counter, so that two imports at once cannot store a row twice."""
    consultation = stage.consultation
    if not dry_run:
        lock_counter(consultation)
    received = CommentVersion.objects.filter(
        number=1, comment__consultation=consultation, comment__external_id__in=[entry.external_id for entry in entries]
    )
    there = {key: words for key, *words in received.values_list("comment__external_id", "opinion", "rationale")}
    for entry in entries:
        words = there.get(entry.external_id)
        if words is None:
            held = any(has_pesel(text) for text in entry.words.values())
            if not dry_run:
                store(stage, entry, kind, K.PENDING if held else state)
            outcome.stored += 1
            outcome.held += held
        elif words == [entry.words["opinion"], entry.words["rationale"]]:
            outcome.already += 1
        else:
            sentence = _("The identifier “%(id)s” belongs to a stored comment with other words.")
            outcome.refused.append((entry.row, sentence % {"id": entry.external_id}))


def not_going() -> str:
    return _("Comments can be added only to an announced consultation without a report.")


def lock_counter(consultation) -> None:
    """An update that changes nothing locks the row on every database; the report may have come out in the meantime."""
    going = ConsultationPage._base_manager.filter(pk=consultation.pk, state=ConsultationPage.State.ANNOUNCED)
    if not going.update(comment_counter=F("comment_counter")):
        raise ImportRefused(not_going())


def store(stage, entry: Entry, kind: str, state: str) -> None:
    comment = Comment.objects.create(
        consultation=stage.consultation,
        stage_id=stage.pk,
        unit=entry.unit,
        number=next_number(stage.consultation),
        kind=kind,
        who=Comment.Who.ORGANISATION if entry.organisation else Comment.Who.PERSON,
        public_name=entry.organisation,
        channel=Comment.Channel.IMPORT,
        state=state,
        external_id=entry.external_id,
        created_at=entry.created_at,
        published_at=timezone.now() if state == K.PUBLISHED else None,
    )
    add_words(comment, entry.words, origin=CommentVersion.Origin.RECEIVED)
    Submitter.objects.create(comment=comment, name=entry.name)
