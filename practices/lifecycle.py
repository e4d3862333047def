"""Every move a practice sent in can make, and who may make it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import may_decide
from practices import drafting, emails
from practices.models import Submission
from shared.acts.lifecycle import Lifecycle, Move

S = Submission.State


def is_published(user: Any, submission: Submission) -> bool:
    """Wagtail has asked who may publish already; what counts here is that the page stands on the site."""
    return submission.page is not None and submission.page.live


def no_list(submission: Submission) -> list[str]:
    if drafting.list_of_practices() is None:
        return [_("There is no list of good practices. Add it below the front page first.")]
    return []


def begin_page(submission: Submission, user: Any, reason: str) -> None:
    submission.page = drafting.make_page(submission, owner=user)
    submission.save(update_fields=["page"])


def decided(submission: Submission, user: Any, reason: str) -> dict:
    return {"decided_at": timezone.now(), "decided_by": user}


def let_go(submission: Submission, user: Any, reason: str) -> dict:
    """The draft is let go: an editor may delete it now."""
    return {"page": None, "reason": reason, **decided(submission, user, reason)}


# fmt: off
SUBMISSION = Lifecycle(
    #    move       from                to           who           guard, writes, act, then
    Move("take",    (S.NEW,),           S.TAKEN,     may_decide,   guard=no_list, act=begin_page),
    Move("finish",  (S.TAKEN,),         S.FINISHED,  is_published, writes=decided, then=(emails.post_submission_published,)),
    Move("refuse",  (S.NEW, S.TAKEN),   S.REFUSED,   may_decide,   writes=let_go, needs_reason=True,
         then=(emails.post_submission_refused,)),
)
# fmt: on
