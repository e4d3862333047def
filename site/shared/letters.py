"""Letters: registered by name, stored in the transaction that causes them, sent once it has committed, never twice."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from shared.models import SentLetter

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 10


@dataclass
class Letter:
    """What one letter says. `template` names two files below templates/: `<template>.txt` and `<template>.html`."""

    subject: str
    template: str
    context: dict = field(default_factory=dict)
    unsubscribe_url: str = ""


_letters: dict[str, Callable[[models.Model], Letter | None]] = {}


def letter(function: Callable[[models.Model], Letter | None]):
    """Register the function that writes a letter about an object; its name is the letter's name in the sent-log."""
    _letters[function.__name__] = function
    return function


def digest(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def post(write: Callable, *, to: str, about: models.Model, language: str = "pl") -> None:
    """Put a letter into the outbox (inside the caller's transaction) and send it after the commit. Idempotent."""
    if not to:
        return
    SentLetter.objects.bulk_create(
        [
            SentLetter(
                letter=write.__name__,
                recipient=to,
                recipient_digest=digest(to),
                about=f"{about._meta.label_lower}:{about.pk}",
                language=language,
            )
        ],
        ignore_conflicts=True,
    )
    key = {"letter": write.__name__, "recipient_digest": digest(to), "about": f"{about._meta.label_lower}:{about.pk}"}
    transaction.on_commit(partial(deliver.enqueue, key))


@task()
def deliver(key: dict[str, str]) -> None:
    """Send the stored letter, unless it has been sent already."""
    row = SentLetter.objects.filter(sent_at=None, **key).first()
    if row:
        send(row)


@transaction.atomic
def send(row: SentLetter) -> bool:
    """Write and send one letter under a lock; a failed attempt is counted and `deliver_letters` tries again."""
    row = SentLetter.objects.select_for_update().get(pk=row.pk)
    if row.sent_at or row.attempts >= MAX_ATTEMPTS:
        return False
    label, pk = row.about.rsplit(":", 1)
    about = apps.get_model(label)._base_manager.filter(pk=pk).first()
    row.attempts += 1
    try:
        if about is not None:
            with translation.override(row.language):
                _send(_letters[row.letter](about), to=row.recipient)
        row.sent_at, row.recipient = timezone.now(), ""
    except OSError:
        logger.warning("letter %s no. %s was not sent, attempt %s", row.letter, row.pk, row.attempts)
    row.save()
    return bool(row.sent_at)


def _send(written: Letter | None, *, to: str) -> None:
    if written is None:  # there is nothing to say any more
        return
    context = {
        "subject": written.subject,
        "public_url": settings.PUBLIC_URL,
        "unsubscribe_url": written.unsubscribe_url,
        **written.context,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(written.subject.split()),
        body=render_to_string(f"{written.template}.txt", context),
        to=[to],
    )
    message.attach_alternative(render_to_string(f"{written.template}.html", context), "text/html")
    if written.unsubscribe_url:
        message.extra_headers["List-Unsubscribe"] = f"<{written.unsubscribe_url}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.send()


def deliver_waiting(*, older_than_seconds: int = 0) -> tuple[int, int]:
    """Send what an outage left behind; returns how many were sent and how many still wait."""
    limit = timezone.now() - timezone.timedelta(seconds=older_than_seconds)
    waiting = SentLetter.objects.filter(sent_at=None, attempts__lt=MAX_ATTEMPTS, created_at__lte=limit)
    results = [send(row) for row in waiting.order_by("pk").iterator()]
    return sum(results), len(results) - sum(results)
