"""What the site keeps about people and how long: said once by each app, obeyed by `erase_expired`, read by everybody.

In the `contributions.py` of an app:

    @retains("questions", _("Questions to a host: …"), why=_("…"), days=90, since="created_at", after=_("…"), then=_("…"))
    def find_questions():
        return HostQuestion.objects.all()

The function finds everything the rule still has to erase one day; what has been erased is found no more.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shared.cached import cached
from shared.legal import terms
from shared.models import LegalTerm

logger = logging.getLogger(__name__)
BATCH = 500
TERMS = "keep."  # keys of the terms by which an office sets a period of its own
ONE_DAY = timedelta(days=1)


def delete(rows: QuerySet) -> int:
    """Erase whole rows; returns how many (those that go with them are not counted)."""
    return rows.delete()[1].get(rows.model._meta.label, 0)


def blank(**values: Any) -> Callable[[QuerySet], int]:
    """Erase what these columns say and leave the row; a function as value is called when the time has come."""

    def erase(rows: QuerySet) -> int:
        return rows.update(**{name: value() if callable(value) else value for name, value in values.items()})

    return erase


EVERYTHING_GOES = _("Everything is erased.")


@dataclass(frozen=True)
class Rule:
    """One kind of personal data: what, why, for how long, and what happens then."""

    name: str
    what: Any  # this and the other words are sentences in the language of the reader
    why: Any
    after: Any  # from when the time runs: “from the day it was sent”
    find: Callable[[], QuerySet]
    since: str = ""  # the same moment as a column of `find()`
    days: int = 0
    then: Any = EVERYTHING_GOES
    period: Any = ""  # in words, instead of `days`
    due: Callable[[datetime], QuerySet] | None = (
        None  # instead of `since` and `days`, where rows have times of their own
    )
    erase: Callable[[QuerySet], int] = delete
    term: str = ""  # the key of a term (shared.LegalTerm, in days) by which an office sets another time

    def days_now(self, own: dict[str, LegalTerm]) -> int:
        """The days of the rule, or those of the term in force."""
        found = own.get(self.term)
        return found.days if found and found.value.isdecimal() else self.days

    def find_due(self, now: datetime, days: int) -> QuerySet:
        """What is to be erased now."""
        if self.due:
            return self.due(now)
        rows = self.find()
        limit = now - timedelta(days=days)
        return rows.filter(**{f"{self.since}__lt": timezone.localdate(limit) if self._counts_dates(rows) else limit})

    def next_day(self, now: datetime, days: int) -> date | None:
        """The day on which something is to be erased next; None when there is nothing, or when rows differ."""
        if self.due:
            return None
        first = self.find().aggregate(first=Min(self.since))["first"]
        if first is None:
            return None
        first = first if isinstance(first, datetime) else timezone.make_aware(datetime.combine(first, time.min))
        return timezone.localdate(max(now, first + timedelta(days=days)) + ONE_DAY)

    def _counts_dates(self, rows: QuerySet) -> bool:
        field = rows.query.clone().resolve_ref(self.since).output_field
        return isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)


@dataclass(frozen=True)
class Kept:
    """What is not erased by itself: why, and until when."""

    what: str
    why: str
    until: str


rules: dict[str, Rule] = {}
kept: list[Kept] = []


def retains(name: str, what: Any, **details: Any) -> Callable:
    """Register the decorated function as what finds the rows of a rule; `details` are the fields of Rule."""

    def register(find: Callable[[], QuerySet]) -> Callable[[], QuerySet]:
        if name in rules and rules[name].find is not find:
            raise ValueError(f"two rules are called {name}")
        rules[name] = Rule(name=name, what=what, find=find, **details)
        return find

    return register


def keeps(what: Any, *, why: Any, until: Any) -> None:
    """Say what is kept without an end of its own."""
    kept.append(Kept(what, why, until))


@dataclass(frozen=True)
class Shown:
    """A rule as it is read: with the days that hold today, and the day of the next erasure."""

    rule: Rule
    days: int
    next_day: date | None

    @property
    def period(self) -> str:
        """How long, in words: whole years as years."""
        years, rest = divmod(self.days, 365)
        if self.rule.period:
            return self.rule.period
        if years and not rest:
            return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
        return ngettext("%(count)s day", "%(count)s days", self.days) % {"count": self.days}


def read_rules() -> list[Shown]:
    """All rules in the order of the apps, from the top down."""
    return [Shown(rules[name], days, next_day) for name, (days, next_day) in read_days().items()]


@cached("retention", "shared.legalterm")
def read_days() -> dict[str, tuple[int, date | None]]:
    """For each rule the days that hold and the day of its next erasure; a query each, remembered for a minute."""
    now, own = timezone.now(), own_terms()
    return {name: (days := rule.days_now(own), rule.next_day(now, days)) for name, rule in rules.items()}


def own_terms() -> dict[str, LegalTerm]:
    """The periods that the office has set itself; one query."""
    return terms(TERMS)


def count_due(now: datetime | None = None) -> dict[str, int]:
    """How many rows of each rule wait to be erased; nothing is changed."""
    now, own = now or timezone.now(), own_terms()
    return {name: rule.find_due(now, rule.days_now(own)).count() for name, rule in rules.items()}


def erase(name: str, now: datetime | None = None) -> int:
    """Erase everything of one rule whose time is over, batch by batch; done again, or twice at once, it erases nothing more."""
    now, rule = now or timezone.now(), rules[name]
    days, erased = rule.days_now(own_terms()), 0
    while batch := _erase_batch(rule, now, days):
        erased += batch
    return erased


@transaction.atomic
def _erase_batch(rule: Rule, now: datetime, days: int) -> int:
    """One batch under locks; what somebody else is erasing at this moment is left to them."""
    due = rule.find_due(now, days)
    rows = rule.find().model._base_manager
    first = due.order_by("pk").values("pk")[:BATCH]
    locked = rows.select_for_update(of=("self",), skip_locked=True).filter(pk__in=first)
    keys = list(locked.values_list("pk", flat=True))
    still = list(due.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))  # not erased before the lock came
    erased = rule.erase(rows.filter(pk__in=still)) if still else 0
    if still and due.filter(pk__in=still).exists():
        raise RuntimeError(f"the rule {rule.name} finds again what it has erased")
    return erased


def erase_expired(now: datetime | None = None) -> tuple[dict[str, int], list[str]]:
    """Obey every rule: how many rows each has erased, and the rules that failed; one that fails stops no other."""
    now, erased, failed = now or timezone.now(), {}, []
    for name in rules:
        try:
            erased[name] = erase(name, now)
        except Exception:  # its batch is undone, the other rules are obeyed
            logger.exception("the rule %s of what is kept has failed", name)
            failed.append(name)
    return erased, failed
