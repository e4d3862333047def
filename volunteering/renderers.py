"""The agreement and the certificate as PDF/UA (typst), for signing on paper. No query here."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from places.map import land_svg
from shared.looks import pdf
from shared.looks.qr import qr_picture
from shared.templatetags.razem import full_date
from signups.time_words import time_words, when_words
from volunteering.codes import shown
from volunteering.law import duties_of_the_host, rights_of_volunteers

HERE = Path(__file__).parent


def lines(text: str) -> list[str]:
    return [line.strip(" -–•") for line in text.splitlines() if line.strip(" -–•")]


def certificate_pdf(certificate) -> bytes:
    path = reverse("volunteering:check")
    address = f"{settings.PUBLIC_URL}{path}"
    days = [full_date(certificate.from_on), full_date(certificate.to_on)]
    data = {
        "lang": get_language() or "pl",
        "number": certificate.number,
        "code": shown(certificate.code),
        "name": certificate.name,
        "host": certificate.host_name,
        "campaign": certificate.campaign.title,
        "period": days[0] if days[0] == days[1] else f"{days[0]} – {days[1]}",
        "time": time_words(certificate.minutes),
        "scope": lines(certificate.scope),
        "issued": full_date(certificate.issued_at),
        "address": address.removeprefix("https://").removeprefix("http://"),
        "qr": qr_picture(f"{address}?numer={certificate.number}"),  # the code is for whoever holds the paper: not in the address
        "land": land_svg(),
        "words": {
            "title": _("Certificate of voluntary work"), "number": _("no."), "certifies": _("We certify that"),
            "did": _("worked as a volunteer in the campaign:"), "period": _("When:"), "time": _("Together:"),
            "scope": _("What was done"), "issued": _("Issued on"), "signature": _("signature for the host"),
            "check": _("Check this certificate:"), "code": _("Code:"), "qr": _("QR code with the address for checking"),
            "law": _("Certificate of performed services under art. 44 ust. 2 of the act of 24 April 2003 on public benefit activity and volunteerism."),
        },
    }  # fmt: skip
    return pdf.pdf(HERE / "certificate.typ", data)


def agreement_pdf(campaign, signup=None) -> bytes:
    """The agreement filled in as far as it is known; without a sign-up an empty one. Address and PESEL are never asked
    for here: whoever needs them writes them on the paper."""
    data = {
        "lang": get_language() or "pl",
        "host": campaign.host_name,
        "head": heading(campaign, signup),
        "sections": sections(campaign, signup),
        "signatures": signatures(campaign, signup),
        "checklist": duties_of_the_host(campaign),
        "rights": rights_of_volunteers(campaign),
        "words": {
            "title": _("Agreement on voluntary work"), "page": _("page"), "checklist": _("Checklist of the host"),
            "checklist_lead": _("For the host's own files. Tick on paper; nothing of this is entered on the site."),
            "rights": _("Rights of the volunteer"),
        },
    }  # fmt: skip
    return pdf.pdf(HERE / "agreement.typ", data)


def heading(campaign, signup) -> list[tuple[str, str]]:
    rows = [(_("Made on"), ""), (pgettext("agreement", "Host"), campaign.host_name), (_("represented by"), ""), (_("Volunteer"), signup.name if signup else ""), (_("address"), "")]  # fmt: skip
    if campaign.takes_minors and (signup is None or signup.is_minor):
        rows.append((_("Guardian of a minor volunteer"), signup.guardian_name if signup else ""))
    return rows


def sections(campaign, signup) -> list[tuple[str, list[str | dict[str, str]]]]:
    """What art. 44 ust. 1 asks for: scope, manner, time, how it can be ended; then costs, insurance, safety.

    A line is a sentence, or `{"tick": sentence}` where the template draws a box to tick before it.
    """
    slot = signup.slot if signup else None
    when = when_words(slot.starts_at, slot.ends_at) if slot and slot.starts_at else campaign.when_words
    ends = campaign.agreement_end or _("Either side can end this agreement at any time, in writing or by e-mail.")
    costs: list[str | dict[str, str]] = [
        _("The volunteer works free of charge."),
        _("The host pays back travel and daily allowance as the law says (art. 45 ust. 1 pkt 3)."),
    ]
    if campaign.costs:
        costs.append(_("Besides: %(costs)s.") % {"costs": campaign.costs.rstrip(".")})
    costs.append(_("The volunteer may give this up only in writing on paper (art. 45 ust. 4):"))
    costs.append({"tick": _("I give up the refund of travel and daily allowance. Signature:")})
    safety = [_("The host informs about risks to health and safety and gives safe conditions.")]
    if campaign.is_long:
        safety.append(
            _("The agreement lasts longer than 30 days: accidents are covered by the State (art. 46 ust. 2).")
        )
    else:
        safety.append(_("The host insures the volunteer against accidents (art. 46 ust. 3)."))
    place = ", ".join(part for part in ((slot.place if slot else "") or campaign.venue, campaign.place_words) if part)
    return [
        (_("What and how"), lines(campaign.agreement_scope or campaign.tasks)),
        (_("When and where"), [f"{capfirst(words.rstrip('.'))}." for words in (when, place) if words]),
        (_("Costs"), costs),
        (_("Safety and insurance"), safety),
        (_("Ending"), [ends]),
        (_("Other"), [_("The volunteer may ask for a certificate of what was done. Two copies, one for each side.")]),
    ]


def signatures(campaign, signup) -> list[str]:
    rows = [_("signature for the host"), _("signature of the volunteer")]
    if campaign.takes_minors and (signup is None or signup.is_minor):
        rows.append(_("signature of the guardian: I agree"))
    return rows
