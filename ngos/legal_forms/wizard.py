"""“Which legal form for us?”: six questions, and what they lead to. Pure: the numbers of the law come from outside.

A form that a question rules out says why and with which article. Among those left, the one made for the purpose stands
first; then what the answers ask for decides (`weigh`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ngos.choices import LegalForm
from ngos.legal_forms.data import (
    BOARD,
    FIRE,
    FORMS,
    FOUNDATION,
    FOUNDER,
    FUND,
    GENERAL,
    INFORMAL,
    JOBS,
    ONE,
    SCHOOL,
    SOCIAL_COOP,
    SPORT,
    VILLAGE,
    Form,
    Remark,
    Step,
)

FOUNDERS, PURPOSE, ENTRY, PERSON, EARNS, RUN, DAY = (
    "ile", "cel", "wpis", "osobowosc", "zarobek", "zarzad", "zebranie",
)  # fmt: skip
YES, NO, LATER = "tak", "nie", "pozniej"
DOES_NOT_MATTER = gettext_lazy("we do not know yet")


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    hint: str
    options: tuple[tuple[str, str], ...]
    required: bool = False


HOW_MANY = Question(
    FOUNDERS,
    gettext_lazy("How many of you are founding it?"),
    gettext_lazy("Count adults who will sign. Family counts too."),
    (),
    required=True,
)
QUESTIONS = (
    Question(
        PURPOSE,
        gettext_lazy("What do you want to do?"),
        gettext_lazy("Choose what you will do most. Some purposes have a form of their own."),
        (
            (VILLAGE, gettext_lazy("the life of our village: cooking, crafts, tradition, meetings")),
            (SPORT, gettext_lazy("sport for everybody")),
            (SCHOOL, gettext_lazy("sport with pupils of a school, their parents and teachers")),
            (FIRE, gettext_lazy("fire-fighting and rescue")),
            (JOBS, gettext_lazy("an enterprise that gives jobs to people who find them hard to get")),
            (FUND, gettext_lazy("a fund: somebody gives money or property for a purpose")),
            (GENERAL, gettext_lazy("something else: culture, nature, help, neighbours")),
        ),
        required=True,
    ),
    Question(
        ENTRY,
        gettext_lazy("Do you want to be in a register now?"),
        gettext_lazy("Without a register you cannot sign a grant agreement. You may try first and register later."),
        ((YES, gettext_lazy("yes, now")), (LATER, gettext_lazy("no, first we try something together"))),
    ),
    Question(
        PERSON,
        gettext_lazy("Should the organisation alone answer for its debts?"),
        gettext_lazy(
            "That is legal personality. A simple association has none: it may take grants, but members answer for its debts."
        ),
        ((YES, gettext_lazy("yes, members should be safe")), (NO, gettext_lazy("no, we will not have large debts"))),
    ),
    Question(
        EARNS,
        gettext_lazy("Will you sell goods or services?"),
        gettext_lazy("A business, or paid public benefit work. Fees of members and gifts do not count."),
        ((YES, gettext_lazy("yes")), (NO, gettext_lazy("no"))),
    ),
    Question(
        RUN,
        gettext_lazy("Who should run it?"),
        gettext_lazy("Think of the day when you disagree: who decides then?"),
        (
            (BOARD, gettext_lazy("a board that members elect")),
            (ONE, gettext_lazy("one representative, as simply as possible")),
            (FOUNDER, gettext_lazy("the founder sets the rules for good")),
        ),
    ),
)


def how_many(numbers: Mapping[str, int]) -> Question:
    """The choices follow the law: a new group begins at every number of founders that some form needs."""
    needed = sorted({1, *(numbers[form.founders] for form in FORMS if form.founders in numbers)})
    options = [(str(first), _group(first, after - 1)) for first, after in pairwise(needed)]
    last = ngettext("%(count)s person or more", "%(count)s people or more", needed[-1]) % {"count": needed[-1]}
    return Question(HOW_MANY.code, HOW_MANY.text, HOW_MANY.hint, (*options, (str(needed[-1]), last)), required=True)


def _group(first: int, last: int) -> str:
    if first == last:
        return ngettext("%(count)s person", "%(count)s people", first) % {"count": first}
    text = ngettext("from %(first)s to %(count)s person", "from %(first)s to %(count)s people", last)
    return text % {"first": first, "count": last}


def questions(numbers: Mapping[str, int]) -> tuple[Question, ...]:
    return (how_many(numbers), *QUESTIONS)


def known(params: Mapping[str, str], asked: tuple[Question, ...]) -> dict[str, str]:
    """Only answers that a question allows; anything else in the address chooses nothing."""
    return {one.code: params[one.code] for one in asked if params.get(one.code) in dict(one.options)}


def is_enough(answers: Mapping[str, str]) -> bool:
    return FOUNDERS in answers and PURPOSE in answers


def founding_day(text: str) -> date | None:
    """The day of the founding meeting, as people write it or as computers do; any other text is no day."""
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text.strip().removesuffix("r.").strip(), form).date()
        except ValueError:
            continue
        return day if 2000 <= day.year <= 2100 else None
    return None


@dataclass
class Verdict:
    """What the answers say about one form: for it, against it, and what rules it out."""

    form: Form
    score: int = 0
    reasons: list[str] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)
    obstacles: list[Remark] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return not self.obstacles


def decide(answers: Mapping[str, str], numbers: Mapping[str, int]) -> list[Verdict]:
    """All forms, the best first; those that are ruled out last."""
    found = [weigh(form, answers, numbers) for form in FORMS]
    return sorted(found, key=lambda verdict: (not verdict.fits, -verdict.score))


def weigh(form: Form, answers: Mapping[str, str], numbers: Mapping[str, int]) -> Verdict:
    verdict = Verdict(form, score=form.rank)
    _count(verdict, answers, numbers)
    _purpose(verdict, answers.get(PURPOSE, ""))
    _person(verdict, answers)
    _earning(verdict, answers)
    _running(verdict, answers.get(RUN, ""))
    return verdict


def _count(verdict: Verdict, answers: Mapping[str, str], numbers: Mapping[str, int]) -> None:
    needed = numbers.get(verdict.form.founders)
    if not verdict.form.founders:
        verdict.reasons.append(_("It sets no number of founders."))
    elif needed is None:
        verdict.doubts.append(Remark(_("Check in the act how many founders it needs.")))
    elif int(answers.get(FOUNDERS, 0)) >= needed:
        verdict.reasons.append(_("You are enough to found it."))
    else:
        text = ngettext("It needs at least %(count)s founder.", "It needs at least %(count)s founders.", needed)
        verdict.obstacles.append(Remark(text % {"count": needed}))


NARROW = {
    LegalForm.KGW: Remark(gettext_lazy("It is only for the life of a village."), cites=(("circles", "art. 2"),)),
    LegalForm.OSP: Remark(gettext_lazy("It is only for fire-fighting and rescue."), cites=(("fire", "art. 3"),)),
    LegalForm.UKS: Remark(gettext_lazy("It is only for sport around a school."), cites=(("sport", "art. 4 ust. 3"),)),
    LegalForm.SPORTS_CLUB: Remark(gettext_lazy("It is only for sport."), cites=(("sport", "art. 3"),)),
    LegalForm.SOCIAL_COOP: Remark(gettext_lazy("It is an enterprise that gives jobs."), cites=(("cooperatives", "art. 2 ust. 1"),)),
    LegalForm.ASSOCIATION: Remark(gettext_lazy("It rests on members, not on property given for a purpose."), cites=(("associations", "art. 2"),)),
    LegalForm.SIMPLE_ASSOCIATION: Remark(gettext_lazy("It may neither run an enterprise nor rest on given property."), cites=(("associations", "art. 42 ust. 1"),)),
    LegalForm.INFORMAL: Remark(gettext_lazy("It can neither own property nor employ anybody in its own name.")),
}  # fmt: skip


def _purpose(verdict: Verdict, purpose: str) -> None:
    form = verdict.form
    if purpose in form.made_for:
        verdict.score += 50
        verdict.reasons.append(_("It was made for this purpose."))
    elif purpose and purpose not in form.serves:
        verdict.obstacles.append(NARROW[form.code])
    elif purpose in (SPORT, SCHOOL) and not form.is_person and form is not INFORMAL:
        cites = (("sport", "art. 3 ust. 2"),)
        verdict.doubts.append(
            Remark(_("You can train together, but a sports club must be a legal person."), cites=cites)
        )
    elif purpose in (SPORT, SCHOOL) and form.code == LegalForm.ASSOCIATION:
        verdict.reasons.append(_("A sports club may be an association in KRS; then it may also run a business."))
    elif purpose == FIRE:
        verdict.doubts.append(
            Remark(_("It can support a fire brigade, but it is not one."), cites=(("fire", "art. 1"),))
        )
    if form is FOUNDATION and purpose != FUND:
        cites = (("foundations", "art. 3 ust. 2 i 3"),)
        verdict.doubts.append(Remark(_("Somebody must give it property: money, things or land."), cites=cites))


def _person(verdict: Verdict, answers: Mapping[str, str]) -> None:
    form, wanted = verdict.form, answers.get(PERSON)
    if wanted == YES and form.is_person:
        verdict.reasons.append(_("It is a legal person: members do not answer for its debts."))
    elif wanted == YES:
        cites = (("associations", "art. 40 ust. 1 i 1b"),) if form.founders else ()
        verdict.obstacles.append(Remark(_("It is not a legal person: its people answer for its debts."), cites=cites))
    elif wanted == NO and not form.is_person:
        verdict.score += 15
        verdict.reasons.append(_("It is the light way: little paper, and you said debts will be small."))
    if answers.get(ENTRY) == YES and form is INFORMAL:
        verdict.obstacles.append(Remark(_("It stands in no register.")))
    elif answers.get(ENTRY) == LATER and form is INFORMAL:
        verdict.score += 100
        verdict.reasons.append(_("You may try things out and register later."))


NO_BUSINESS = {
    LegalForm.SIMPLE_ASSOCIATION: (("associations", "art. 42 ust. 1 pkt 3 i 4"),),
    LegalForm.SPORTS_CLUB: (("sport", "art. 4 ust. 7"),),
}


def _earning(verdict: Verdict, answers: Mapping[str, str]) -> None:
    form, wanted = verdict.form, answers.get(EARNS)
    if wanted == YES and form.earns:
        verdict.reasons.append(_("It may earn; what it earns serves its aims."))
    elif wanted == YES:
        verdict.obstacles.append(Remark(_("It may not sell goods or services."), cites=NO_BUSINESS.get(form.code, ())))
    elif wanted == NO and form is SOCIAL_COOP and NARROW[form.code] not in verdict.obstacles:
        verdict.obstacles.append(NARROW[form.code])


TWO_BODIES = Remark(
    gettext_lazy("It must have a board and an audit body."), cites=(("associations", "art. 11 ust. 3"),)
)
COOP_BODIES = Remark(gettext_lazy("Check in the Cooperative Law which authorities it must have."))


def _running(verdict: Verdict, wanted: str) -> None:
    form = verdict.form
    if wanted == FOUNDER and FOUNDER in form.run_by:
        verdict.score += 40
        verdict.reasons.append(_("The founder writes the statute, and no members can outvote it."))
    elif wanted == FOUNDER:
        verdict.score -= 15
        verdict.doubts.append(Remark(_("Members decide here, not the founder.")))
    elif wanted == BOARD and FOUNDER in form.run_by:
        verdict.score -= 15
        verdict.doubts.append(
            Remark(_("There are no members who could elect the board."), cites=(("foundations", "art. 5 ust. 1"),))
        )
    elif wanted == ONE and ONE in form.run_by:
        verdict.score += 5
        verdict.reasons.append(_("One person may run it."))
    elif wanted == ONE:
        verdict.score -= 15
        verdict.doubts.append(COOP_BODIES if form is SOCIAL_COOP else TWO_BODIES)


@dataclass(frozen=True)
class Planned:
    """A step with its day: our suggestion, counted from the founding day."""

    step: Step
    day: date | None

    @property
    def when(self) -> str:
        """In words, while nobody has chosen the founding day."""
        days = self.step.day
        if days is None:
            return ""
        if days == 0:
            return _("the founding day")
        text = (
            ngettext("%(count)s day before the founding day", "%(count)s days before the founding day", -days)
            if days < 0
            else ngettext("%(count)s day after the founding day", "%(count)s days after the founding day", days)
        )
        return text % {"count": abs(days)}


def plan(form: Form, founded_on: date | None, open_day: Callable[[date], date]) -> list[Planned]:
    """The steps in order; an application goes to an office, so its day is one when offices are open."""

    def day(step: Step) -> date | None:
        if founded_on is None or step.day is None:
            return None
        found = founded_on + timedelta(days=step.day)
        return open_day(found) if step.applies else found

    return [Planned(step, day(step)) for step in form.steps]


def applied_on(steps: list[Planned]) -> date | None:
    """The suggested day of the application: the terms of the office run from it."""
    return next((planned.day for planned in steps if planned.step.applies), None)
