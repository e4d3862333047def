"""Fifteen questions an organisation asks itself, with advice and a plain score (docs/domain-rules.md, R9). Private."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

READ_AT_STATE = "2024-09-17"  # the day whose text of the Act on Public Benefit was read


class Answer(TextChoices):
    YES = "yes", gettext_lazy("yes")
    PARTLY = "partly", gettext_lazy("partly")
    NO = "no", gettext_lazy("no")
    NOT_APPLICABLE = "n/a", gettext_lazy("does not concern us")


ALWAYS = (Answer.YES, Answer.PARTLY, Answer.NO)
MAYBE = (*ALWAYS, Answer.NOT_APPLICABLE)
TO_MEND = (Answer.NO, Answer.PARTLY)


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    why: str
    advice: str
    law: str = ""  # only where an act was read; elsewhere it is good practice, or nobody has checked yet
    answers: tuple[Answer, ...] = ALWAYS
    link: str = ""  # the name of the page of the panel that helps, if one does
    place: str = ""  # its address below the one of the panel


PEOPLE = gettext_lazy("People who keep the profile")
QUESTIONS = [
    Question(
        "statute",
        gettext_lazy("Is the statute, or are the rules, up to date?"),
        gettext_lazy("Courts, banks and donors read it. Old names and aims stop an application."),
        gettext_lazy("Read it together and mark what has changed. Put the changes to the next general meeting."),
    ),
    Question(
        "register",
        gettext_lazy("Does the register hold your true data: name, seat, board?"),
        gettext_lazy("The municipality compares the register with your offer before it signs anything."),
        gettext_lazy(
            "Look your organisation up: KRS, the register of the county, or ARiMR for a rural women's circle. Report what has changed."
        ),
        answers=MAYBE,
        place="rejestr/",
        link=gettext_lazy("Name and registers"),
    ),
    Question(
        "term",
        gettext_lazy("Is the term of the board still running?"),
        gettext_lazy("When the term has ended, people ask whether its signatures are valid."),
        gettext_lazy("Call the elections. Write the end of the new term into the profile: we will remind you."),
        answers=MAYBE,
        place="zarzad/",
        link=gettext_lazy("Board"),
    ),
    Question(
        "representation",
        gettext_lazy("Does everybody on the board know who signs, and how many together?"),
        gettext_lazy("One signature missing is the plainest reason why an offer is turned down."),
        gettext_lazy("Copy the rule from the statute into the profile and into the folder of the board."),
        answers=MAYBE,
        place="zarzad/",
        link=gettext_lazy("Board"),
    ),
    Question(
        "privacy",
        gettext_lazy("Do you know what personal data you hold, why, and for how long?"),
        gettext_lazy("Lists of members, volunteers and participants are personal data, on paper too."),
        gettext_lazy(
            "Write a page: which lists, what for, who sees them, when you erase them. Tell people that before they sign."
        ),
        law=gettext_lazy("RODO: record of processing, information for the people; a breach is reported within 72 hours"),
    ),
    Question(
        "children",
        gettext_lazy("If children take part: do you have and keep standards of child protection?"),
        gettext_lazy("Parents trust you with children; the standards say who does what when something is wrong."),
        gettext_lazy(
            "Adopt the standards and show them to parents. Check every adult, volunteers too, in the register of sexual offenders before they start."
        ),
        law=gettext_lazy("a duty since 15 February 2024, to be met by 15 August 2024"),
        answers=MAYBE,
    ),
    Question(
        "reports",
        gettext_lazy("Are the yearly reports made and filed in time?"),
        gettext_lazy("A missing report costs trust; an organisation of public benefit also loses its share of income tax."),
        gettext_lazy("Write the dates into the calendar of two people. Add the filed reports to the profile."),
        law=gettext_lazy(
            "Act on Public Benefit: art. 23 (6), public benefit status, by 15 July; art. 18 (1), 30 days after a public task"
        ),
        answers=MAYBE,
        place="pieniadze/",
        link=gettext_lazy("Money and reports"),
    ),
    Question(
        "money",
        gettext_lazy("Is every income and expense written down with its document?"),
        gettext_lazy("Without the record you cannot settle a grant or answer a member's question."),
        gettext_lazy(
            "Start today with one sheet: date, from or to whom, for what, amount, number of the document. A small organisation may keep the simplified record."
        ),
        law=gettext_lazy(
            "Act on Public Benefit: art. 10a, simplified record up to 100 000 zł of income, without business activity and without public benefit status"
        ),
        answers=MAYBE,
    ),
    Question(
        "account",
        gettext_lazy("Does the organisation have its own bank account, with two people to approve payments?"),
        gettext_lazy("Two pairs of eyes protect the money and the treasurer."),
        gettext_lazy("Open an account in the name of the organisation and ask the bank for approval by two people."),
        answers=MAYBE,
    ),
    Question(
        "succession",
        gettext_lazy("Do at least two people know the passwords and where the documents are?"),
        gettext_lazy("Illness or a move of one person should not put the organisation to sleep."),
        gettext_lazy("Share the keys with a second person and invite that person to the profile. Print the handover pack."),
        place="ludzie/",
        link=PEOPLE,
    ),
    Question(
        "insurance",
        gettext_lazy("Are your volunteers insured against accidents?"),
        gettext_lazy("A volunteer who helps you for a day can break a leg like anybody else."),
        gettext_lazy(
            "Buy accident insurance for agreements of up to 30 days. Longer ones are covered by the State; liability insurance is your choice."
        ),
        law=gettext_lazy("Act on Public Benefit: art. 46 (2), (3) and (6)"),
        answers=MAYBE,
    ),
    Question(
        "agreements",
        gettext_lazy("Do you make agreements with volunteers?"),
        gettext_lazy("Both sides know what, when and how to end it; the volunteer can ask for a certificate."),
        gettext_lazy(
            "Write down scope, manner, time and how to end the agreement. On paper always when it lasts longer than 30 days."
        ),
        law=gettext_lazy("Act on Public Benefit: art. 44 (1), (2) and (4)"),
        answers=MAYBE,
    ),
    Question(
        "email",
        gettext_lazy("Does the organisation have its own e-mail address?"),
        gettext_lazy("Letters to a private address are lost when that person leaves."),
        gettext_lazy("Set up an address of the organisation that two people read, and give it in the profile."),
        place="kontakt/",
        link=gettext_lazy("Contact and hours"),
    ),
    Question(
        "profile",
        gettext_lazy("Is your profile here confirmed and true?"),
        gettext_lazy("Residents, volunteers and donors find you by it. After 24 months without a word it leaves the list."),
        gettext_lazy("Read the profile, mend what is old, and confirm it once a year."),
                link=gettext_lazy("Panel of the organisation"),
    ),
    Question(
        "municipality",
        gettext_lazy("Do you know the officer for organisations in your municipality?"),
        gettext_lazy("This person knows about calls, rooms and other organisations before anybody else."),
        gettext_lazy("Call or visit once a year. Ask about the programme of cooperation and how to comment on it."),
        law=gettext_lazy("Act on Public Benefit: art. 5a (1), the programme of cooperation is adopted by 30 November"),
    ),
]  # fmt: skip
BY_CODE = {question.code: question for question in QUESTIONS}


@dataclass(frozen=True)
class Score:
    """What is done, out of what concerns the organisation; a question without an answer is not done yet."""

    done: int
    concerns: int
    partly: int
    unanswered: int

    @property
    def sentence(self) -> str:
        if self.unanswered == len(QUESTIONS):
            return _("Answer the first question: we will say what is in order and what to mend.")
        if not self.concerns:
            return _("None of the questions concerns you.")
        if self.done == self.concerns:
            return _("Everything that concerns you is in order: %(count)s of %(count)s.") % {"count": self.concerns}
        return _("In order: %(done)s of %(count)s that concern you.") % {"done": self.done, "count": self.concerns}

    @property
    def rest(self) -> list[str]:
        """What the sentence leaves out: things half done, questions still open."""
        partly = ngettext("%(count)s thing is partly done.", "%(count)s things are partly done.", self.partly)
        unanswered = ngettext(
            "%(count)s question waits for an answer.", "%(count)s questions wait for an answer.", self.unanswered
        )
        pairs = [(partly, self.partly), (unanswered, self.unanswered)]
        return [text % {"count": count} for text, count in pairs if count and count < len(QUESTIONS)]


def known(answers: Mapping[str, str]) -> dict[str, Answer]:
    """Only answers that a question of today's list allows; the list may have changed since they were stored."""
    return {
        question.code: Answer(answers[question.code])
        for question in QUESTIONS
        if answers.get(question.code) in question.answers
    }


def score(answers: Mapping[str, str]) -> Score:
    given = list(known(answers).values())
    return Score(
        done=given.count(Answer.YES),
        concerns=len(QUESTIONS) - given.count(Answer.NOT_APPLICABLE),
        partly=given.count(Answer.PARTLY),
        unanswered=len(QUESTIONS) - len(given),
    )


def to_mend(answers: Mapping[str, str]) -> list[tuple[Question, Answer]]:
    """What to do next: first what is missing, then what is half done, each in the order of the list."""
    given = known(answers)
    return [(BY_CODE[code], wanted) for wanted in TO_MEND for code, answer in given.items() if answer == wanted]
