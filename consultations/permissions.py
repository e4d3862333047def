"""Who may decide what about consultations and comments."""

from typing import Any

from django.utils import timezone

from accounts.choices import Role
from accounts.roles import MODERATORS, STAFF, is_coordinator, works_in
from shared.intake.proofs import Proof


class Author(Proof):
    """The author of a comment: this session has sent it, or came by the link of a letter."""


def may_manage(user: Any, consultation: Any) -> bool:
    """The hosts of the lead municipality, and coordinators."""
    return works_in(user, consultation.municipality_id, Role.HOST, Role.COORDINATOR)


def may_host(user: Any, consultation: Any) -> bool:
    return works_in(user, consultation.municipality_id, Role.HOST)


def may_override(user: Any, consultation: Any) -> bool:
    return is_coordinator(user)


def may_moderate(user: Any, comment: Any) -> bool:
    return works_in(user, comment.consultation.municipality_id, *MODERATORS)


def may_answer(user: Any, response: Any) -> bool:
    return may_host(user, response.consultation)


def may_approve(user: Any, response: Any) -> bool:
    """Separation of duties: whoever wrote the answer does not approve it."""
    return may_host(user, response.consultation) and user.pk != response.author_id


def is_author(user: Any, comment: Any) -> bool:
    return Author.is_held(user, comment)


def is_author_while_open(user: Any, comment: Any) -> bool:
    is_open = comment.consultation.state == comment.consultation.State.ANNOUNCED
    return is_author(user, comment) and is_open and comment.stage.is_running(timezone.localdate())


def is_answered_author(user: Any, response: Any) -> bool:
    """The author of one of the comments that this answer is about."""
    return isinstance(user, Author) and response.comments.filter(pk=user.of).exists()


def may_still_edit(user: Any, comment: Any) -> bool:
    """The words are frozen once their answer is public; withdrawing stays possible until the close."""
    return is_author_while_open(user, comment) and comment.public_response is None


def is_settled(comment: Any) -> bool:
    """Nothing is left to its author: withdrawn, or the report is out, or the consultation was cancelled. One that still
    waits for its confirmation is told so by the page of the confirmation."""
    if comment.state == comment.State.UNCONFIRMED:
        return False
    consultation = comment.consultation
    return comment.state == comment.State.WITHDRAWN or consultation.state != consultation.State.ANNOUNCED


def may_see_panel(user: Any, consultation: Any) -> bool:
    """Whoever works on the consultation: its hosts and moderators, and coordinators."""
    return works_in(user, consultation.municipality_id, *STAFF)
