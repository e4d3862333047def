"""One function per letter; the words stand in templates/practices/emails/."""

from django.conf import settings
from django.utils.translation import gettext as _

from shared.letters import Letter, letter, post


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def _about(submission, name: str, subject: str, **context) -> Letter:
    return Letter(subject=subject, template=f"practices/emails/{name}", context={"submission": submission, **context})


@letter
def submission_received(submission) -> Letter:
    subject = _("We have your description of a good practice, no. %(number)s") % {"number": submission.code}
    return _about(submission, "submission_received", subject)


@letter
def submission_published(submission) -> Letter | None:
    if submission.page is None or not submission.page.live:
        return None
    subject = _("Your good practice is published, no. %(number)s") % {"number": submission.code}
    return _about(submission, "submission_published", subject, url=absolute(submission.page.url or "/"))


@letter
def submission_refused(submission) -> Letter | None:
    if submission.state != submission.State.REFUSED:
        return None
    subject = _("We will not publish the description no. %(number)s") % {"number": submission.code}
    return _about(submission, "submission_refused", subject)


@letter
def message_to_contact(message) -> Letter:
    subject = _("Somebody wants to repeat it: %(title)s") % {"title": message.practice.title}
    context = {"message": message, "practice": message.practice, "url": absolute(message.practice.url or "/")}
    return Letter(subject=subject, template="practices/emails/message_to_contact", context=context)


def post_submission_received(submission) -> None:
    post(submission_received, to=submission.email, about=submission, language=submission.language)


def post_submission_published(submission) -> None:
    post(submission_published, to=submission.email, about=submission, language=submission.language)


def post_submission_refused(submission) -> None:
    post(submission_refused, to=submission.email, about=submission, language=submission.language)


def post_message(message) -> None:
    post(message_to_contact, to=message.practice.contact_email, about=message)
