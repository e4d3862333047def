"""Acts on good practices that are more than one move: what people send in, the draft made from it."""

import uuid
from typing import Any

from django.db import transaction

from practices import emails
from practices.lifecycle import SUBMISSION
from practices.models import PracticePage, RepeatMessage, Submission
from shared.intake.messages import store_once


def submit_practice(*, words: dict, facts: dict, identity: dict, form_key: uuid.UUID, language: str) -> Submission:
    """Store what was sent together with the letter of receipt; the same form sent twice is one row.

    `words` are the long texts, `facts` what will be public, `identity` who sent it.
    """
    parts = {**words, **facts, **identity, "language": language}
    return store_once(Submission, emails.post_submission_received, form_key=form_key, **parts)


@transaction.atomic
def make_draft(submission: Submission, *, by: Any) -> PracticePage:
    """The draft of the page; asked for again it is the same page."""
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if locked.page_id is None:
        SUBMISSION.apply("take", locked, by=by)
    submission.refresh_from_db(fields=["state", "page"])
    page = locked.page
    assert page is not None  # noqa: S101 - the move has made it
    return page


def send_message(practice: PracticePage, *, name: str, reply_to: str, text: str, form_key: uuid.UUID) -> RepeatMessage:
    """Store a message and send it to the contact of the practice; the same form sent twice is one message."""
    words = {"name": name, "reply_to": reply_to, "text": text}
    return store_once(RepeatMessage, emails.post_message, practice=practice, form_key=form_key, **words)
