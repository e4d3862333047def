"""Organisations from public registers: every row is compared with the directory and stored once, in batches of their own.

A profile that members keep is never overwritten; one that nobody keeps says what the register says and nothing else.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log

from ngos.import_rows import Entry, Refusal, choose_columns, read_entries, remember_columns
from ngos.matching import Directory, Fate, Plan, Seen
from ngos.models import OrganisationIndexPage, OrganisationPage, RegisterRow
from ngos.registering import free_slug
from places.models import Municipality
from shared.intake.text import clean_line
from shared.lists.sheets import ImportRefused, Table

BATCH = 100
LONGEST_SOURCE = 80
IMPORTED = "ngos.imported"


@dataclass
class Outcome:
    """What became of the rows."""

    plans: list[Plan] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(plan.fate for plan in self.plans)
        return {fate: found[fate] for fate in Fate.values}

    @property
    def refused(self) -> list[tuple[int, str]]:
        return [(plan.entry.row, plan.sentence) for plan in self.plans if plan.fate == Fate.REFUSED]


def clean_source(text: str) -> str:
    """The name by which a repeated import finds its rows again."""
    source = clean_line(text)
    if not source or len(source) > LONGEST_SOURCE:
        raise ImportRefused(
            _("Give the register a short name, at most %(limit)s characters.") % {"limit": LONGEST_SOURCE}
        )
    return source


def find_municipality(slug: str) -> Municipality | None:
    """The municipality of rows that name none; an empty slug chooses none."""
    found = Municipality.objects.filter(slug=slug).first()
    if slug and not found:
        raise ImportRefused(_("There is no municipality “%(name)s” here.") % {"name": slug})
    return found


def import_organisations(
    table: Table,
    *,
    source: str,
    pairs: Iterable[str] = (),
    default: Municipality | None = None,
    dry_run: bool = False,
    progress: Callable[[list], Iterable] = iter,
) -> Outcome:
    """Compare every row and, unless it is a dry run, store it. A run that was stopped is simply repeated."""
    mapping = choose_columns(table, pairs)
    entries = read_entries(table, progress(table.rows), mapping, default=default)
    outcome, seen = Outcome(), Seen()
    if dry_run:
        directory = Directory(source)
        outcome.plans = [directory.decide(entry, seen, alike=True) for entry in entries]
        return outcome
    while batch := list(islice(entries, BATCH)):
        outcome.plans += store_batch(batch, source=source, seen=seen)
    remember_columns(table.header, mapping)
    return outcome


@transaction.atomic
def store_batch(
    entries: list[Entry | Refusal],
    *,
    source: str,
    seen: Seen,
    by=None,
    allowed: Collection[int] | None = None,
    same_as: dict[int, int] | None = None,
) -> list[Plan]:
    """Under the lock of the branches, so that two imports at once make one profile of one organisation."""
    found = (
        OrganisationIndexPage.objects.branches()
        .select_for_update(of=("self",))
        .select_related("locale", "municipality")
    )
    places: dict[int, OrganisationIndexPage] = {}
    for branch in found:
        places.setdefault(branch.municipality_id, branch)
    keys = [entry.key for entry in entries if isinstance(entry, Entry)]
    directory = Directory(source, keys=keys, allowed=allowed)
    plans = [directory.decide(entry, seen, same_as=(same_as or {}).get(entry.row)) for entry in entries]
    with LogContext(user=by):
        for plan in plans:
            if plan.fate == Fate.NEW:
                plan.organisation = add_profile(places[plan.entry.municipality], plan.entry.facts, source=source).pk
            elif plan.fate == Fate.CHANGED:
                change_profile(plan, source=source, by=by)
    remember_rows(source, plans)
    return plans


def remember_rows(source: str, plans: list[Plan]) -> None:
    """What was read last about every organisation, whether its profile has changed or not."""
    rows = [
        RegisterRow(
            source=source, key=plan.entry.key, data=plan.entry.data, facts=plan.entry.facts,
            organisation_id=plan.organisation,
        )
        for plan in plans
        if plan.fate != Fate.REFUSED
    ]  # fmt: skip
    columns = ["data", "facts", "organisation", "read_at"]
    RegisterRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["source", "key"], update_fields=columns)


def add_profile(branch: OrganisationIndexPage, facts: dict[str, str], *, source: str) -> OrganisationPage:
    """A public page that nobody keeps yet: what the register says, and not a word more.

    One page after another through the tree, some fifteen milliseconds each: so the tree, the search, the references and the log
    stay Wagtail's own work. The decision to publish is the import itself; `confirmed_on` stays empty until a claim.
    """
    now = timezone.now()
    page = OrganisationPage(
        **facts,
        slug=free_slug(branch, facts["title"]),
        municipality=branch.municipality,
        locale=branch.locale,
        state=OrganisationPage.State.PUBLISHED,
        imported_from=source,
        first_published_at=now,
        last_published_at=now,
    )
    branch.add_child(instance=page)
    return page


def fill(page: OrganisationPage, facts: dict[str, str]) -> None:
    for name, value in facts.items():
        setattr(page, name, value)


def change_profile(plan: Plan, *, source: str, by) -> None:
    """What is public changes; a draft that an editor has not published yet gets the same columns and stays a draft."""
    page = OrganisationPage.objects.get(pk=plan.organisation)
    new = {name: value for name, (_old, value) in plan.changes.items()}
    fill(page, new)
    if page.live and not page.has_unpublished_changes:
        page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    else:
        page.save()
        draft = OrganisationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        fill(draft, new)
        draft.save_revision(user=by)
    log(page, IMPORTED, data={"source": source, "changed": sorted(new)})


# What a person reads on the console.


def summary(outcome: Outcome) -> str:
    words = _("New: %(new)s. Changed: %(changed)s. Kept by members: %(kept)s. Same: %(same)s. Refused: %(refused)s.")
    return words % outcome.counts


def remarks(outcome: Outcome, *, with_refused: bool) -> list[str]:
    """A line for every row a person should look at: refused, kept by members, or like an organisation already here."""
    lines = []
    for plan in outcome.plans:
        if plan.fate == Fate.KEPT or (plan.fate == Fate.REFUSED and with_refused):
            lines.append(f"{plan.entry.row}: {plan.sentence}")
        for other in plan.alike:
            words = {"row": plan.entry.row, "name": plan.entry.facts["title"], "other": other["title"]}
            lines.append(_("%(row)s: “%(name)s” looks like “%(other)s”.") % words)
    return lines
