"""Who may decide what about consultations and comments."""

from django.utils import timezone

from accounts.roles import Role, holds, offices


def can_run(user, consultation) -> bool:
    """The hosts of the lead municipality, and coordinators."""
    return holds(user, Role.HOST, consultation.municipality_id) or holds(user, Role.COORDINATOR)


def can_host(user, consultation) -> bool:
    return holds(user, Role.HOST, consultation.municipality_id)


def can_override(user, consultation) -> bool:
    return holds(user, Role.COORDINATOR)


def can_moderate(user, comment) -> bool:
    where = comment.consultation.municipality_id
    return holds(user, Role.MODERATOR, where) or holds(user, Role.HOST, where)


def can_answer(user, response) -> bool:
    return can_host(user, response.consultation)


def can_approve(user, response) -> bool:
    """Separation of duties: whoever wrote the answer does not approve it."""
    return can_host(user, response.consultation) and user.pk != response.author_id


def is_author_while_open(user, comment) -> bool:
    """`user` is the author's proof: the person who signed in, or a session opened by the signed link."""
    is_open = comment.consultation.state == comment.consultation.State.ANNOUNCED
    return getattr(user, "author_of", None) == comment.pk and is_open and comment.stage.is_running(timezone.localdate())


def can_still_edit(user, comment) -> bool:
    """The words are frozen once their answer is public; withdrawing stays possible until the close."""
    return is_author_while_open(user, comment) and comment.public_response is None


def is_settled(comment) -> bool:
    """Nothing is left to its author: withdrawn, or the report is out, or the consultation was cancelled. One that still
    waits for its confirmation is told so by the page of the confirmation."""
    if comment.state == comment.State.UNCONFIRMED:
        return False
    consultation = comment.consultation
    return comment.state == comment.State.WITHDRAWN or consultation.state != consultation.State.ANNOUNCED


def can_see_panel(user, consultation) -> bool:
    """Whoever works on the consultation: its hosts and moderators, and coordinators."""
    where = consultation.municipality_id
    return holds(user, Role.COORDINATOR) or holds(user, Role.HOST, where) or holds(user, Role.MODERATOR, where)


def works_on_consultations(user) -> bool:
    return any(role in (Role.HOST, Role.MODERATOR, Role.COORDINATOR) for role, _where in offices(user)) or (
        user.is_active and user.is_superuser
    )
