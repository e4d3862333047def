"""What each legal form asks of its founders: facts, steps from the first talk to the directory, documents (ngos/legal_forms/documents.py).

Every duty names its article; the numbers are rows of LegalTerm (ngos/law.py). What was not read says “check”.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ngos.choices import LegalForm
from ngos.legal_forms import documents
from ngos.legal_forms.documents import Document
from ngos.legal_forms.statutes import Cited

VILLAGE, SPORT, SCHOOL, FIRE, GENERAL, JOBS, FUND = "wies", "sport", "szkola", "straz", "ogolne", "praca", "majatek"
BOARD, ONE, FOUNDER = "zarzad", "przedstawiciel", "fundator"


@dataclass(frozen=True)
class Term:
    """A number of the law beside a step; `counted` days run from the application."""

    label: str
    key: str
    counted: bool = False


@dataclass(frozen=True)
class Step(Cited):
    text: str
    who: str = ""
    where: str = ""
    fee: str = ""
    day: int | None = None  # our suggestion, in days from the founding day
    applies: bool = False  # the step from which the terms of the office run
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Remark(Cited):
    """A sentence with the article it rests on, if it rests on one."""

    text: str


@dataclass(frozen=True)
class Form(Cited):
    """A legal form. `serves` are the purposes it can serve, `made_for` those it was made for."""

    code: LegalForm
    about: str
    register: str
    supervisor: str
    debts: str
    steps: tuple[Step, ...]
    documents: tuple[Document, ...]
    founders: str = ""  # the key of the number of founders
    serves: tuple[str, ...] = (VILLAGE, SPORT, SCHOOL, FIRE, GENERAL, JOBS)
    made_for: tuple[str, ...] = ()
    is_person: bool = True
    earns: bool = True
    run_by: tuple[str, ...] = (BOARD,)
    checks: tuple[Remark, ...] = ()
    rank: int = 15  # among forms that fit equally well


ALL, THE_BOARD = _("all founders"), _("the board")
COURT, STAROSTA = _("the registry court of your seat (KRS)"), _("the county office: the starosta")
ARIMR = _("the county office of ARiMR")
FREE, CHECK = _("no fee"), _("check with the office before you go")
AT_LEAST = _("Founders, at least")
HAS_TIME = _("The office has")

TALK = Step(_("Agree what you want to do, for whom, where, and who will do what."), ALL, day=-21)
DRAFT = Step(_("Write a draft of the statute and send it to everybody to read."), ALL, day=-14)
TAX = Step(
    _("Ask about NIP, REGON, yearly returns and the register of beneficial owners (CRBR): we have not checked these duties."),
    THE_BOARD, _("the tax office"), CHECK,
)  # fmt: skip
BANK = Step(
    _("Open a bank account in the name of the organisation; let two people approve payments."), THE_BOARD, _("a bank")
)
DIRECTORY = Step(
    _("Add the organisation to our directory and call the officer for organisations in your municipality.")
)
AFTER = (TAX, BANK, DIRECTORY)
MEETING = Step(
    _("Hold the founding meeting: adopt the statute, elect the board and the audit body, sign the list of founders."),
    ALL,
    day=0,
    terms=(Term(AT_LEAST, "association.founders"),),
    cites=(("associations", "art. 9"), ("associations", "art. 11 ust. 3")),
)
APPLY_KRS = Step(
    _("File the application with its attachments. All members of the board sign it."),
    THE_BOARD, COURT, _("no fee; check it if you enter a business at once"), day=7, applies=True,
    cites=(("associations", "art. 12"), ("associations", "art. 17 ust. 3")),
)  # fmt: skip
ENTRY_KRS = Step(
    _("The court enters the organisation. From that day it is a legal person and may start to work."),
    where=COURT,
    cites=(("associations", "art. 16"), ("associations", "art. 17 ust. 1")),
)
APPLY_CLUB = Step(
    _("File the application with the statute, the list of founders and the address of the seat."),
    THE_BOARD, STAROSTA, CHECK, day=7, applies=True, cites=(("sport", "art. 4 ust. 4 i 5"),),
)  # fmt: skip
ENTRY_CLUB = Step(
    _("The starosta decides about the entry; with it the club becomes a legal person. Silence means consent."),
    where=STAROSTA,
    terms=(Term(HAS_TIME, "uks.silence", counted=True),),
    cites=(("sport", "art. 4 ust. 4b"), ("sport", "art. 4 ust. 6")),
)
STAROSTA_SUPERVISES = ("associations", "art. 8 ust. 5 pkt 2")
DEBTS_OWN = _("the organisation itself")

ASSOCIATION = Form(
    LegalForm.ASSOCIATION,
    _("Members meet, vote and elect a board. It may hire people, run a business and take grants."),
    _("KRS, the National Court Register"),
    _("the starosta"),
    DEBTS_OWN,
    (TALK, DRAFT, MEETING, APPLY_KRS, ENTRY_KRS, *AFTER),
    documents.ASSOCIATION,
    cites=(("associations", "art. 2 ust. 3"), ("associations", "art. 8"), ("associations", "art. 34 i 35")),
    founders="association.founders",
    rank=30,
)
SIMPLE_ASSOCIATION = Form(
    LegalForm.SIMPLE_ASSOCIATION,
    _("A light form for neighbours who begin: rules instead of a statute, entry at the county office, grants allowed."),
    _("the register of simple associations kept by the starosta"),
    _("the starosta"),
    _("the association, and if it cannot pay, all members with all they own"),
    (
        TALK,
        Step(_("Write a draft of the rules and send it to everybody to read."), ALL, day=-14),
        Step(
            _("Meet: adopt the rules, choose a representative or elect a board, sign the list of founders."),
            ALL,
            day=0,
            terms=(Term(AT_LEAST, "simple.founders"),),
            cites=(("associations", "art. 40 ust. 2–4"),),
        ),
        Step(
            _("File the application with its attachments. If you have a board, all its members sign."),
            _("the representative or the board"), STAROSTA, CHECK, day=7, applies=True,
            cites=(("associations", "art. 40 ust. 5 i 6"),),
        ),
        Step(
            _("The starosta enters the association. From that day it exists and may start to work."),
            where=STAROSTA,
            terms=(Term(HAS_TIME, "simple.entry", counted=True), Term(_("To mend a gap you have"), "simple.mend")),
            cites=(("associations", "art. 40a ust. 1"),),
        ),
        *AFTER,
        Step(
            _("Later: report every change of the data, and get the consent of all members for large obligations."),
            _("the representative or the board"),
            STAROSTA,
            terms=(Term(_("To report a change you have"), "simple.change"), Term(_("Large is more than"), "simple.obligation")),
        ),
        Step(
            _("When you are more, you may turn into a registered association."),
            ALL,
            terms=(Term(_("Members, at least"), "simple.convert"),),
        ),
    ),
    documents.SIMPLE_ASSOCIATION,
    cites=(("associations", "art. 40"), STAROSTA_SUPERVISES, ("associations", "art. 42 ust. 3")),
    founders="simple.founders",
    serves=(VILLAGE, SPORT, SCHOOL, FIRE, GENERAL),
    is_person=False,
    earns=False,
    run_by=(BOARD, ONE),
    rank=20,
)  # fmt: skip
FOUNDATION = Form(
    LegalForm.FOUNDATION,
    _("Property given for a purpose. There are no members: the founder writes the statute and says who appoints the board."),
    _("KRS, the National Court Register"),
    _("the minister whose field it is, and the starosta"),
    DEBTS_OWN,
    (
        Step(
            _("Decide on the aim and on what you give: money, securities, things or land."),
            _("the founder"),
            day=-21,
            terms=(Term(_("For a business, at least"), "foundation.business"),),
            cites=(("foundations", "art. 3 ust. 3"),),
        ),
        Step(_("Write the statute, or ask somebody you authorise to write it."), _("the founder"), day=-14, cites=(("foundations", "art. 5 i 6"),)),
        Step(_("Sign the founding deed."), _("the founder"), _("a notary"), CHECK, day=0, cites=(("foundations", "art. 3 ust. 1 i 2"),)),
        Step(_("Appoint the first board, as the statute says."), _("the founder"), day=3, cites=(("foundations", "art. 5 ust. 1"),)),
        Step(
            _("File the application with its attachments."),
            THE_BOARD, COURT, day=7, applies=True,
            terms=(Term(_("Court fee"), "foundation.fee"), Term(_("Court fee with a business"), "foundation.fee_business")),
        ),
        Step(
            _("The court enters the foundation. From that day it is a legal person."),
            where=COURT,
            cites=(("foundations", "art. 7"), ("foundations", "art. 9")),
        ),
        *AFTER,
        Step(_("Every year: send the minister a report on what you did and publish it."), THE_BOARD, cites=(("foundations", "art. 12 ust. 2–3"),)),
    ),
    documents.FOUNDATION,
    cites=(("foundations", "art. 5 ust. 1"), ("foundations", "art. 7"), ("foundations", "art. 12 ust. 1")),
    founders="foundation.founders",
    serves=(VILLAGE, SPORT, SCHOOL, FIRE, GENERAL, JOBS, FUND),
    made_for=(FUND,),
    run_by=(BOARD, ONE, FOUNDER),
    rank=5,
)  # fmt: skip
KGW = Form(
    LegalForm.KGW,
    _("Women and men of a village who cook, craft, teach and keep traditions. It may earn, and take grants."),
    _("the National Register of Rural Women's Circles, kept by ARiMR"),
    _("the President of ARiMR"),
    DEBTS_OWN,
    (
        Step(_("Ask whether your village has a circle already."), ALL, ARIMR, FREE, day=-28, cites=(("circles_2025", "art. 4 ust. 1"), ("circles", "art. 9 ust. 1"))),
        TALK,
        Step(_("Take the model statute from the act, or write your own."), ALL, day=-14, cites=(("circles", "art. 5 ust. 2 i 3"),)),
        Step(
            _("Meet: adopt the statute, elect the founding committee, sign the statements. All founders live in the village."),
            ALL,
            day=0,
            terms=(Term(AT_LEAST, "kgw.founders"), Term(_("Age of a member, at least"), "kgw.age")),
            cites=(("circles", "art. 5 ust. 1"),),
        ),
        Step(
            _("File the application with the statute, on the form of ARiMR."),
            _("the founding committee"), ARIMR, FREE, day=7, applies=True,
            cites=(("circles", "art. 8"), ("circles", "art. 12 ust. 1")),
        ),
        Step(_("ARiMR enters the circle and gives you a certificate. From that day it is a legal person."), where=ARIMR, cites=(("circles", "art. 6 ust. 2"), ("circles", "art. 9 ust. 2"))),
        Step(_("Call the first meeting of members: it elects the board."), _("the founding committee"), cites=(("circles", "art. 15 pkt 1"), ("circles", "art. 16 ust. 1"))),
        Step(
            _("If you choose the simplified records, tell the tax office through ARiMR."),
            THE_BOARD, ARIMR, terms=(Term(_("From the start of work you have"), "kgw.records"),),
        ),
        *AFTER,
        Step(_("Every year, when members have changed: report their list to ARiMR. The act says until when."), THE_BOARD, ARIMR, cites=(("circles", "art. 11"),)),
    ),
    documents.KGW,
    cites=(("circles", "art. 2"), ("circles", "art. 6"), ("circles", "art. 22 i 23"), ("circles", "art. 25 ust. 1")),
    founders="kgw.founders",
    serves=(VILLAGE,),
    made_for=(VILLAGE,),
    run_by=(BOARD, ONE),
    checks=(
        Remark(_("Only one circle may have its seat in a village."), cites=(("circles_2025", "art. 4 ust. 1"),)),
        Remark(_("A person belongs to one circle at a time."), cites=(("circles", "art. 4 ust. 5"),)),
    ),
)  # fmt: skip
OSP = Form(
    LegalForm.OSP,
    _("An association that rescues: firefighters, youth teams, the community around the fire station."),
    _("KRS, the National Court Register"),
    _("the starosta"),
    DEBTS_OWN,
    (
        Step(
            _("Ask whether a brigade is needed here and what it could have: station, car, equipment."),
            ALL,
            _("the municipality and the county commander of the State Fire Service"),
            day=-28,
            cites=(("fire", "art. 5 ust. 1"), ("fire", "art. 7 ust. 1")),
        ),
        TALK, DRAFT, MEETING, APPLY_KRS, ENTRY_KRS,
        Step(_("Sign the contract with the municipality about what each of you does."), THE_BOARD, _("the municipality"), cites=(("fire", "art. 7 ust. 1"),)),
        Step(_("Before the first action: medical certificates, insurance and training of everybody who goes."), THE_BOARD, cites=(("fire", "art. 8"), ("fire", "art. 10 ust. 1"))),
        *AFTER,
    ),
    documents.FIRE_BRIGADE,
    cites=(("fire", "art. 1"), ("fire", "art. 3"), STAROSTA_SUPERVISES),
    founders="association.founders",
    serves=(FIRE,),
    made_for=(FIRE,),
)  # fmt: skip
UKS = Form(
    LegalForm.UKS,
    _("A club around a school: pupils, parents and teachers. It stands in the register of the starosta, not in KRS."),
    _("the register of school sports clubs kept by the starosta"),
    _("the starosta"),
    DEBTS_OWN,
    (TALK, DRAFT, MEETING, APPLY_CLUB, ENTRY_CLUB, *AFTER),
    documents.club(documents.STATUTE),
    cites=(("sport", "art. 4 ust. 1–4"), ("sport", "art. 4 ust. 6"), STAROSTA_SUPERVISES),
    founders="association.founders",
    serves=(SCHOOL,),
    made_for=(SCHOOL,),
)
SPORTS_CLUB = Form(
    LegalForm.SPORTS_CLUB,
    _("An association that trains and plays, without a business, in the register of the starosta."),
    _("the register of sports clubs kept by the starosta"),
    _("the starosta"),
    DEBTS_OWN,
    (TALK, DRAFT, MEETING, APPLY_CLUB, ENTRY_CLUB, *AFTER),
    documents.club(documents.CLUB_STATUTE),
    cites=(("sport", "art. 3"), ("sport", "art. 4 ust. 6 i 7"), STAROSTA_SUPERVISES),
    founders="association.founders",
    serves=(SPORT, SCHOOL),
    made_for=(SPORT,),
    earns=False,
    rank=35,
)
SOCIAL_COOP = Form(
    LegalForm.SOCIAL_COOP,
    _("A common enterprise in which members work, many of them from groups that find a job hard to get."),
    _("KRS, the National Court Register"),
    _("check: we have not read the Cooperative Law, which says who audits it"),
    DEBTS_OWN,
    (
        Step(
            _("Check who of you belongs to the groups named in the act, and where to get the proofs."),
            ALL,
            _("the labour office; the centre that supports the social economy (OWES)"),
            day=-28,
            terms=(Term(_("Other people, at most"), "coop.others"),),
            cites=(("cooperatives", "art. 4"), ("cooperatives", "art. 6 ust. 1")),
        ),
        Step(_("Work out what you will sell and to whom, then write the statute."), ALL, day=-14, cites=(("cooperatives", "art. 2"),)),
        Step(
            _("Hold the founding meeting: adopt the statute and elect the authorities."),
            ALL,
            day=0,
            terms=(Term(AT_LEAST, "coop.founders"),),
            cites=(("cooperatives", "art. 5 ust. 1"),),
        ),
        Step(_("File the application with the statute and the proofs."), THE_BOARD, COURT, FREE, day=7, applies=True, cites=(("cooperatives", "art. 6"),)),
        Step(_("The court enters the cooperative."), where=COURT, cites=(("cooperatives", "art. 6"),)),
        Step(
            _("If you are as few as the act allows, take in more members from these groups and employ them."),
            THE_BOARD,
            terms=(Term(_("Members, at least"), "coop.members"), Term(_("After the entry you have"), "coop.growth")),
        ),
        *AFTER,
    ),
    documents.COOPERATIVE,
    cites=(("cooperatives", "art. 2"), ("cooperatives", "art. 4"), ("benefit", "art. 3 ust. 3 pkt 3")),
    founders="coop.founders",
    serves=(JOBS,),
    made_for=(JOBS,),
    checks=(
        Remark(_("Organisations and municipalities may found a cooperative as well; then fewer founders are enough."), cites=(("cooperatives", "art. 5 ust. 1"),)),
        Remark(_("It may bid for public tasks, but it cannot be an organisation of public benefit (OPP)."), cites=(("benefit", "art. 3 ust. 3a"),)),
    ),
)  # fmt: skip
INFORMAL = Form(
    LegalForm.INFORMAL,
    _("Neighbours who simply do something together. No register, no account, no papers for an office."),
    _("no register"),
    _("nobody"),
    _("each of you, for what you sign yourself"),
    (
        Step(_("Agree what you want to do and try it once."), ALL),
        Step(_("Write one page that you all sign: aim, people, money, end."), ALL),
        Step(_("Find a patron who lends a room and applies for money for you: an organisation, library or culture centre."), ALL),
        Step(
            _("Ask the municipality about a local initiative: residents may apply themselves. It gives work and things, not money."),
            ALL,
            _("the municipality"),
            cites=(("benefit", "art. 19b–19h"),),
        ),
        Step(
            _("Look for more people, then come back to this page."),
            ALL,
            terms=(
                Term(_("A simple association needs"), "simple.founders"),
                Term(_("A registered association needs"), "association.founders"),
            ),
        ),
    ),
    documents.INFORMAL,
    cites=(),
    serves=(VILLAGE, SPORT, SCHOOL, FIRE, GENERAL),
    is_person=False,
    earns=False,
    run_by=(BOARD, ONE),
    rank=10,
)  # fmt: skip
FORMS = (ASSOCIATION, SIMPLE_ASSOCIATION, FOUNDATION, KGW, OSP, UKS, SPORTS_CLUB, SOCIAL_COOP, INFORMAL)
BY_CODE = {form.code.value: form for form in FORMS}
