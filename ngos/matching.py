"""What a row of a register means for the directory: new, changed, kept by members, the same, or refused. Stores nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from ngos.import_rows import FACTS, Entry, Refusal, named, numbers
from ngos.lookalikes import COMMON, plain_words
from ngos.models import ImportLine, Membership, OrganisationIndexPage, OrganisationPage, RegisterRow
from places.models import all_places
from shared.lists.sheets import RowRefused

Fate = ImportLine.Fate
ALIKE, REST, SHOWN = 88, 85, 3  # of 100: whole names, and what most names do not share; how many are shown
MANY = 1000  # keys in one question to the database
STRUCK_OFF = OrganisationPage.State.STRUCK_OFF


class Profile(NamedTuple):
    """What an import may change of an organisation, and what it must know about it."""

    pk: int
    municipality_id: int
    state: str
    merged_into_id: int | None
    title: str
    krs: str
    nip: str
    regon: str
    legal_form: str
    register_name: str
    register_number: str

    @property
    def facts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in FACTS}


@dataclass
class Plan:
    """One row and its fate. `changes` holds, for each column of the profile, what it says and what the register says."""

    entry: Entry | Refusal
    fate: str
    sentence: str = ""
    organisation: int | None = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    alike: list[dict] = field(default_factory=list)


@dataclass
class Seen:
    """What earlier rows of the same file were about: (kind, number) or (“profile”, its key) → the number of the row."""

    rows: dict[tuple, int] = field(default_factory=dict)

    def once(self, row: int, *what: tuple) -> None:
        for item in what:
            if self.rows.setdefault(item, row) != row:
                raise RowRefused(_("The organisation already stands in row %(row)s.") % {"row": self.rows[item]})


class Directory:
    """The organisations and the rows of one register as they are now.

    `allowed` are the municipalities the person may import into (None: all of them); without `keys` every row is read.
    """

    def __init__(self, source: str, *, keys: Collection[str] | None = None, allowed: Collection[int] | None = None):
        self.allowed = allowed
        found = OrganisationPage.objects.source_language().values_list(*Profile._fields)
        self.profiles = {profile.pk: profile for profile in map(Profile._make, found)}
        rows = RegisterRow.objects.filter(source=source)
        rows = rows.filter(key__in=keys) if keys is not None and len(keys) <= MANY else rows
        self.rows = {row.key: row for row in rows}
        self.claimed = set(Membership.objects.active().values_list("organisation_id", flat=True))
        self.branches = set(OrganisationIndexPage.objects.branches().values_list("municipality_id", flat=True))
        self.places = {place.pk: place.name for place in all_places()}

    @cached_property
    def by_number(self) -> dict[tuple[str, str], set[int]]:
        found = defaultdict(set)
        for profile in self.profiles.values():
            for number in numbers(profile.facts, profile.municipality_id):
                found[number].add(self.current(profile.pk))
        return found

    @cached_property
    def by_name(self) -> dict[tuple[str, str], set[int]]:
        """For rows that have nothing but a name, whatever numbers the profile has."""
        found = defaultdict(set)
        for profile in self.profiles.values():
            found[named(profile.title, profile.municipality_id)].add(self.current(profile.pk))
        return found

    @cached_property
    def names(self) -> "Names":
        return Names(p for p in self.profiles.values() if p.state != STRUCK_OFF and p.merged_into_id is None)

    def current(self, pk: int) -> int:
        """The profile that stays, where two have been merged."""
        return self.profiles[pk].merged_into_id or pk

    def decide(self, entry: Entry | Refusal, seen: Seen, *, same_as: int | None = None, alike: bool = False) -> Plan:
        if isinstance(entry, Refusal):
            return Plan(entry, Fate.REFUSED, entry.sentence)
        try:
            seen.once(entry.row, *entry.identities)
            pk = self.chosen(entry, same_as) if same_as in self.profiles else self.find(entry)
            if pk is None:
                return self.new(entry, alike=alike)
            seen.once(entry.row, ("profile", pk))
            return self.known(entry, self.profiles[pk])
        except RowRefused as refusal:
            return Plan(entry, Fate.REFUSED, str(refusal))

    # Which organisation is it?

    def find(self, entry: Entry) -> int | None:
        """By the row of the last reading, else by its numbers, else (where it has none) by name and municipality."""
        row = self.rows.get(entry.key)
        if row and row.organisation_id:
            return self.current(row.organisation_id)
        known = self.by_name if entry.identities[0][0] == "name" else self.by_number
        found = {pk for identity in entry.identities for pk in known.get(identity, ())}
        found = {pk for pk in found if self.profiles[pk].state != STRUCK_OFF} or found
        if len(found) > 1:
            titles = sorted(self.profiles[pk].title for pk in found)[:2]
            words = {"first": titles[0], "second": titles[1]}
            raise RowRefused(_("Two profiles fit this row: “%(first)s” and “%(second)s”. Merge them first.") % words)
        for pk in found:
            self.must_agree(entry, self.profiles[pk])
            return pk
        return None

    def chosen(self, entry: Entry, pk: int) -> int:
        """A person has said which organisation it is."""
        pk = self.current(pk)
        self.must_agree(entry, self.profiles[pk])
        return pk

    def must_agree(self, entry: Entry, profile: Profile) -> None:
        """One number found the profile; another one must not contradict it."""
        for kind in ("krs", "nip", "regon"):
            theirs = getattr(profile, kind)
            if entry.facts[kind] and theirs and entry.facts[kind] != theirs:
                words = {"name": profile.title, "kind": kind.upper(), "number": theirs}
                raise RowRefused(_("The profile “%(name)s” has another number: %(kind)s %(number)s.") % words)

    # What does the row mean for it?

    def new(self, entry: Entry, *, alike: bool) -> Plan:
        self.must_be_allowed(entry.municipality)
        if entry.municipality not in self.branches:
            words = {"place": self.places.get(entry.municipality, "")}
            raise RowRefused(_("The directory has no branch for this municipality yet: %(place)s.") % words)
        return Plan(entry, Fate.NEW, alike=self.names.like(entry, self.places) if alike else [])

    def must_be_allowed(self, municipality: int) -> None:
        if self.allowed is not None and municipality not in self.allowed:
            words = {"place": self.places.get(municipality, "")}
            raise RowRefused(_("You import only into your own municipality, not into: %(place)s.") % words)

    def known(self, entry: Entry, profile: Profile) -> Plan:
        self.must_be_allowed(profile.municipality_id)
        row = self.rows.get(entry.key)
        plan = Plan(entry, Fate.SAME, organisation=profile.pk)
        if row and row.organisation_id and (row.data, row.facts) == (entry.data, entry.facts):
            return plan
        before = row.facts if row else last_facts(profile.pk)
        if profile.pk in self.claimed or profile.state == STRUCK_OFF:
            plan.changes = differences(entry.facts, profile.facts, before)
            if plan.changes:
                plan.fate, plan.sentence = Fate.KEPT, kept_because(profile)
            return plan
        plan.changes = corrections(entry.facts, profile.facts, before)
        if plan.changes:
            plan.fate = Fate.CHANGED
        elif not row:
            plan.sentence = _("The profile is here already.")
        return plan


def last_facts(organisation: int) -> dict[str, str]:
    """What any register said about it last."""
    found = RegisterRow.objects.filter(organisation=organisation).order_by("-read_at", "-pk")
    return found.values_list("facts", flat=True).first() or {}


def corrections(new: dict, here: dict, before: dict) -> dict[str, tuple[str, str]]:
    """What the register changes of a profile nobody keeps: empty columns, and those that still say what was read last.

    A column that somebody has corrected by hand is left alone.
    """
    return {
        name: (here[name], new[name])
        for name in FACTS
        if new[name] and new[name] != here[name] and (not here[name] or here[name] == before.get(name))
    }


def differences(new: dict, here: dict, before: dict) -> dict[str, tuple[str, str]]:
    """What the register says otherwise than a profile its members keep, as far as it is news."""
    return {
        name: (here[name], new[name])
        for name in FACTS
        if new[name] not in ("", here[name], before.get(name))
        and not (name == "title" and plain_words(new[name]) == plain_words(here[name]))
    }


def kept_because(profile: Profile) -> str:
    if profile.state == STRUCK_OFF:
        return _("Changed in the register; the profile has been struck off and stays so.")
    return _("Changed in the register; the profile is kept by its members.")


class Names:
    """Names that only people write differently. Loops of C over all names: 8 000 × 8 000 take some six seconds.

    Whole names must be alike, and also what is left of them without the words that most names share; within one legal
    form the rest is enough: “KGW Radziszów” is “Koło Gospodyń Wiejskich w Radziszowie”.
    """

    def __init__(self, profiles: Iterable[Profile]):
        self.profiles = list(profiles)
        pairs = [two_names(profile.title) for profile in self.profiles]
        self.whole, self.rest = [whole for whole, _rest in pairs], [rest for _whole, rest in pairs]

    def like(self, entry: Entry, places: dict[int, str]) -> list[dict]:
        """The most similar organisations, those of the same municipality first."""
        found = [(self.profiles[place], round(score)) for place, score in self.scores(entry.facts).items()]
        found = [(p, score) for p, score in found if score == 100 or not others(entry.facts, p)]
        found.sort(key=lambda hit: (hit[0].municipality_id != entry.municipality, -hit[1], hit[0].pk))
        return [
            {"pk": p.pk, "title": p.title, "place": places.get(p.municipality_id, ""), "score": score}
            for p, score in found[:SHOWN]
        ]

    def scores(self, facts: dict[str, str]) -> dict[int, float]:
        whole, rest = two_names(facts["title"])
        found = {
            place: score
            for _name, score, place in alike_names(whole, self.whole)
            if not rest or not self.rest[place] or fuzz.ratio(rest, self.rest[place]) >= REST
        }
        if rest and facts["legal_form"]:
            for _name, score, place in alike_names(rest, self.rest):
                if self.profiles[place].legal_form == facts["legal_form"]:
                    found[place] = max(score, found.get(place, 0))
        return found


def alike_names(name: str, names: list[str]) -> list[tuple[str, float, int]]:
    return process.extract(name, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)


def two_names(title: str) -> tuple[str, str]:
    """The words in the order of the alphabet: all of them, and those that most names do not share."""
    words = sorted(plain_words(title))
    return " ".join(words), " ".join(word for word in words if word not in COMMON)


def others(facts: dict[str, str], profile: Profile) -> bool:
    """Two different numbers of one register are two organisations, however alike their names are."""
    pairs = [(facts[kind], getattr(profile, kind)) for kind in ("krs", "nip", "regon")]
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)
