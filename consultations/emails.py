"""One function per letter; the words stand in templates/consultations/emails/."""

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.links import links
from consultations.models import Comment, DateChange, Follower
from shared.intake.following import letter_to_confirm
from shared.letters import Letter, letter, post


def _about(comment, name: str, subject: str, **context) -> Letter:
    details = {"comment": comment, "consultation": comment.consultation, **context}
    return Letter(subject=subject, template=f"consultations/emails/{name}", context=details)


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def _address(comment) -> str:
    submitter = getattr(comment, "submitter", None)
    return submitter.email if submitter else ""


@letter
def comment_received(comment) -> Letter:
    subject = _("We have received your comment no. %(number)s") % {"number": comment.code}
    url = absolute(reverse("consultations:link", args=[links.make("author", comment.pk)]))
    # The words themselves stay out: the address may be somebody else's, and the site must not carry letters to strangers.
    return _about(comment, "comment_received", subject, url=url, clock=comment.consultation.clock)


@letter
def comment_to_confirm(comment) -> Letter:
    subject = _("Confirm your comment no. %(number)s") % {"number": comment.code}
    url = absolute(reverse("consultations:link", args=[links.make("confirm", comment.pk)]))
    return _about(comment, "comment_to_confirm", subject, url=url)


@letter
def comment_published(comment) -> Letter | None:
    if comment.state != comment.State.PUBLISHED:
        return None
    subject = _("Your comment no. %(number)s is public") % {"number": comment.code}
    return _about(comment, "comment_published", subject, url=absolute(comment_path(comment)))


@letter
def comment_hidden(comment) -> Letter | None:
    if comment.state != comment.State.HIDDEN:
        return None
    subject = _("Your comment no. %(number)s has been hidden") % {"number": comment.code}
    return _about(comment, "comment_hidden", subject)


@letter
def comment_answered(comment) -> Letter | None:
    if comment.public_response is None:
        return None
    subject = _("There is an answer to your comment no. %(number)s") % {"number": comment.code}
    url = absolute(comment_path(comment))
    return _about(comment, "comment_answered", subject, url=url, response=comment.public_response)


@letter
def report_ready(comment) -> Letter:
    subject = _("The report of the consultation is ready: %(title)s") % {"title": comment.consultation.title}
    return _about(comment, "report_ready", subject, url=absolute(comment.consultation.url or "/"))


@letter
def follower_to_confirm(follower) -> Letter:
    subject = _("Confirm that you want to follow: %(title)s") % {"title": follower.consultation.title}
    asked = _(
        "Somebody (we hope it was you) asked for letters about the consultation “%(title)s”. Confirm the address:"
    ) % {"title": follower.consultation.title}
    why = _("You get this letter because this address asked to follow the consultation.")
    url = absolute(reverse("consultations:link", args=[links.make("follow", follower.pk)]))
    return letter_to_confirm(subject, asked=asked, why=why, url=url)


@letter
def two_days_left(follower) -> Letter:
    subject = _("Two days left: %(title)s") % {"title": follower.consultation.title}
    return _to_follower(follower, "two_days_left", subject)


@letter
def follower_report_ready(follower) -> Letter:
    subject = _("The report of the consultation is ready: %(title)s") % {"title": follower.consultation.title}
    return _to_follower(follower, "follower_report_ready", subject)


@letter
def dates_changed(follower) -> Letter:
    """The occasion of the letter is the key of the change."""
    subject = _("The dates have changed: %(title)s") % {"title": follower.consultation.title}
    written = _to_follower(follower, "dates_changed", subject)
    written.context["change"] = DateChange.objects.select_related("stage").get(pk=follower.occasion)
    return written


def _to_follower(follower, name: str, subject: str) -> Letter:
    return Letter(
        subject=subject,
        template=f"consultations/emails/{name}",
        context={"consultation": follower.consultation, "url": absolute(follower.consultation.url or "/")},
        unsubscribe_url=absolute(reverse("consultations:unsubscribe", args=[links.make("unfollow", follower.pk)])),
    )


def comment_path(comment) -> str:
    return reverse("consultations:comment", args=[comment.slug])


def post_comment(write, comment) -> None:
    post(write, to=_address(comment), about=comment, language=comment.language)


def post_comment_received(comment) -> None:
    post_comment(comment_received, comment)


def post_comment_published(comment) -> None:
    post_comment(comment_published, comment)


def post_comment_hidden(comment) -> None:
    post_comment(comment_hidden, comment)


def post_answers(responses: list) -> None:
    """To the authors of the comments that these answers are about; two queries for all of them."""
    prefetch_related_objects(responses, "comments__submitter")
    for response in responses:
        for comment in response.comments.all():
            if comment.state != comment.State.WITHDRAWN:
                post_comment(comment_answered, comment)


def post_report_ready(consultation) -> None:
    """To authors who asked for it and to followers; the sent-log keeps every letter single."""
    asked = Comment.objects.counted().filter(consultation=consultation, submitter__wants_report=True)
    told: set[str] = set()
    for comment in asked.select_related("submitter").iterator():
        address = comment.submitter.email.casefold()
        if address not in told:
            told.add(address)
            post_comment(report_ready, comment)
    for follower in Follower.objects.filter(consultation=consultation).exclude(confirmed_at=None).iterator():
        if follower.email.casefold() not in told:
            post(follower_report_ready, to=follower.email, about=follower, language=follower.language)


def post_dates_changed(change, consultation) -> None:
    """To confirmed followers, once for each change."""
    for follower in Follower.objects.filter(consultation=consultation).exclude(confirmed_at=None):
        post(dates_changed, to=follower.email, about=follower, language=follower.language, occasion=str(change.pk))


def post_two_days_left(consultation) -> int:
    """To confirmed followers; repeated calls send nothing new. Returns the number of addresses."""
    followers = Follower.objects.filter(consultation=consultation).exclude(confirmed_at=None)
    for follower in followers:
        post(two_days_left, to=follower.email, about=follower, language=follower.language)
    return len(followers)
