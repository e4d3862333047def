"""One function per letter; the words stand in templates/signups/emails/. A letter never says more than its owner knows."""

from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared.letters import Letter, letter, post
from shared.models import SentLetter
from signups.choices import SignUpState
from signups.links import links


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def link(purpose: str, signup) -> str:
    return absolute(reverse("signups:link", args=[links.make(purpose, signup.pk)]))


def _about(signup, name: str, subject: str, *, purpose: str = "own", **context) -> Letter:
    page = signup.slot.host_page
    details = {
        "signup": signup, "slot": signup.slot, "page": page, "page_url": absolute(page.url or "/"),
        "url": link(purpose, signup), **context,
    }  # fmt: skip
    return Letter(subject=subject % {"title": page.title}, template=f"signups/emails/{name}", context=details)


@letter
def to_confirm(signup) -> Letter | None:
    if signup.state != signup.State.UNCONFIRMED:
        return None
    return _about(signup, "to_confirm", _("Confirm your sign-up: %(title)s"), purpose="confirm")


@letter
def signed_up_already(signup) -> Letter | None:
    return None if signup.is_over else _about(signup, "signed_up_already", _("You are signed up already: %(title)s"))


@letter
def guardian_asked(signup) -> Letter | None:
    """To the guardian: what the young person signed up for, and where to agree."""
    if signup.state != signup.State.CONSENT:
        return None
    return _about(signup, "guardian_asked", _("We ask for your consent: %(title)s"), purpose="guardian")


@letter
def waits_for_guardian(signup) -> Letter | None:
    if signup.state != signup.State.CONSENT:
        return None
    return _about(signup, "waits_for_guardian", _("We wait for your guardian: %(title)s"))


@letter
def applied(signup) -> Letter | None:
    if signup.state != signup.State.APPLIED:
        return None
    return _about(signup, "applied", _("The host has your sign-up: %(title)s"))


@letter
def waiting(signup) -> Letter | None:
    if signup.state != signup.State.WAITING:
        return None
    return _about(signup, "waiting", _("You are on the waiting list: %(title)s"))


@letter
def place_offered(signup) -> Letter | None:
    if signup.state != signup.State.OFFERED:
        return None
    return _about(signup, "place_offered", _("There is a place for you: %(title)s"))


@letter
def accepted(signup) -> Letter | None:
    if signup.state != signup.State.ACCEPTED:
        return None
    return _about(signup, "accepted", _("You have a place: %(title)s"))


@letter
def lapsed(signup) -> Letter | None:
    if signup.state != signup.State.LAPSED:
        return None
    return _about(signup, "lapsed", _("The place went to the next person: %(title)s"))


@letter
def refused(signup) -> Letter | None:
    if signup.state != signup.State.REFUSED:
        return None
    return _about(signup, "refused", _("The host cannot take you this time: %(title)s"))


@letter
def withdrawn(signup) -> Letter | None:
    if signup.state != signup.State.WITHDRAWN:
        return None
    return _about(signup, "withdrawn", _("You have withdrawn: %(title)s"))


@letter
def slot_changed(signup) -> Letter | None:
    if signup.is_over or signup.slot.is_cancelled or signup.slot.is_over():
        return None
    return _about(signup, "slot_changed", _("Time or place has changed: %(title)s"))


@letter
def slot_cancelled(signup) -> Letter:
    return _about(signup, "slot_cancelled", _("Cancelled: %(title)s"))


@letter
def reminder(signup) -> Letter | None:
    if signup.state != signup.State.ACCEPTED or signup.slot.is_cancelled or signup.slot.has_begun():
        return None
    return _about(signup, "reminder", _("See you soon: %(title)s"))


@letter
def host_question(question) -> Letter:
    page = question.page.specific
    subject = _("A question about: %(title)s") % {"title": page.title}
    context = {"message": question, "page": page, "url": absolute(page.url or "/")}
    return Letter(subject=subject, template="signups/emails/host_question", context=context)


def _post(write, signup, *, occasion: str = "", to: str | None = None) -> None:
    post(write, to=signup.email if to is None else to, about=signup, language=signup.language, occasion=occasion)


def _stamp(moment) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def post_to_confirm(signup, again: bool = False) -> None:
    told = SentLetter.objects.filter(letter="to_confirm", about__startswith=f"{signup._meta.label_lower}:{signup.pk}")
    _post(to_confirm, signup, occasion=f"again-{told.count()}" if again and told.exists() else "")


def post_signed_up_already(signup) -> None:
    _post(signed_up_already, signup, occasion=timezone.localdate().isoformat())  # once a day at most


def post_guardian_asked(signup) -> None:
    _post(guardian_asked, signup, to=signup.guardian_email)
    _post(waits_for_guardian, signup)


def post_place_offered(signup) -> None:
    _post(place_offered, signup, occasion=_stamp(signup.held_until))


post_applied = partial(_post, applied)
post_waiting = partial(_post, waiting)
post_accepted = partial(_post, accepted)
post_lapsed = partial(_post, lapsed)
post_refused = partial(_post, refused)


def post_withdrawn(signup) -> None:
    """Only to those whose address was confirmed: a stranger's address gets nothing more."""
    if signup.confirmed_at:
        _post(withdrawn, signup)


def post_slot_changed(slot) -> None:
    """Every change is an occasion of its own: what moves back and forth is told each time."""
    occasion = timezone.now().isoformat()
    for signup in slot.signups.live().exclude(state=SignUpState.UNCONFIRMED):
        _post(slot_changed, signup, occasion=occasion)


def post_slot_cancelled(slot) -> None:
    for signup in slot.signups.live().exclude(state=SignUpState.UNCONFIRMED):
        _post(slot_cancelled, signup)


def post_reminder(signup, days: int) -> None:
    _post(reminder, signup, occasion=f"{days}d-{_stamp(signup.slot.starts_at)}")


def post_question(question) -> None:
    post(host_question, to=question.page.specific.contact_email, about=question)
