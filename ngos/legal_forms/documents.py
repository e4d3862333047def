"""The documents that founders write: what each must contain, with the article that says so. Texts read: ngos/legal_forms/statutes.py."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ngos.legal_forms.statutes import Cite, Cited


@dataclass(frozen=True)
class Document(Cited):
    name: str
    contents: tuple[str, ...]
    note: str = ""


def founders_list(*cites: Cite) -> Document:
    contents = (
        _("first and last names"),
        _("dates and places of birth"),
        _("where each founder lives"),
        _("handwritten signatures"),
    )
    note = _("Personal data: for the register only, never on a website.")
    return Document(_("List of founders"), contents, note, cites=cites)


def minutes(*resolutions: str, cites: tuple[Cite, ...] = (), note: str = "") -> Document:
    contents = (
        _("day and place of the meeting"),
        _("who chaired it and who took the minutes"),
        _("how many people were present; the list of those present is attached"),
        *resolutions,
        _("the result of each vote"),
        _("signatures of the chair and of the person who took the minutes"),
    )
    return Document(_("Minutes of the founding meeting with its resolutions"), contents, note, cites=cites)


FOUND = _("resolution: we found the organisation")
ADOPT_STATUTE = _("resolution: we adopt the statute (attached)")
ELECT_BOARD = _("resolution: we elect the board and the audit body, by name")
STATUTE_CONTENTS = (
    _("name, different from those of other organisations and institutions"),
    _("where the organisation works, and its seat"),
    _("aims, and the ways to reach them"),
    _("how people become members and cease to be; their rights and duties"),
    _("authorities: how they are elected and completed, what they decide"),
    _("whether members of the board may be paid for their function"),
    _("who signs, above all for debts; when resolutions are valid"),
    _("where the money comes from, and how fees are set"),
    _("how the statute is changed"),
    _("how the organisation dissolves"),
)
STATUTE = Document(_("Statute"), STATUTE_CONTENTS, cites=(("associations", "art. 10 ust. 1"),))
CLUB_STATUTE = Document(
    _("Statute"),
    (*STATUTE_CONTENTS, _("no business activity: only such a club stands in the register of the starosta")),
    cites=(("associations", "art. 10 ust. 1"), ("sport", "art. 4 ust. 7")),
)
ASSOCIATION = (
    STATUTE,
    minutes(FOUND, ADOPT_STATUTE, ELECT_BOARD, cites=(("associations", "art. 9"), ("associations", "art. 11 ust. 3"))),
    founders_list(("associations", "art. 12 ust. 1")),
    Document(
        _("Application for entry in KRS"),
        (
            _("statute"),
            _("list of founders"),
            _("minutes with the election of the authorities"),
            _("address of the seat"),
            _("signatures of all members of the board"),
        ),
        cites=(("associations", "art. 12 ust. 1 i 2"),),
        note=_("Ask the court, or look at its website, which form it takes and how to send it."),
    ),
)
SIMPLE_ASSOCIATION = (
    Document(
        _("Rules of the association"),
        (
            _("name, aims, area and means of work, seat"),
            _("the representative, or a board"),
            _("how people become members and cease to be"),
            _("how the rules are changed, and how the association dissolves"),
            _("with a board: its election, powers, valid resolutions, and who signs"),
            _("with an audit body, if you want one: its election and powers"),
        ),
        cites=(("associations", "art. 40 ust. 2–4"),),
    ),
    minutes(
        FOUND,
        _("resolution: we adopt the rules (attached)"),
        _("resolution: we choose the representative or elect the board, by name"),
        note=_("Good practice: the act does not ask for minutes here."),
    ),
    founders_list(("associations", "art. 40 ust. 5 pkt 2")),
    Document(
        _("Application for entry in the register of the starosta"),
        (
            _("rules of the association"),
            _("list of founders"),
            _("representative or board: names, addresses and PESEL numbers, for the office only"),
            _("the same of the audit body, if there is one"),
            _("address of the seat"),
            _("signature of the representative, or of all members of the board"),
        ),
        cites=(("associations", "art. 40 ust. 5 i 6"),),
    ),
)
FOUNDATION = (
    Document(
        _("Founding deed, made by a notary"),
        (
            _("the founder's will to set up the foundation"),
            _("its aim"),
            _("the property given for it: money, securities, things or land"),
        ),
        cites=(("foundations", "art. 3"),),
        note=_("A foundation set up in a will needs no deed."),
    ),
    Document(
        _("Statute"),
        (
            _("name, seat and property"),
            _("aims, rules, forms and scope of work"),
            _("the board: who sits on it, who appoints it, its duties and powers"),
            _("business activity, if there is to be any"),
            _("other bodies, for instance a council; changes of the aim and of the statute; a merger"),
            _("what becomes of the property after dissolution"),
        ),
        cites=(("foundations", "art. 5 ust. 1 i 4"),),
    ),
    Document(
        _("Appointment of the first board"),
        (_("names and functions"), _("signature of whoever appoints the board by the statute")),
    ),
    Document(
        _("Application for entry in KRS"),
        (
            _("founding deed"),
            _("statute"),
            _("appointment of the first board"),
            _("address of the seat"),
            _("the minister the founder names, if any"),
        ),
        cites=(("foundations", "art. 5 ust. 2"), ("foundations", "art. 9 ust. 1")),
        note=_("Ask the court, or look at its website, which form it takes and how to send it."),
    ),
)
KGW = (
    Document(
        _("Statute of the circle, or a statement that you take the model one"),
        (
            _("name that says which village it is from, and the seat"),
            _("who may belong, and where the circle works"),
            _("aims, tasks and means; what it does to earn"),
            _("how people become members and cease to be; rights, duties, fees"),
            _("bodies: their powers, term, election and dismissal; valid resolutions"),
            _("who signs, above all for debts"),
            _("property and funds"),
            _("how the statute is changed, and how the circle is wound up"),
        ),
        cites=(("circles", "art. 5 ust. 2–4"),),
        note=_("The model statute is attached to the act: with it you need not write your own."),
    ),
    minutes(
        FOUND,
        ADOPT_STATUTE,
        _("resolution: we elect the founding committee, by name"),
        cites=(("circles", "art. 5 ust. 1"),),
    ),
    Document(
        _("Application to ARiMR, on its own form"),
        (
            _("list of founders: names and places of residence"),
            _("statements: we join the circle and live in its village"),
            _("address for letters"),
            _("who represents the circle, and how"),
            _("handwritten signatures of the founders and of the founding committee"),
        ),
        cites=(("circles", "art. 8 ust. 2 i 3"),),
    ),
)


def club(statute: Document) -> tuple[Document, ...]:
    """A club in the register of the starosta, a school one or another."""
    application = Document(
        _("Application for entry in the register of the starosta"),
        (_("statute"), _("list of founders"), _("address of the seat")),
        cites=(("sport", "art. 4 ust. 4 i 5"),),
    )
    meeting = minutes(
        FOUND, ADOPT_STATUTE, ELECT_BOARD, cites=(("associations", "art. 9"), ("associations", "art. 11 ust. 3"))
    )
    return statute, meeting, founders_list(("sport", "art. 4 ust. 5 pkt 2")), application


FIRE_BRIGADE = (
    *ASSOCIATION,
    Document(
        _("Contract with the municipality, after the entry"),
        (
            _("what the brigade does: rescue, exercises, prevention"),
            _("what the municipality does for the brigade"),
        ),
        cites=(("fire", "art. 3"), ("fire", "art. 7 ust. 1"), ("fire", "art. 10 ust. 1")),
    ),
)
COOPERATIVE = (
    Document(
        _("Statute"),
        (
            _("name with the words “Spółdzielnia Socjalna”"),
            _("the common enterprise, and the return of its people to work and social life"),
            _("what the surplus serves: it is not divided among members"),
        ),
        cites=(("cooperatives", "art. 2 i 3"), ("cooperatives", "art. 10")),
        note=_("The rest follows from the Cooperative Law, which we have not read for this page: check it."),
    ),
    minutes(FOUND, ADOPT_STATUTE, _("resolution: we elect the authorities, by name")),
    Document(
        _("Proofs that founders belong to the groups named in the act"),
        (
            _("certificate of the labour office, or of disability"),
            _("another certificate or statement from the list in the act"),
            _("founded by organisations: the resolution of each of them"),
        ),
        cites=(("cooperatives", "art. 6 ust. 1"),),
    ),
    Document(
        _("Application for entry in KRS"),
        (_("statute"), _("minutes with the election of the authorities"), _("the proofs listed above")),
        cites=(("cooperatives", "art. 6"),),
        note=_("Ask the court, or look at its website, which form it takes and how to send it."),
    ),
)
INFORMAL = (
    Document(
        _("One page you all sign"),
        (
            _("what you want to do, where, and until when"),
            _("who speaks for the group"),
            _("who keeps money and things, and how you share them when the group ends"),
            _("how you decide"),
        ),
        note=_("Good practice: no act asks for it."),
    ),
)
