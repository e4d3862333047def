"""Letters: registered by name, stored in the transaction that causes them, sent once it has committed, never twice."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django_tasks import task

from shared.models import SentLetter

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 25  # with the pauses below about a week


@dataclass
class Letter:
    """What one letter says. `template` names two files below templates/: `<template>.txt` and `<template>.html`."""

    subject: str
    template: str
    context: dict = field(default_factory=dict)
    unsubscribe_url: str = ""


_letters: dict[str, Callable[[models.Model], Letter | None]] = {}


def letter(function: Callable[[models.Model], Letter | None]) -> Any:
    """Register the function that writes a letter about an object; its name is the letter's name in the sent-log."""
    known = _letters.setdefault(function.__name__, function)
    if known.__module__ != function.__module__:  # the later one would be sent in place of the other
        raise ImproperlyConfigured(f"two letters are called {function.__name__}")
    _letters[function.__name__] = function
    return function


def digest(address: str) -> str:
    """What recognises an address in the sent-log; without SECRET_KEY nobody finds the address by trying."""
    plain = hashlib.sha256(address.strip().lower().encode()).hexdigest()
    return salted_hmac("shared.letters", plain, algorithm="sha256").hexdigest()


def post(write: Callable, *, to: str, about: models.Model, language: str = "pl", occasion: str = "") -> None:
    """Put a letter into the outbox (inside the caller's transaction) and send it after the commit. Idempotent.

    The same letter about the same object goes out once, or once for each `occasion`; the function that writes it reads
    the occasion from `about.occasion`.
    """
    if not to:
        return
    subject = f"{about._meta.label_lower}:{about.pk}" + (f"#{occasion}" if occasion else "")
    SentLetter.objects.bulk_create(
        [
            SentLetter(
                letter=write.__name__,
                recipient=to,
                recipient_digest=digest(to),
                about=subject,
                language=language,
            )
        ],
        ignore_conflicts=True,
    )
    key = {"letter": write.__name__, "recipient_digest": digest(to), "about": subject}
    transaction.on_commit(partial(deliver.enqueue, key))


@task()
def deliver(key: dict[str, str]) -> None:
    """Send the stored letter, unless it has been sent already."""
    row = SentLetter.objects.filter(sent_at=None, **key).first()
    if row:
        send(row)


def send(row: SentLetter) -> bool:
    """Claim the letter, send it outside of any transaction, note what came of it; False when it is not due or failed.

    The mail server is waited for without a lock: a silent one must not stop people from sending comments.
    """
    claimed = claim(row.pk)
    if claimed is None:
        return False
    row = claimed
    about = read_about(row.about)
    try:
        if about is not None:
            with translation.override(row.language):
                _send(_letters[row.letter](about), to=row.recipient)
    except OSError:
        logger.warning("letter %s no. %s was not sent, attempt %s", row.letter, row.pk, row.attempts)
        return _failed(row)
    except Exception:  # one letter that cannot be written must not stand in the way of the others
        logger.exception("letter %s no. %s cannot be written, attempt %s", row.letter, row.pk, row.attempts)
        return _failed(row)
    SentLetter.objects.filter(pk=row.pk).update(sent_at=timezone.now(), recipient="")
    return True


@transaction.atomic
def claim(pk: int) -> SentLetter | None:
    """The letter, counted as tried now; None when it has been sent, is being sent, or is not due yet."""
    row = SentLetter.objects.select_for_update().filter(pk=pk, sent_at=None, attempts__lt=MAX_ATTEMPTS).first()
    if row is None or (row.tried_at and timezone.now() < row.tried_at + pause(row.attempts)):
        return None
    row.attempts, row.tried_at = row.attempts + 1, timezone.now()
    row.save(update_fields=["attempts", "tried_at"])
    return row


def pause(attempts: int) -> timedelta:
    """Minutes at first, half a day in the end: an outage over a weekend loses nothing."""
    return min(timedelta(minutes=2**attempts), timedelta(hours=12))


def _failed(row: SentLetter) -> bool:
    """After the last attempt the address goes too; the log says that the letter never left."""
    if row.attempts >= MAX_ATTEMPTS:
        logger.error("letter %s no. %s is given up after %s attempts", row.letter, row.pk, row.attempts)
        SentLetter.objects.filter(pk=row.pk).update(recipient="")
    return False


def read_about(stored: str) -> models.Model | None:
    """The object a stored letter is about, with its occasion; None when it is gone."""
    label, _colon, rest = stored.partition(":")
    pk, _hash, occasion = rest.partition("#")
    about = apps.get_model(label)._base_manager.filter(pk=pk).first()
    if about is not None:
        about.occasion = occasion
    return about


def _send(written: Letter | None, *, to: str) -> None:
    if written is None:  # there is nothing to say any more
        return
    context = {
        "subject": written.subject,
        "language": get_language() or "pl",
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
    limit = timezone.now() - timedelta(seconds=older_than_seconds)
    waiting = SentLetter.objects.filter(sent_at=None, attempts__lt=MAX_ATTEMPTS, created_at__lte=limit)
    results = [send(row) for row in waiting.order_by("pk").iterator()]
    return sum(results), len(results) - sum(results)
