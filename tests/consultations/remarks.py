"""Entering what was said at a meeting."""

import uuid

from consultations.meetings import enter_remark
from consultations.models import Comment, ConsultationPage

WORDS = "Skróćcie termin rezerwacji do siedmiu dni."
FACTS = {"kind": "general", "who": "person", "public_name": "", "municipality": None, "unit": None}


def enter(consultation, event, by, *, opinion=WORDS, key=None, **facts) -> Comment:
    words = {"opinion": opinion, "rationale": ""}
    return enter_remark(consultation, event, by=by, words=words, facts={**FACTS, **facts}, form_key=key or uuid.uuid4())


def published_at_once(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(moderation=ConsultationPage.Moderation.AFTER)
    return ConsultationPage.objects.get(pk=consultation.pk)
